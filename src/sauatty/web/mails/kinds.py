"""The kinds of letters: the apps that write them say which there are and what may stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sauatty.core.catalogue.letters import places_of
from sauatty.core.catalogue.words import words

GROUP = "letters"


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter. `fields` names what may stand in it, with a label each.

    An optional one is left to the person: it carries a link that ends such letters; those with the same `stops` end
    together. `required` names the places without which the letter is of no use, such as its link.
    """

    key: str
    label: Any
    fields: Mapping[str, Any]
    is_optional: bool = False
    required: frozenset[str] = field(default_factory=frozenset)
    stops: str = ""

    @property
    def places(self) -> frozenset[str]:
        """Return every name that may stand in braces."""
        return frozenset(self.fields)

    @property
    def stop_key(self) -> str:
        """Return by what one stops letters like this one."""
        return self.stops or self.key


_kinds: dict[str, LetterKind] = {}


def register_kind(kind: LetterKind) -> None:
    """Add a kind of letter; called by the app that writes it when it is ready. Its shipped words must be there."""
    unknown = (places_of(_shipped(kind.key)) | places_of(_shipped(f"{kind.key}_subject"))) - kind.places
    if unknown:
        raise ValueError(f"the words of the letter {kind.key} name unknown places: {sorted(unknown)}")
    _kinds[kind.key] = kind


def _shipped(key: str) -> str:
    text = words(GROUP)[key]
    return f"{text.kk} {text.ru} {text.en}"


def kind_of(key: str) -> LetterKind:
    """Return a kind by its key."""
    return _kinds[key]


def all_kinds() -> list[LetterKind]:
    """Return the kinds in the order in which they were registered."""
    return list(_kinds.values())
