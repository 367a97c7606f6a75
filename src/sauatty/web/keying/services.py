"""Keys that experts confirm: an answer first, which never changes; then the key is seen and the expert decides."""

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.catalogue.item_keys import Answer, key_of, score
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.errors import KeyAnsweredBefore, KeyNotAnswered
from sauatty.web.base import audit
from sauatty.web.items import selectors as items
from sauatty.web.keying.models import KeyConfirmation, KeyLook


@transaction.atomic
def look_at_keys(actor: Any, item_ids: Collection[str]) -> None:
    """Keep that somebody has seen the keys of items without having answered them, each once."""
    known = set(KeyLook.objects.filter(person=actor, item__in=list(item_ids)).values_list("item", flat=True))
    fresh = sorted(set(item_ids) - known)
    if not fresh:
        return
    now = timezone.now()
    KeyLook.objects.bulk_create(
        [KeyLook(item=one, person=actor, at=now) for one in fresh], ignore_conflicts=True
    )
    audit.record("item.keys_seen", actor=actor, target=actor, items=fresh)


@transaction.atomic
def answer_item(
    *,
    item: Item,
    answer: Answer,
    language: str,
    actor: Any,
    is_independent: bool = True,
    is_demo: bool = False,
) -> KeyConfirmation:
    """Keep what an expert answered before the key was shown; KeyAnsweredBefore if there is an answer already."""
    if not answer:
        raise KeyNotAnswered
    key = key_of(item)
    try:
        with transaction.atomic():
            row = KeyConfirmation.objects.create(
                item=item.id, sha256=shown_sha256(item), language=language, person=actor, answer=answer,
                name=getattr(actor, "name", ""), points=score(key, answer), max_points=key.max_score,
                is_independent=is_independent, answered_at=timezone.now(), is_demo=is_demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise KeyAnsweredBefore from error
    audit.record("item.key_answered", actor=actor, target=row, item=item.id, sha256=row.sha256)
    return row


@transaction.atomic
def decide_on_key(*, item: Item, agrees: bool, note: str, actor: Any) -> KeyConfirmation:
    """Keep whether an expert agrees with the key; KeyNotAnswered before there is an answer.

    An expert may think again: the decision changes and stands in the audit, the answer does not change.
    """
    row = (
        KeyConfirmation.objects.select_for_update()
        .filter(item=item.id, sha256=shown_sha256(item), person=actor)
        .first()
    )
    if row is None:
        raise KeyNotAnswered
    row.agrees, row.note, row.decided_at = agrees, note[:1000], timezone.now()
    row.save(update_fields=["agrees", "note", "decided_at"])
    audit.record("item.key_decided", actor=actor, target=row, item=item.id, sha256=row.sha256, agrees=agrees)
    return row


@transaction.atomic
def delete_demo_keying() -> None:
    """Delete what was said of the keys of invented items, and who has seen them."""
    KeyConfirmation.objects.filter(is_demo=True).delete()
    KeyLook.objects.filter(item__in=[one.slug for one in items.list_demo_items()]).delete()
