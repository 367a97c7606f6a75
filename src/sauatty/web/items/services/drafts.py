"""Writing items: begun, copied, changed under a lock with the hash of what the writer saw, deleted before publishing."""

import secrets
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sauatty.core.catalogue import item_drafts
from sauatty.core.catalogue.item_drafts import Body
from sauatty.core.catalogue.item_faces import words_of
from sauatty.core.catalogue.item_keys import texts
from sauatty.core.catalogue.item_reading import item_as_mapping, item_sha256
from sauatty.core.catalogue.item_translations import follow, language_states
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.key_json import sha256_of
from sauatty.core.errors import ItemDraftMoved, ItemWasPublished
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.items.models import AlikePair, AuthoredItem

OWN_PREFIX = "own-"


def free_slug() -> str:
    """Return an id that no item has. It is drawn by chance: it stands in papers, where it may tell nothing."""
    while True:
        slug = f"{OWN_PREFIX}{secrets.token_hex(4)}"
        if not AuthoredItem.objects.filter(slug=slug).exists():
            return slug


def draft_sha256(row: AuthoredItem) -> str:
    """Return what tells one state of a draft from another."""
    return sha256_of([row.body, row.language])


@transaction.atomic
def start_item(
    *, actor: Any, kind: str, competence: str, language: str, programme: Any = None, is_demo: bool = False
) -> AuthoredItem:
    """Begin an item without texts."""
    slug = free_slug()
    body = item_drafts.empty_body(slug, kind, competence, getattr(actor, "name", ""))
    return create(actor, slug, body, language=language, programme=programme, is_demo=is_demo)


@transaction.atomic
def copy_item(*, actor: Any, item: Item, programme: Any = None, is_demo: bool = False) -> AuthoredItem:
    """Copy an item into a draft of one's own. As long as it says the same, its key is as known as that of the source."""
    slug, body = free_slug(), item_as_mapping(item)
    provenance = dict(body.get("provenance") or {}) | {"adapted_from": item.id, "reviewed_by": {}}
    body = {**body, "id": slug, "provenance": provenance, "enemies": sorted({*item.enemies, item.id})}
    body.pop("keyed_by", None)
    language = "kk" if item.stem.kk else item.stem.pick("kk")[1]
    return create(
        actor, slug, body, language=language, programme=programme, is_demo=is_demo, made_from=item.id,
        made_from_sha256=item_sha256(item),
    )  # fmt: skip


def create(actor: Any, slug: str, body: Body, **fields: Any) -> AuthoredItem:
    """Keep a new draft. Call it in a transaction."""
    programme = fields.get("programme")
    row = AuthoredItem(
        slug=slug, created_by=actor, draft_changed_by=actor, draft_changed_at=timezone.now(), **fields
    )
    row.is_demo = row.is_demo or bool(programme and programme.is_demo)  # it goes when its programme goes
    set_body(row, body)
    row.save(force_insert=True)
    audit.record("item.started", actor=actor, target=row, item=slug, made_from=row.made_from)
    return row


def set_body(row: AuthoredItem, body: Body, fits: Collection[str] = ()) -> None:
    """Keep a body, and repeat what lists ask for."""
    before = item_drafts.as_item(row.body, row.slug) if row.body else None
    row.body = item_drafts.as_stored(body, row.slug)
    item = item_drafts.as_item(row.body, row.slug)
    row.sources = follow(before, item, row.sources, row.language, fits)
    row.states = language_states(item, row.sources, row.language)
    row.kind, row.competence, row.demand = item.kind, item.competence, item.demand
    row.search_key = words_of(item)
    said = texts(item.stem)
    for language in LANGUAGES:
        setattr(row, f"stem_{language}", said.get(language, "")[:300])


@transaction.atomic
def write_draft(
    *, item: AuthoredItem, body: Body, actor: Any, seen: str, language: str = "", fits: Collection[str] = ()
) -> AuthoredItem:
    """Keep a draft as it was written.

    Parameters
    ----------
    seen : str
        The hash of the draft that the writer saw.
    language : str
        The language that leads; the one from before if it is not given.
    fits : collection of str
        Languages whose texts somebody compared with the leading ones.

    Raises
    ------
    ItemDraftMoved
        The draft says something else by now.
    ContentInvalid
        The body is no item.
    """
    row = AuthoredItem.objects.select_for_update().get(pk=item.pk)
    if draft_sha256(row) != seen:
        raise ItemDraftMoved
    if language and language != row.language:
        row.language, row.sources = language, {}
    set_body(row, body, fits)
    row.draft_changed_at, row.draft_changed_by = timezone.now(), actor
    row.save()
    audit.record("item.draft_changed", actor=actor, target=row, item=row.slug, sha256=draft_sha256(row))
    return row


@transaction.atomic
def delete_draft(*, item: AuthoredItem, actor: Any) -> None:
    """Delete an item that was never published; ItemWasPublished for any other."""
    row = AuthoredItem.objects.select_for_update().get(pk=item.pk)
    if row.versions.exists():
        raise ItemWasPublished
    audit.record("item.draft_deleted", actor=actor, target=row, item=row.slug)
    row.delete()


@transaction.atomic
def delete_demo_items() -> int:
    """Delete the invented items with their versions; real ones are never deleted."""
    rows = list(AuthoredItem.objects.filter(is_demo=True))
    slugs = [row.slug for row in rows]
    AlikePair.objects.filter(Q(first__in=slugs) | Q(second__in=slugs)).delete()
    for row in rows:
        audit.record("item.demo_removed", actor=None, target=row, item=row.slug)
        row.delete()
    return len(rows)
