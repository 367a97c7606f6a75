"""Keys that experts confirm: an answer first, which never changes; then the key is seen and the expert decides."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.catalogue.item_keys import Answer, key_of, score
from sauatty.core.catalogue.items import Item
from sauatty.core.errors import KeyAnsweredBefore, KeyNotAnswered
from sauatty.web.base import audit
from sauatty.web.items.bodies import key_sha256
from sauatty.web.items.models import KeyConfirmation, KeyLook


@transaction.atomic
def look_at_key(*, item_id: str, actor: Any) -> None:
    """Keep that somebody sees the key of an item without having answered it."""
    _row, is_new = KeyLook.objects.get_or_create(item=item_id, person=actor, defaults={"at": timezone.now()})
    if is_new:
        audit.record("item.key_seen", actor=actor, target=("items.Item", item_id), item=item_id)


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
                item=item.id, sha256=key_sha256(item), language=language, person=actor, answer=answer,
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
        .filter(item=item.id, sha256=key_sha256(item), person=actor)
        .first()
    )
    if row is None:
        raise KeyNotAnswered
    row.agrees, row.note, row.decided_at = agrees, note[:1000], timezone.now()
    row.save(update_fields=["agrees", "note", "decided_at"])
    audit.record("item.key_decided", actor=actor, target=row, item=item.id, sha256=row.sha256, agrees=agrees)
    return row
