"""Who hears of registrations: letters of this app, and whatever a higher app registers, in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

What = Literal["registered", "promoted", "cancelled"]


@dataclass(frozen=True, slots=True)
class Change:
    """One registration came, was given a place from the waiting list, or was cancelled."""

    what: What
    enrolment: Any


@dataclass(frozen=True, slots=True)
class ManyRegistered:
    """Registrations of an event with these numbers came at once."""

    event: Any
    first: int
    last: int


_listeners: list[Callable[[Change], None]] = []
_of_many: list[Callable[[ManyRegistered], None]] = []


def register_listener(listener: Callable[[Change], None]) -> None:
    """Let an app hear of each registration; called when it is ready."""
    _listeners.append(listener)


def register_listener_of_many(listener: Callable[[ManyRegistered], None]) -> None:
    """Let an app hear of registrations that come in hundreds."""
    _of_many.append(listener)


def tell(change: Change) -> None:
    """Tell it to all who want to hear."""
    for listener in _listeners:
        listener(change)


def tell_many(change: ManyRegistered) -> None:
    """Tell it to all who want to hear."""
    for listener in _of_many:
        listener(change)
