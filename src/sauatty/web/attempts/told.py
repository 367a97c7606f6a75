"""What higher apps tell a person about an attempt, on the page of its result; this app knows none of their names."""

from collections.abc import Callable, Sequence
from typing import Any

Told = Callable[[Any], Sequence[str]]
_told: list[Told] = []


def register_told(told: Told) -> None:
    """Say something about attempts; called by an app when it is ready."""
    _told.append(told)


def told_about(attempt: Any) -> list[str]:
    """Return what the apps tell the person of an attempt, in the language of the page."""
    return [sentence for told in _told for sentence in told(attempt)]
