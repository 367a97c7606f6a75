"""What the bank is made of: the items that Sauatty comes with and those of one's own, as rows of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sauatty.core.catalogue.item_faces import words_of
from sauatty.core.catalogue.item_keys import texts
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.item_translations import READY
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.key_agreement import PROVISIONAL
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.languages import LANGUAGES, search_key

SHIPPED, OWN = "shipped", "own"
USABLE, DRAFT, RETIRED = "usable", "draft", "retired"


@dataclass(frozen=True, slots=True)
class BankRow:
    """One item in the list of the bank; `key_sha256` is that of what experts would confirm now, '' for a first draft."""

    id: str
    kind: str
    competence: str
    demand: int
    stem: Mapping[str, str]
    states: Mapping[str, str]
    search_key: str
    origin: str
    standing: str
    key_sha256: str
    pk: UUID | None = None
    n_version: int = 0
    programme_id: UUID | None = None
    changed_at: Any = None
    is_demo: bool = False
    key_state: str = PROVISIONAL
    n_agree: int = 0
    n_object: int = 0


@dataclass(frozen=True, slots=True)
class BankFilter:
    """What is looked for in the bank; an empty value looks for everything."""

    competence: str = ""
    kind: str = ""
    demand: str = ""
    origin: str = ""
    standing: str = ""
    language: str = ""
    key: str = ""
    words: str = ""

    def keeps(self, row: BankRow) -> bool:
        """Tell whether a row is looked for. `language` is one whose texts are not complete."""
        exact = (
            (self.competence, row.competence), (self.kind, row.kind), (self.demand, str(row.demand)),
            (self.origin, row.origin), (self.standing, row.standing), (self.key, row.key_state),
        )  # fmt: skip
        if any(wanted and wanted != have for wanted, have in exact):
            return False
        if self.language and row.states.get(self.language) == READY:
            return False
        return all(word in row.search_key for word in search_key(self.words).split())


@dataclass(frozen=True, slots=True)
class UsableItem:
    """An item that forms may be made of. `parameters` are calibrated ones where there are any.

    The key of a public one can be read by anybody: it is shipped, or still says in some language what a shipped one says.
    """

    item: Item
    is_shipped: bool
    sha256: str
    number: int = 0
    parameters: Any = field(default=None)
    is_public: bool = False


def items_by_id() -> dict[str, Item]:
    """Return the shipped items by id."""
    return {one.id: one for one in load_items()}


@lru_cache(maxsize=1)
def shipped_rows() -> tuple[BankRow, ...]:
    """Return the rows of the shipped items, made once in a process."""
    return tuple(_shipped_row(one) for one in load_items())


def _shipped_row(item: Item) -> BankRow:
    return BankRow(
        item.id, item.kind, item.competence, item.demand, texts(item.stem), dict.fromkeys(LANGUAGES, READY),
        words_of(item), SHIPPED, USABLE, shown_sha256(item),
    )  # fmt: skip


def filtered(rows: Iterable[BankRow], wanted: BankFilter) -> list[BankRow]:
    """Return the rows that are looked for."""
    return [row for row in rows if wanted.keeps(row)]
