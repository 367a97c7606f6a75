"""What the app above knows of keys and shows in the bank: how experts stand to them, and who is asked before one opens.

Without such an app every key is provisional, and open to whoever may see the question.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.key_agreement import Agreement


@dataclass(frozen=True, slots=True)
class Extension:
    """What one app knows of keys.

    `is_keyer(person)` tells who confirms keys; `is_asked(person, entry)` whether they say first that they want to see
    this one; `look(person, ids)` keeps that they have seen some. `agreements(item)` are those of one item by item and
    hash, of all items for ''. `context_of(person, entry, is_open)` is merged into the page of a question. Templates:
    `links` stands beside the buttons of the bank for who confirms keys, `door` where a key waits to be opened, `panel`
    below the question.
    """

    is_keyer: Callable[[Any], bool]
    is_asked: Callable[[Any, Any], bool]
    look: Callable[[Any, Collection[str]], None]
    agreements: Callable[[str], Mapping[tuple[str, str], Agreement]]
    context_of: Callable[[Any, Any, bool], Mapping[str, Any]]
    links: str
    door: str
    panel: str


_extensions: list[Extension] = []


def register_extension(extension: Extension) -> None:
    """Say who knows of keys; called by a higher app when it is ready."""
    _extensions.append(extension)


def is_keyer(person: Any) -> bool:
    """Tell whether the person is one of those who confirm keys."""
    return any(one.is_keyer(person) for one in _extensions)


def is_asked(person: Any, entry: Any) -> bool:
    """Tell whether the person says first that they want to see the key of an item."""
    return any(one.is_asked(person, entry) for one in _extensions)


def look(person: Any, ids: Collection[str]) -> None:
    """Keep that the person has seen the keys of some items."""
    for one in _extensions:
        one.look(person, ids)


def agreements(item_id: str = "") -> dict[tuple[str, str], Agreement]:
    """Return how experts stand to each key, by item and hash."""
    return {place: found for one in _extensions for place, found in one.agreements(item_id).items()}


def links_for(person: Any) -> list[str]:
    """Return the templates beside the buttons of the bank."""
    return [one.links for one in _extensions if one.is_keyer(person)]


def context_for(person: Any, entry: Any, *, is_open: bool) -> dict[str, Any]:
    """Return the templates for the page of a question with what they need."""
    context: dict[str, Any] = {
        "door_parts": [one.door for one in _extensions],
        "key_parts": [one.panel for one in _extensions],
    }
    for one in _extensions:
        context |= one.context_of(person, entry, is_open)
    return context
