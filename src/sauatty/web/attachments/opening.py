"""Who else than its owner may open a file: the apps that use it say so."""

from collections.abc import Callable
from typing import Any

MayOpen = Callable[[Any, Any], bool]
_openers: dict[str, MayOpen] = {}


def register_opener(kind_of_use: str, may_open: MayOpen) -> None:
    """Add a function (person, attachment) → bool; the person may be a visitor. Called by each app when it is ready."""
    _openers[kind_of_use] = may_open


def may_open(person: Any, attachment: Any) -> bool:
    """Tell whether one of the uses of a file opens it to a person."""
    return any(opens(person, attachment) for opens in _openers.values())
