"""Files of questions taken into the bank: kept as they were read, looked at, then taken over whole or not at all."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.item_drafts import Body, plain
from sauatty.core.catalogue.item_reading import item_as_mapping
from sauatty.core.exchange.item_reports import ItemsRead, Remark
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.items import bank
from sauatty.web.items.models import AuthoredItem, ItemUpload
from sauatty.web.items.services.drafts import create, free_slug


@transaction.atomic
def keep_upload(*, actor: Any, programme: Any, name: str, found: ItemsRead) -> ItemUpload:
    """Keep what a file says until somebody has looked at it; the bank has nothing of it yet."""
    row = ItemUpload.objects.create(
        programme=programme, name=plain(name)[:200] or "-", format=found.format, uploaded_by=actor,
        items=[plain(item_as_mapping(one)) for one in found.items],
        not_read=_remarks(found.not_read), oddities=_remarks(found.oddities), uploaded_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "item.file_read", actor=actor, target=row, format=found.format, n_items=len(row.items),
        n_not_read=len(row.not_read),
    )  # fmt: skip
    return row


def _remarks(remarks: Collection[Remark]) -> list[Any]:
    """Keep remarks as JSON; what a question would be called elsewhere does not matter, it gets a name here."""
    return [plain([one.question, one.code, _params(one.params)]) for one in remarks if one.code != "renamed"]


def _params(params: Mapping[str, object]) -> dict[str, Any]:
    return {key: value if isinstance(value, int | float) else str(value) for key, value in params.items()}


@transaction.atomic
def take_over(*, upload: ItemUpload, actor: Any, chosen: Collection[int] | None = None) -> list[AuthoredItem]:
    """Make drafts of the questions of a file, all of those chosen or none, and forget the file.

    Every question gets a name of its own here; neighbours that must not stand beside it are renamed with it. Who has
    confirmed a key elsewhere is not taken over: this site knows nothing of it.
    """
    row = ItemUpload.objects.select_for_update().get(pk=upload.pk)
    bodies = [one for place, one in enumerate(row.items) if chosen is None or place in chosen]
    slugs = {str(body["id"]): free_slug() for body in bodies}
    known = set(bank.items_by_id()) | set(AuthoredItem.objects.values_list("slug", flat=True))
    made = [_draft(row, body, actor, slugs, known) for body in bodies]
    audit.record(
        "item.file_taken_over", actor=actor, target=row, items=[one.slug for one in made], name=row.name
    )
    row.delete()
    return made


def _draft(
    upload: ItemUpload, body: Body, actor: Any, slugs: Mapping[str, str], known: Collection[str]
) -> AuthoredItem:
    slug, source = slugs[str(body["id"])], str(body["id"])
    enemies = (slugs.get(one, one) for one in body.get("enemies") or ())
    provenance = dict(body.get("provenance") or {}) | {"reviewed_by": {}}
    kept = {
        **body,
        "id": slug,
        "enemies": sorted(one for one in enemies if one in known or one in slugs.values()),
    }
    kept = {key: value for key, value in kept.items() if key != "keyed_by"} | {"provenance": provenance}
    stem = body.get("stem") or {}
    return create(
        actor, slug, kept, language=next((one for one in LANGUAGES if stem.get(one)), "kk"),
        programme=upload.programme, made_from=source[:60] if source in known else "",
    )  # fmt: skip


@transaction.atomic
def drop_upload(*, upload: ItemUpload, actor: Any) -> None:
    """Forget a file that nobody wants."""
    audit.record("item.file_dropped", actor=actor, target=upload, name=upload.name)
    upload.delete()
