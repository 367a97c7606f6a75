"""What higher apps hear of activities, inside the transaction in which it happens; this app knows none of their names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["planned", "reported", "accepted", "more", "dropped", "forgotten"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an activity; `words` are those of the mentor. 'forgotten': its author was erased."""

    kind: Kind
    activity: Any
    actor: Any = None
    words: str = ""


Listener = Callable[[Change], None]
_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    """Hear of every change; called by an app when it is ready. What a listener raises undoes the change."""
    _listeners.append(listener)


def tell(change: Change) -> None:
    """Tell all who listen."""
    for listener in _listeners:
        listener(change)
