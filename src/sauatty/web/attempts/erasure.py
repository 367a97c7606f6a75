"""How attempts forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.attempts.models import Attempt


def attempts(person: Any) -> int:
    """Delete the person's attempts, and take their name off the sheets that they typed in for others."""
    typed = Attempt.objects.filter(entered_by=person).update(entered_by=None)
    return typed + int(Attempt.objects.filter(person=person).delete()[0])
