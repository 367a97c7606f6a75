"""What higher apps hear of events, inside the transaction in which it happens; this app knows none of their names.

Kinds of changes
    `announced` (an event), `changed` (an event or a session: `fields` names what), `cancelled` (an event or a session),
    `places` (there may be more of them: capacity or quotas changed), `done` (an event is over),
    `made` (a new event: `source` is the template it was made from, or None).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["announced", "changed", "cancelled", "places", "done", "made"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an event; `session` is empty where it is the event as a whole."""

    kind: Kind
    event: Any
    session: Any = None
    fields: frozenset[str] = frozenset()
    actor: Any = None
    source: Any = None


Listener = Callable[[Change], None]
_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    """Hear of every change; called by an app when it is ready. What a listener raises undoes the change."""
    _listeners.append(listener)


def tell(change: Change) -> None:
    """Tell all who listen."""
    for listener in _listeners:
        listener(change)
