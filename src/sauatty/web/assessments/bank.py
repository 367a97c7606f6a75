"""The items that forms are made of: those that Sauatty comes with, and the private ones of a programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.items import Item
from sauatty.core.errors import FormItemGone
from sauatty.web.assessments.keys import item_sha256
from sauatty.web.items import selectors as items
from sauatty.web.items.bank import UsableItem

SHIPPED, OWN_FIRST, OWN_ONLY = "shipped", "own-first", "own-only"


@dataclass(frozen=True, slots=True)
class BankEntry:
    """An item with where it comes from; the key of a shipped one can be read by everybody.

    `parameters` are calibrated ones of the core, None before.
    """

    item: Item
    is_shipped: bool
    parameters: Any = None

    @property
    def sha256(self) -> str:
        """Return the hash of its text and key."""
        return item_sha256(self.item)


def list_items(programme: Any) -> Sequence[UsableItem]:
    """Return what tests of a programme may be made of, as the bank knows it."""
    return items.list_usable_items(programme)


def usable_items(programme: Any, source: str = OWN_FIRST) -> dict[str, BankEntry]:
    """Return what the forms of a programme can be made of, by id; an own item stands before a shipped one."""
    found = (BankEntry(one.item, one.is_shipped, one.parameters) for one in list_items(programme))
    wanted = [one for one in found if source == OWN_FIRST or one.is_shipped == (source == SHIPPED)]
    return {one.item.id: one for one in sorted(wanted, key=lambda one: not one.is_shipped)}


def entry_of(bank: Mapping[str, BankEntry], item_id: str) -> BankEntry:
    """Return one item of a bank; FormItemGone if there is none."""
    found = bank.get(item_id)
    if found is None:
        raise FormItemGone(item=item_id)
    return found
