"""The inbox of submissions: store first, judge afterwards, answer with a receipt that carries the hash."""

import hashlib
import hmac
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import SauattyError
from sauatty.web.base.models import Envelope, EnvelopeConflict

MAX_BYTES = 1_000_000
Handler = Callable[[UUID, dict[str, Any], Any], None]
Keeper = Callable[[Envelope, dict[str, Any], Any], None]
_kinds: dict[str, Handler] = {}
_keepers: dict[str, Keeper] = {}
_day_only: dict[str, frozenset[str]] = {}
_private: set[str] = set()


def register_submission(
    kind: str,
    handler: Handler,
    *,
    quarantined: Keeper | None = None,
    keeps_only_day: Collection[str] = (),
    is_private: bool = False,
) -> None:
    """Say who writes the domain rows of a kind of submission; called by each app when it is ready.

    `quarantined` puts a submission that was kept but not taken in onto somebody's list, in the same transaction.
    `keeps_only_day` is for submissions that nobody may trace to a person: it names the fields of the body that are
    kept. Of such a submission neither sender nor exact time nor any other field is stored, and its hash only keyed:
    who knows the answers could else try tokens against it.
    `is_private`: the bodies are the sender's own writing, and are erased with them.
    """
    _kinds[kind] = handler
    if quarantined is not None:
        _keepers[kind] = quarantined
    if keeps_only_day:
        _day_only[kind] = frozenset(keeps_only_day)
    if is_private:
        _private.add(kind)


def kinds() -> frozenset[str]:
    """Return every kind of submission that an app takes."""
    return frozenset(_kinds)


def private_kinds() -> frozenset[str]:
    """Return the kinds of submissions whose bodies go when their sender is erased."""
    return frozenset(_private)


def list_kept_aside(kind: str, sender: Any) -> list[Envelope]:
    """Return what a person sent of a kind that was kept but could not be taken in, newest first (one query)."""
    rows = Envelope.objects.filter(kind=kind, sender=sender, status=Envelope.Status.QUARANTINED)
    return list(rows.order_by("-received_at", "pk"))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the client compares before it deletes its copy."""

    id: str
    sha256: str
    status: str
    server_time: str
    mac: str
    http_status: int = 201

    def as_json(self) -> dict[str, str]:
        """Return the body of the answer."""
        return {
            "id": self.id,
            "sha256": self.sha256,
            "status": self.status,
            "server_time": self.server_time,
            "mac": self.mac,
        }


def _receipt(envelope_id: UUID, sha256: str, status: str, http_status: int) -> Receipt:
    now = timezone.now().isoformat(timespec="seconds")
    text = f"{envelope_id}|{sha256}|{status}"
    mac = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
    return Receipt(str(envelope_id), sha256, status, now, mac, http_status)


def receive(envelope_id: UUID, raw: bytes, *, sender: Any = None) -> Receipt:
    """Store one submission and its domain rows in one transaction; every well-formed body is kept."""
    sha256 = hashlib.sha256(raw).hexdigest()
    body = json.loads(raw)
    kept = _what_is_kept(body, raw, sha256, sender)
    try:
        with transaction.atomic():
            envelope = Envelope.objects.create(id=envelope_id, status=Envelope.Status.ACCEPTED, **kept)
            _judge(envelope, body, kept["sender"])
    except IntegrityError:
        return _repeated(envelope_id, sha256, kept)
    accepted = envelope.status == Envelope.Status.ACCEPTED
    return _receipt(envelope_id, sha256, envelope.status, 201 if accepted else 202)


def _what_is_kept(body: dict[str, Any], raw: bytes, sha256: str, sender: Any) -> dict[str, Any]:
    """Return the columns of the envelope; of a submission that keeps only its day nothing else leads to a person."""
    kind, now = _storable(body.get("kind", ""))[:60], timezone.now()
    if kind not in _day_only:
        time = _storable(body.get("client_time", ""))[:40]
        return {
            "kind": kind,
            "sha256": sha256,
            "raw": raw,
            "sender": sender,
            "received_at": now,
            "client_time": time,
        }
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    fields = {name: body[name] for name in sorted(_day_only[kind] & body.keys())}
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    keyed = hmac.new(
        settings.SECRET_KEY.encode(), b"sauatty.inbox|" + sha256.encode(), hashlib.sha256
    ).hexdigest()
    return {"kind": kind, "sha256": keyed, "raw": text, "sender": None, "received_at": midnight}


def _storable(value: Any) -> str:
    """Return a text that every database takes: JSON can hold NUL and halves of letters."""
    return str(value).encode("utf-8", "replace").decode().replace("\0", "")


def _judge(envelope: Envelope, body: dict[str, Any], sender: Any) -> None:
    handler = _kinds.get(envelope.kind)
    try:
        if handler is None:
            raise SauattyError
        with transaction.atomic():
            handler(envelope.pk, body, sender)
    except (SauattyError, IntegrityError) as error:
        envelope.status = Envelope.Status.QUARANTINED
        envelope.problem = (getattr(error, "code", "") or "contradicts-rows") if handler else "kind-unknown"
        envelope.save(update_fields=["status", "problem"])
        if envelope.kind in _keepers:
            _keepers[envelope.kind](envelope, body, sender)


def _repeated(envelope_id: UUID, sha256: str, kept: dict[str, Any]) -> Receipt:
    first = Envelope.objects.get(pk=envelope_id)
    if first.sha256 == kept["sha256"]:
        return _receipt(envelope_id, sha256, first.status, 200)
    beside = {"raw": kept["raw"], "received_at": kept["received_at"]}
    EnvelopeConflict.objects.get_or_create(envelope=first, sha256=kept["sha256"], defaults=beside)
    return _receipt(envelope_id, sha256, "conflict", 409)
