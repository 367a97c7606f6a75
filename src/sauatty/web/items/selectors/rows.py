"""Items of the bank: the list, one item with its versions and readings, what forms may be made of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from sauatty.core.catalogue import key_agreement
from sauatty.core.catalogue.item_drafts import as_item
from sauatty.core.catalogue.item_faces import enemies_in, is_public
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.languages import LANGUAGES
from sauatty.web.items import bank
from sauatty.web.items.extensions import agreements
from sauatty.web.items.models import AuthoredItem, ItemReading, ItemVersion, RetiredItem
from sauatty.web.items.permissions import WRITERS
from sauatty.web.items.selectors.reach import within
from sauatty.web.items.statistics import parameters_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the bank. `item` is what stands now: the draft of an own item."""

    item: Item
    row: AuthoredItem | None
    version: ItemVersion | None
    retired: RetiredItem | None = None

    @property
    def id(self) -> str:
        """Return the id of the item."""
        return self.item.id

    @property
    def is_shipped(self) -> bool:
        """Tell whether the item comes with Sauatty, so that anybody can read its key."""
        return self.row is None

    @property
    def is_retired(self) -> bool:
        """Tell whether nobody should use it any longer."""
        return bool(self.retired or (self.row and self.row.retired_at))

    @property
    def published(self) -> Item | None:
        """Return the item as tests would use it, if it was ever published."""
        if self.row is None:
            return self.item
        return as_item(self.version.body, self.row.slug) if self.version else None

    @property
    def programme_id(self) -> UUID | None:
        """Return the programme that the item belongs to."""
        return self.row.programme_id if self.row else None


