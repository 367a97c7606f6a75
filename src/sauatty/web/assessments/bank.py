"""The items that forms are made of: those that Sauatty comes with, and the private ones of a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.items import Item
from sauatty.core.errors import FormItemGone
from sauatty.web.assessments.keys import item_sha256

SHIPPED, OWN_FIRST, OWN_ONLY = "shipped", "own-first", "own-only"


@dataclass(frozen=True, slots=True)
class BankEntry:
    """An item with where it comes from; the key of a shipped one can be read by everybody."""

    item: Item
    is_shipped: bool

    @property
    def sha256(self) -> str:
        """Return the hash of its text and key."""
        return item_sha256(self.item)


def shipped_items() -> tuple[Item, ...]:
    """Return the items that Sauatty comes with."""
    from sauatty.core.catalogue.item_reading import load_items

    return tuple(load_items())


def own_items(programme: Any) -> tuple[Item, ...]:
    """Return the private items of a programme that may be used in a form."""
    return ()


def usable_items(programme: Any, source: str = OWN_FIRST) -> dict[str, BankEntry]:
    """Return what the forms of a programme can be made of, by id; an own item stands before a shipped one."""
    found: dict[str, BankEntry] = {}
    if source != OWN_ONLY:
        found |= {one.id: BankEntry(one, True) for one in shipped_items()}
    if source != SHIPPED:
        found |= {one.id: BankEntry(one, False) for one in own_items(programme)}
    return found


def entry_of(bank: Mapping[str, BankEntry], item_id: str) -> BankEntry:
    """Return one item of a bank; FormItemGone if there is none."""
    found = bank.get(item_id)
    if found is None:
        raise FormItemGone(item=item_id)
    return found
