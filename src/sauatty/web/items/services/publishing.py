"""Publishing a version, once and for ever; reading texts; retiring items with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_drafts import as_item
from sauatty.core.catalogue.item_reading import item_sha256, language_sha256
from sauatty.core.catalogue.item_translations import STALE
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.errors import ItemNotPublishable, ItemTextsStale, ItemUnchanged
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base import audit
from sauatty.web.items.models import AuthoredItem, ItemReading, ItemVersion, RetiredItem


@transaction.atomic
def publish(*, item: AuthoredItem, actor: Any, note: str = "", accept_stale: bool = False) -> ItemVersion:
    """Publish the draft as the next version.

    Raises
    ------
    ItemNotPublishable
        It breaks a rule that every item keeps.
    ItemTextsStale
        A translation is older than its source and nobody said that it may go out.
    ItemUnchanged
        The last version says the same already.
    """
    row = AuthoredItem.objects.select_for_update().get(pk=item.pk)
    value = as_item(row.body, row.slug)
    _refuse_unfinished(row, len(check_item(value)), accept_stale=accept_stale)
    last, sha256 = row.versions.order_by("-number").first(), item_sha256(value)
    if last and last.sha256 == sha256:
        raise ItemUnchanged(number=last.number)
    version = ItemVersion.objects.create(
        item=row, number=last.number + 1 if last else 1, body=row.body, sha256=sha256, key_sha256=shown_sha256(value),
        note=note[:500], published_by=actor, published_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "item.published", actor=actor, target=version, item=row.slug, number=version.number, sha256=sha256
    )
    return version


def _refuse_unfinished(row: AuthoredItem, n_problems: int, *, accept_stale: bool) -> None:
    if n_problems:
        raise ItemNotPublishable(n=n_problems)
    stale = [LANGUAGE_NAMES[one] for one, state in row.states.items() if state == STALE]
    if stale and not accept_stale:
        raise ItemTextsStale(languages=", ".join(stale))


@transaction.atomic
def read_text(
    *, item: AuthoredItem, language: str, decision: str, actor: Any, note: str = "", sha256: str = ""
) -> ItemReading:
    """Keep that somebody has read the texts of one language as they stood (`sha256`), and what they decided."""
    value = as_item(item.body, item.slug)
    reading = ItemReading.objects.create(
        item=item, language=language, sha256=sha256 or language_sha256(value, language), person=actor,
        name=getattr(actor, "name", ""), decision=decision, note=note[:1000], at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "item.read", actor=actor, target=reading, item=item.slug, language=language, decision=decision
    )
    return reading


@transaction.atomic
def retire(*, item: AuthoredItem, reason: str, actor: Any) -> AuthoredItem:
    """Let no further form use an item; papers that hold it, and its versions, stay."""
    row = AuthoredItem.objects.select_for_update().get(pk=item.pk)
    if row.retired_at is None:
        row.retired_at, row.retired_by, row.retired_reason = timezone.now(), actor, reason[:500]
        row.save(update_fields=["retired_at", "retired_by", "retired_reason"])
        audit.record("item.retired", actor=actor, target=row, item=row.slug, reason=row.retired_reason)
    return row


@transaction.atomic
def restore(*, item: AuthoredItem, actor: Any) -> AuthoredItem:
    """Let forms use a retired item again."""
    row = AuthoredItem.objects.select_for_update().get(pk=item.pk)
    if row.retired_at is not None:
        audit.record("item.restored", actor=actor, target=row, item=row.slug, was=row.retired_reason)
        row.retired_at, row.retired_by, row.retired_reason = None, None, ""
        row.save(update_fields=["retired_at", "retired_by", "retired_reason"])
    return row


@transaction.atomic
def retire_shipped(*, item_id: str, programme: Any, reason: str, actor: Any) -> RetiredItem:
    """Let no further form of a programme (None: of the site) use a shipped item."""
    row, is_new = RetiredItem.objects.get_or_create(
        item=item_id, programme=programme,
        defaults={"reason": reason[:500], "retired_by": actor, "retired_at": timezone.now()},
    )  # fmt: skip
    if is_new:
        audit.record(
            "item.retired", actor=actor, target=row, item=item_id, reason=row.reason,
            programme=str(getattr(programme, "pk", "")),
        )  # fmt: skip
    return row


@transaction.atomic
def restore_shipped(*, item_id: str, programme: Any, actor: Any) -> None:
    """Let forms use a shipped item again."""
    for row in RetiredItem.objects.select_for_update().filter(item=item_id, programme=programme):
        audit.record("item.restored", actor=actor, target=row, item=item_id, was=row.reason)
        row.delete()