def _newest(field: str) -> Subquery:
    return Subquery(ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-number").values(field)[:1])


def list_own(person: Any) -> QuerySet[AuthoredItem]:
    """List the own items that a person may see."""
    return AuthoredItem.objects.filter(within(person))


def list_demo_items() -> list[AuthoredItem]:
    """List the items that go with the invented data."""
    return list(AuthoredItem.objects.filter(is_demo=True))


def list_bank(person: Any, programme: Any = None) -> list[bank.BankRow]:
    """Return the whole bank as a person sees it, own items first (four queries, no texts but the questions).

    With a programme, items of other programmes are left out and what this programme has retired is marked.
    """
    own = list_own(person)
    if programme is not None:
        own = own.filter(Q(programme=programme) | Q(programme=None))
    rows = [*map(_row_of, own.values(*_LISTED, n=Max("versions__number"), newest=_newest("key_sha256")))]
    retired = retired_ids(programme)
    rows += [replace(one, standing=bank.RETIRED) if one.id in retired else one for one in bank.shipped_rows()]
    return _with_keys(rows)


_LISTED = (
    *("pk", "slug", "kind", "competence", "demand", "stem_kk", "stem_ru", "stem_en", "states", "search_key"),
    *("programme_id", "retired_at", "draft_changed_at", "is_demo"),
)


def _row_of(row: Any) -> bank.BankRow:
    standing = bank.RETIRED if row["retired_at"] else bank.USABLE if row["n"] else bank.DRAFT
    stem = {one: row[f"stem_{one}"] for one in LANGUAGES if row[f"stem_{one}"]}
    return bank.BankRow(
        row["slug"], row["kind"], row["competence"], row["demand"], stem, row["states"], row["search_key"], bank.OWN,
        standing, row["newest"] or "", row["pk"], row["n"] or 0, row["programme_id"], row["draft_changed_at"],
        row["is_demo"],
    )  # fmt: skip


def _with_keys(rows: list[bank.BankRow]) -> list[bank.BankRow]:
    known = agreements()
    found = ((row, known.get((row.id, row.key_sha256), key_agreement.NOBODY)) for row in rows)
    return [
        replace(row, key_state=one.state, n_agree=one.n_agree, n_object=one.n_object) for row, one in found
    ]


def retired_ids(programme: Any = None) -> set[str]:
    """Return the shipped items that a programme, or the whole site, uses no longer (one query)."""
    rows = RetiredItem.objects.filter(Q(programme=None) | Q(programme=programme))
    return set(rows.values_list("item", flat=True))


def access_entry(person: Any, item_id: str) -> Entry:
    """Return an item that the person may see; otherwise it does not exist (404)."""
    shipped = bank.items_by_id().get(item_id)
    if shipped is not None:
        return Entry(shipped, None, None, RetiredItem.objects.filter(item=item_id, programme=None).first())
    row = get_object_or_404(list_own(person).select_related("programme", "draft_changed_by"), slug=item_id)
    return Entry(as_item(row.body, row.slug), row, last_version(row))


def access_own(person: Any, item_id: str) -> AuthoredItem:
    """Return an own item that the person may write, or 404."""
    rows = AuthoredItem.objects.filter(within(person, WRITERS)).select_related("programme")
    return get_object_or_404(rows, slug=item_id)


def last_version(row: AuthoredItem) -> ItemVersion | None:
    """Return the newest version, or None."""
    return row.versions.order_by("-number").first()


def list_versions(row: AuthoredItem) -> QuerySet[ItemVersion]:
    """List the versions of one item, the newest first, without their texts."""
    return row.versions.select_related("published_by").defer("body")


def access_version(row: AuthoredItem, number: int) -> ItemVersion:
    """Return one version of an item, or 404."""
    return get_object_or_404(row.versions.select_related("published_by"), number=number)


def readings_of(row: AuthoredItem) -> list[ItemReading]:
    """Return who read which language, the last first (one query)."""
    return list(row.readings.all())


def list_retired(person: Any, item_id: str) -> QuerySet[RetiredItem]:
    """List where a shipped item was retired, with the reasons, as far as the person may see the programmes."""
    rows = RetiredItem.objects.filter(within(person) | Q(programme=None), item=item_id)
    return rows.select_related("programme", "retired_by").order_by("retired_at")


def visible_items(person: Any, programme: Any = None) -> tuple[Item, ...]:
    """Return every item of the bank as it stands, drafts too (one query)."""
    own = list_own(person)
    rows = own.filter(Q(programme=programme) | Q(programme=None)) if programme is not None else own
    return (*(as_item(row.body, row.slug) for row in rows.only("body", "slug")), *load_items())


def some_items(person: Any, ids: Collection[str]) -> dict[str, Item]:
    """Return those of some items that the person may see, as they stand (one query)."""
    rows = list_own(person).filter(slug__in=list(ids)).only("body", "slug")
    own = {row.slug: as_item(row.body, row.slug) for row in rows}
    return own | {one.id: one for one in load_items() if one.id in ids}


def enemies_of(person: Any, item: Item) -> dict[str, Item]:
    """Return the items that must not stand beside one, whichever of the two names the other (one query)."""
    rows = list_own(person).filter(Q(slug__in=item.enemies) | Q(body__enemies__icontains=item.id))
    own = (as_item(row.body, row.slug) for row in rows.only("body", "slug"))
    return {one.id: one for one in enemies_in((*own, *load_items()), item)}


# --- what forms are made of ---


def list_usable_items(programme: Any) -> tuple[bank.UsableItem, ...]:
    """Return what tests of a programme may be made of: shipped and published own items that are not retired.

    The names of experts stand in `keyed_by` where enough of them agree with the key of exactly this text. Five queries
    at most.
    """
    retired, known, found = retired_ids(programme), agreements(), parameters_of(programme)
    shipped = (
        bank.UsableItem(_keyed(one, known), True, shown_sha256(one), 0, found.get(one.id), True)
        for one in load_items()
        if one.id not in retired
    )
    own = (_usable_own(one, known, found) for one in _newest_versions(programme))
    return (*own, *shipped)


def _usable_own(
    version: ItemVersion, known: dict[tuple[str, str], key_agreement.Agreement], found: dict[str, Any]
) -> bank.UsableItem:
    item = as_item(version.body, version.item.slug)
    return bank.UsableItem(
        _keyed(item, known),
        False,
        version.key_sha256,
        version.number,
        found.get(item.id),
        is_public(item),
    )


def own_usable_items(programme: Any) -> tuple[Item, ...]:
    """Return the published own items of a programme and of the site that are not retired (two queries)."""
    known = agreements()
    return tuple(_keyed(as_item(one.body, one.item.slug), known) for one in _newest_versions(programme))


def _newest_versions(programme: Any) -> Iterable[ItemVersion]:
    rows = ItemVersion.objects.filter(Q(item__programme=programme) | Q(item__programme=None))
    rows = rows.filter(item__retired_at=None).select_related("item").order_by("item__slug", "number")
    newest = {one.item_id: one for one in rows.defer("item__body", "item__sources", "item__search_key")}
    return newest.values()


def _keyed(item: Item, known: dict[tuple[str, str], key_agreement.Agreement]) -> Item:
    found = known.get((item.id, shown_sha256(item)), key_agreement.NOBODY)
    return replace(item, keyed_by=found.names) if found.state == key_agreement.CONFIRMED else item


def written_by(people: Iterable[UUID]) -> list[tuple[UUID, list[str]]]:
    """Return for each published question of some people who wrote it and its competence (one query)."""
    rows = AuthoredItem.objects.filter(created_by__in=list(people), retired_at__isnull=True)
    found = (
        rows.filter(versions__isnull=False)
        .order_by()
        .values_list("pk", "created_by", "competence")
        .distinct()
    )
    return [(person, [competence] if competence else []) for _pk, person, competence in found]
