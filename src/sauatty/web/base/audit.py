"""The audit chain: `record` in the transaction of the write, `verify` for anybody who doubts."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from sauatty.web.base.models import AuditDetail, AuditEvent, AuditHead


def _event_hash(seq: int, prev_hash: str, body: dict[str, Any]) -> str:
    text = json.dumps([seq, prev_hash, body], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _body(event: AuditEvent) -> dict[str, Any]:
    return {
        "actor": str(event.actor_id or ""),
        "action": event.action,
        "target": [event.target_kind, event.target_id],
        "digest": event.digest,
        "at": event.at.isoformat(timespec="microseconds"),
    }


def _digest(salt: str, payload: dict[str, Any]) -> str:
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256((salt + text).encode()).hexdigest()


@transaction.atomic
def record(
    action: str, *, actor: models.Model | None, target: models.Model | tuple[str, str], **values: Any
) -> None:
    """Add one event to the chain, in the caller's transaction; `values` must be plain JSON values."""
    kind, identity = target if isinstance(target, tuple) else (target._meta.label, str(target.pk))
    head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
    salt = secrets.token_hex(16)
    event = AuditEvent(
        seq=head.seq + 1,
        prev_hash=head.hash,
        actor_id=getattr(actor, "pk", None),
        action=action,
        target_kind=kind,
        target_id=identity,
        digest=_digest(salt, values),
        at=timezone.now(),
    )
    event.hash = _event_hash(event.seq, event.prev_hash, _body(event))
    event.save(force_insert=True)
    AuditDetail.objects.create(event=event, salt=salt, payload=values)
    AuditHead.objects.filter(pk=1).update(seq=event.seq, hash=event.hash)


def events_between(since: datetime, until: datetime, *, actor: Any = None) -> models.QuerySet[AuditEvent]:
    """Return what happened in a time, of everybody or of one person."""
    events = AuditEvent.objects.filter(at__gte=since, at__lte=until)
    return events.filter(actor_id=actor.pk) if actor is not None else events


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: how many events, and the first one that does not hold."""

    n_events: int
    broken_at: int | None = None
    reason: str = ""


def verify() -> Verdict:
    """Walk the chain in order; a changed, lost, added or moved event breaks it, as does a cut-off tail."""
    previous, expected = "0" * 64, 0
    details = {detail.event_id: detail for detail in AuditDetail.objects.iterator()}
    for event in AuditEvent.objects.order_by("seq").iterator():
        expected += 1
        if event.seq != expected:
            return Verdict(expected - 1, expected, "missing")
        if event.prev_hash != previous or event.hash != _event_hash(event.seq, event.prev_hash, _body(event)):
            return Verdict(expected, event.seq, "changed")
        detail = details.get(event.seq)
        if detail is not None and _digest(detail.salt, detail.payload) != event.digest:
            return Verdict(expected, event.seq, "detail changed")
        previous = event.hash
    head = AuditHead.objects.filter(pk=1).first()
    if head is not None and (head.seq, head.hash) != (expected, previous):
        return Verdict(expected, expected + 1, "tail cut off")
    return Verdict(expected)
