"""The items that forms are made of: those that Sauatty comes with, and the private ones of a programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.errors import FormItemGone
from sauatty.core.psychometrics.assembly_blueprint import BankItem
from sauatty.core.psychometrics.form_rules import OWN_FIRST, SHIPPED
from sauatty.web.items import selectors as items
from sauatty.web.items.bank import UsableItem


@dataclass(frozen=True, slots=True)
class BankEntry:
    """An item with where it comes from; the key of a shipped one can be read by everybody.

    `parameters` are calibrated ones of the core, None before. `is_copy` is an own item that still says what a shipped
    one says.
    """

    item: Item
    is_shipped: bool
    parameters: Any = None
    is_copy: bool = False

    @property
    def is_public(self) -> bool:
        """Tell whether anybody can read the key."""
        return self.is_shipped or self.is_copy

    @property
    def sha256(self) -> str:
        """Return the hash of its text and key."""
        return shown_sha256(self.item)


def list_items(programme: Any) -> Sequence[UsableItem]:
    """Return what tests of a programme may be made of, as the bank knows it."""
    return items.list_usable_items(programme)


def usable_items(programme: Any, source: str = OWN_FIRST) -> dict[str, BankEntry]:
    """Return what the forms of a programme can be made of, by id; an own item stands before a shipped one."""
    found = (
        BankEntry(one.item, one.is_shipped, one.parameters, one.is_public) for one in list_items(programme)
    )
    wanted = [one for one in found if source == OWN_FIRST or one.is_shipped == (source == SHIPPED)]
    return {one.item.id: one for one in sorted(wanted, key=lambda one: not one.is_shipped)}


def entry_of(bank: Mapping[str, BankEntry], item_id: str) -> BankEntry:
    """Return one item of a bank; FormItemGone if there is none."""
    found = bank.get(item_id)
    if found is None:
        raise FormItemGone(item=item_id)
    return found


def bank_item(entry: BankEntry, exposure: float = 0.0, *, keeps_enemies_apart: bool = True) -> BankItem:
    """Return what assembling knows of an item: calibrated parameters, or its provisional difficulty; who has seen it."""
    item, known = entry.item, entry.parameters
    is_known = known is not None and known.is_estimated and known.max_score == item.max_score
    return BankItem(
        item.id, item.competence, item.demand, item.kind, known.difficulty if is_known else item.difficulty,
        known.discrimination if is_known else 1.0, exposure, item.enemies if keeps_enemies_apart else (),
        not entry.is_shipped, item.max_score,
        known.steps if is_known and item.max_score > 1 and None not in known.steps else (),
    )  # fmt: skip
