"""How lessons forgets a person: all that they did in lessons goes with them."""

from typing import Any

from sauatty.web.lessons.models import CheckAnswer, NotebookEntry, Progress


def progress(person: Any) -> int:
    """Delete how far the person was."""
    return int(Progress.objects.filter(person=person).delete()[0])


def notebook(person: Any) -> int:
    """Delete the person's notebook."""
    return int(NotebookEntry.objects.filter(person=person).delete()[0])


def answers(person: Any) -> int:
    """Delete the person's answers to themselves."""
    return int(CheckAnswer.objects.filter(person=person).delete()[0])
