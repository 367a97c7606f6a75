"""Where higher apps put what they have to say on the page of an activity; this app knows none of their names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: a template and what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


PartsOf = Callable[[Any, Any], Sequence[Part]]
_parts: list[PartsOf] = []


def register_parts(parts: PartsOf) -> None:
    """Add what is shown to a person about an activity; called by an app when it is ready."""
    _parts.append(parts)


def all_parts() -> tuple[PartsOf, ...]:
    """Return what was registered, in its order."""
    return tuple(_parts)
