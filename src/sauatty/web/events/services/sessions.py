"""Sessions of an event: adding, moving, calling off, and who holds them."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import EventIsKnown, SessionEndsBefore, SessionWasCancelled, TrainerUnknown
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.events import told, zones
from sauatty.web.events.models import Event, Session, SessionTrainer
from sauatty.web.events.selectors.sessions import list_trainers, next_number
from sauatty.web.events.services.events import locked, refuse_cancelled, reopened, texts

LONGEST = timedelta(days=1)
# What a calendar shows of a session.
SHOWN = frozenset(
    {f"title_{code}" for code in LANGUAGES} | {"starts_at", "ends_at", "place", "link", "form", "language"}
)


@transaction.atomic
def add_session(
    *, actor: Any, event: Event, titles: Mapping[str, str] | None = None, trainers: Iterable[Any] | None = None,
    **fields: Any,
) -> Session:  # fmt: skip
    """Add a session. `fields`: starts_at and ends_at (of a template: day_offset, begins, minutes), place, link, …"""
    row = locked(event)
    refuse_cancelled(row)
    _refuse_unfit(fields.get("starts_at"), fields.get("ends_at"))
    fields.setdefault("form", "onsite" if row.form == Event.Form.ONSITE else "online")
    fields.setdefault("language", row.language)
    fields.setdefault("number", next_number(row))
    session = Session.objects.create(
        event=row, secret=secrets.token_hex(32), **texts("title", titles or {}), **fields
    )
    _write_trainers(session, list(trainers or ()))
    _go_on(row, session)
    audit.record("session.added", actor=actor, target=session, event=str(row.pk))
    told.tell(told.Change("changed", row, session, frozenset({"added"}), actor))
    return session


@transaction.atomic
def add_sessions(*, actor: Any, event: Event, times: int, every: int, **fields: Any) -> list[Session]:
    """Add several sessions of the same kind, `every` so many days, at the same hour by the clocks of the event."""
    added = []
    for n in range(times):
        own = dict(fields)
        if fields.get("starts_at"):
            own |= {
                name: _later(fields[name], n * every, event.timezone) for name in ("starts_at", "ends_at")
            }
        if event.is_template:
            own["day_offset"] = fields.get("day_offset", 0) + n * every
        added.append(add_session(actor=actor, event=event, **own))
    return added


def _later(moment: datetime, days: int, zone: str) -> datetime:
    """Return the same hour of a later day, whatever summer time does in between."""
    clock = zones.local(moment, zone)
    return zones.at_clock(clock.date() + timedelta(days=days), clock.time(), zone)


def _refuse_unfit(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if starts_at is None and ends_at is None:
        return
    if starts_at is None or ends_at is None or not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise SessionEndsBefore


def _go_on(row: Event, session: Session) -> None:
    if session.ends_at and session.ends_at > timezone.now():
        reopened(row)


def _held_session(session: Session) -> tuple[Event, Session]:
    """Return event and session as they are now; the event is locked first, as everywhere."""
    row = locked(session.event_id)
    return row, Session.objects.select_for_update(of=("self",)).get(pk=session.pk)


@transaction.atomic
def change_session(
    *, actor: Any, session: Session, titles: Mapping[str, str] | None = None, trainers: Iterable[Any] | None = None,
    **fields: Any,
) -> Session:  # fmt: skip
    """Change a session. Marks of attendance that are there stay; those who are registered hear of what changed."""
    row, held = _held_session(session)
    refuse_cancelled(row)
    if held.cancelled_at:
        raise SessionWasCancelled
    wanted = {**fields, **(texts("title", titles) if titles is not None else {})}
    _refuse_unfit(wanted.get("starts_at", held.starts_at), wanted.get("ends_at", held.ends_at))
    changed = {name for name, value in wanted.items() if getattr(held, name) != value}
    for name in changed:
        setattr(held, name, wanted[name])
    if changed & SHOWN:
        held.sequence += 1
        held.changed_at = timezone.now()
    held.save(update_fields=[*changed, "sequence", "changed_at"])
    if trainers is not None and _write_trainers(held, list(trainers)):
        changed.add("trainers")
    if changed:
        _go_on(row, held)
        audit.record("session.changed", actor=actor, target=held, fields=sorted(changed))
        told.tell(told.Change("changed", row, held, frozenset(changed), actor))
    return held


@transaction.atomic
def set_trainers(*, actor: Any, session: Session, trainers: Iterable[Any]) -> Session:
    """Say who holds a session."""
    return change_session(actor=actor, session=session, trainers=trainers)


def _write_trainers(session: Session, people: list[Any]) -> bool:
    """Store who holds a session; True where it is somebody else now."""
    there = set(session.trainers.values_list("person_id", flat=True))
    wanted = {one.pk for one in people}
    if wanted == there:
        return False
    known = {one.pk for one in list_trainers(session.event.programme)} | there
    if wanted - known:
        raise TrainerUnknown
    session.trainers.filter(person__in=there - wanted).delete()
    SessionTrainer.objects.bulk_create(SessionTrainer(session=session, person_id=pk) for pk in wanted - there)
    return True


@transaction.atomic
def cancel_session(*, actor: Any, session: Session) -> Session:
    """Call one session off; the others of its event stay."""
    row, held = _held_session(session)
    refuse_cancelled(row)
    if held.cancelled_at:
        return held
    held.cancelled_at = held.changed_at = timezone.now()
    held.sequence += 1
    held.save(update_fields=["cancelled_at", "changed_at", "sequence"])
    audit.record("session.cancelled", actor=actor, target=held)
    told.tell(told.Change("cancelled", row, held, actor=actor))
    return held


@transaction.atomic
def delete_session(*, actor: Any, session: Session) -> None:
    """Delete a session of a template or of an event that nobody knows of."""
    row, held = _held_session(session)
    if row.state != Event.State.DRAFT:
        raise EventIsKnown
    audit.record("session.deleted", actor=actor, target=held, event=str(row.pk))
    held.delete()
