"""How desk forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.desk.models import NativeReader, ReadingDraft


def declarations(person: Any) -> int:
    """Delete that the person reads a language as a native."""
    return NativeReader.objects.filter(person=person).delete()[0]


def drafts(person: Any) -> int:
    """Delete what the person wrote and never signed."""
    return ReadingDraft.objects.filter(person=person).delete()[0]
