"""How the fieldwork forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.fieldwork.models import PaperSheet, ResponseFile


def sheets(person: Any) -> int:
    first = PaperSheet.objects.filter(first_by=person).update(first_by=None)
    return first + PaperSheet.objects.filter(second_by=person).update(second_by=None)


def files(person: Any) -> int:
    return ResponseFile.objects.filter(created_by=person).update(created_by=None)
