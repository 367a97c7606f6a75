"""Registering and cancelling: places, the waiting list that promotes by itself.

Who writes holds the row of the event first, so registrations of one event happen one after the other and `number`
is the order of arrival. What a place needs is asked again in the UPDATE that takes it (`events.seats`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import (
    EventFull,
    RegistrationClosed,
    RegistrationInvited,
    RegistrationNotOpen,
)
from sauatty.web.accounts.services import people as accounts
from sauatty.web.base import audit
from sauatty.web.enrolments import selectors, told
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.enrolments.placing import Room, Seat, traits_of
from sauatty.web.events import seats
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes

PLACED, WAITING, CANCELLED = Enrolment.State.PLACED, Enrolment.State.WAITING, Enrolment.State.CANCELLED
Source, State = Enrolment.Source, Enrolment.State
BY_OTHERS = frozenset({Source.DESK, Source.UPLOAD, Source.COHORT})


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of several people: who has a place, who waits, who was registered already."""

    n_placed: int = 0
    n_waiting: int = 0
    n_known: int = 0


@transaction.atomic
def register(
    *, actor: Any, event: Any, person: Any, source: str, answers: Mapping[str, Any] | None = None
) -> Enrolment:
    """Register a person, who then has a place or waits; who is registered already stays as they are.

    The caller has asked whether `actor` may do this for `person`; `source` says by which way they come.

    Raises
    ------
    RegistrationClosed, RegistrationNotOpen, RegistrationInvited
        The event takes no registrations of this source now.
    EventFull
        No place is left, and the event has no waiting list.
    """
    held = seats.hold(event.pk)
    known = selectors.enrolment_of(held, person)
    if known is not None:
        return known
    refuse_closed(held, person=person, source=source)
    seat = _room_of(held).seat_for(traits_of(person))
    if seat is None and not held.has_waiting_list and source not in BY_OTHERS:
        raise EventFull(capacity=held.capacity)
    enrolment = _store(held, person, source, seat, answers or {}, selectors.last_number(held.pk) + 1)
    if seat is not None:
        _sit_down(enrolment, seat)
    facts = {"event": str(held.pk), "person": str(person.pk), "state": enrolment.state, "source": source}
    audit.record("enrolment.registered", actor=actor, target=enrolment, **facts)
    told.tell(told.Change("registered", enrolment))
    return enrolment


def refuse_closed(event: Any, *, person: Any, source: str) -> None:
    """Refuse where an event takes no registration that comes this way, at this time."""
    if event.is_template or event.state == event.State.CANCELLED:
        raise RegistrationClosed
    if source in BY_OTHERS:
        return
    phase = events.entry_phase(event)
    if phase in ("none", "closed"):
        raise RegistrationClosed
    if source == Enrolment.Source.INVITED:
        return
    if phase == "before":
        raise RegistrationNotOpen
    if not may_enter(event, person):
        raise RegistrationInvited


def may_enter(event: Any, person: Any) -> bool:
    """Tell whether an event is for this person without an invitation."""
    if event.entry == event.Entry.COHORT:
        return bool(event.cohort_id) and programmes.is_in_cohort(person, [event.cohort_id])
    return bool(event.entry == event.Entry.OPEN)


def _room_of(event: Any) -> Room:
    return Room.of(event, seats.list_quotas(event.pk))


def _store(
    event: Any, person: Any, source: str, seat: Seat | None, answers: Mapping[str, Any], number: int
) -> Enrolment:
    now = timezone.now()
    return Enrolment.objects.create(
        event=event, person=person, source=source, number=number, answers=dict(answers), registered_at=now,
        state=WAITING if seat is None else PLACED, placed_at=None if seat is None else now,
        quota_id=seat.quota if seat else None,
    )  # fmt: skip


def _sit_down(enrolment: Enrolment, seat: Seat) -> None:
    """Take the place that was counted as free, and let its holder take part in the programme."""
    event = enrolment.event
    if not seats.take_seat(
        event.pk, seat.quota
    ):  # cannot be while the event is held; then nothing is written
        raise EventFull(capacity=event.capacity)
    accounts.let_take_part(person=enrolment.person, scope_kind=programmes.SCOPE, scope_id=event.programme_id)


@transaction.atomic
def cancel(*, actor: Any, enrolment: Enrolment) -> Enrolment:
    """Cancel a registration; a place that is free now goes to the first who waits for it. Cancelling twice is once."""
    event = seats.hold(enrolment.event_id)
    row = Enrolment.objects.select_related("person", "event").get(pk=enrolment.pk)
    if row.state == CANCELLED:
        return row
    was_placed, quota = row.state == PLACED, row.quota_id
    row.state, row.quota, row.cancelled_at = CANCELLED, None, timezone.now()
    row.save(update_fields=["state", "quota", "cancelled_at"])
    facts = {"event": str(event.pk), "person": str(row.person_id), "had_place": was_placed}
    audit.record("enrolment.cancelled", actor=actor, target=row, **facts)
    told.tell(told.Change("cancelled", row))
    if was_placed:
        seats.free_seat(event.pk, quota)
        _promote(event.pk, actor=actor)
    return row


@transaction.atomic
def promote(*, actor: Any, event: Any) -> list[Enrolment]:
    """Give the places that are free to those who wait, in their order; called after places were added."""
    seats.hold(event.pk)
    return _promote(event.pk, actor=actor)


def _promote(event_id: UUID, *, actor: Any) -> list[Enrolment]:
    """Place who waits, first come first; somebody else's quota keeps nobody behind them waiting."""
    event = seats.hold(event_id)
    if selectors.is_over(event):
        return []
    room, placed = _rearranged(event), []
    if room.left == 0:
        return []
    kept = [(one.by, one.value) for one in room.quotas if one.free]
    for row in selectors.list_waiting(event.pk, left=room.left, kept=kept):
        seat = room.seat_for(traits_of(row.person))
        if seat is not None:
            room.take(seat)
            placed.append(_place(row, seat, actor=actor))
    return placed


def _rearranged(event: Any) -> Room:
    """Count people with a general place to a quota that is for them and has room; return the places as they are."""
    room = _room_of(event)
    for kept in [one for one in room.quotas if one.free]:
        for row in selectors.list_general(event.pk, by=kept.by, value=kept.value, first=kept.free):
            if seats.move_to_quota(kept.id):
                Enrolment.objects.filter(pk=row.pk).update(quota=kept.id)
                kept.taken += 1
    return room


def _place(row: Enrolment, seat: Seat, *, actor: Any) -> Enrolment:
    row.state, row.quota_id, row.placed_at = PLACED, seat.quota, timezone.now()
    row.save(update_fields=["state", "quota", "placed_at"])
    _sit_down(row, seat)
    facts = {"event": str(row.event_id), "person": str(row.person_id)}
    audit.record("enrolment.promoted", actor=actor, target=row, **facts)
    told.tell(told.Change("promoted", row))
    return row


@transaction.atomic
def place_now(*, actor: Any, enrolment: Enrolment) -> Enrolment:
    """Give somebody who waits a place before their turn, if one is free for them; EventFull where none is."""
    event = seats.hold(enrolment.event_id)
    row = Enrolment.objects.select_related("person__organisation", "event").get(pk=enrolment.pk)
    if row.state != WAITING:
        return row
    refuse_closed(event, person=row.person, source=Source.DESK)
    seat = _rearranged(event).seat_for(traits_of(row.person))
    if seat is None:
        raise EventFull(capacity=event.capacity)
    return _place(row, seat, actor=actor)


@transaction.atomic
def register_many(*, actor: Any, event: Any, people: Sequence[Any], source: str) -> Registered:
    """Register people of a list or a cohort in its order, in few queries; who is registered already is left alone.

    `people` are persons with their organisation. Letters to them are a job of their own.
    """
    held = seats.hold(event.pk)
    refuse_closed(held, person=None, source=source)
    known = selectors.enrolments_of(held, [one.pk for one in people])
    new = list({one.pk: one for one in people if one.pk not in known}.values())
    rows = _rows_for(held, new, source)
    for quota, n in _count_seats(rows).items():
        if not seats.take_seat(held.pk, quota, n=n):
            raise EventFull(capacity=held.capacity)
    Enrolment.objects.bulk_create(rows, batch_size=1000)
    placed = [one for one in rows if one.state == PLACED]
    accounts.let_all_take_part(
        people=[one.person_id for one in placed], scope_kind=programmes.SCOPE, scope_id=held.programme_id
    )
    if rows:
        facts = {"n": len(rows), "n_placed": len(placed), "source": source, "first_number": rows[0].number}
        audit.record("enrolment.registered-many", actor=actor, target=held, **facts)
        told.tell_many(told.ManyRegistered(held, rows[0].number, rows[-1].number))
    return Registered(len(placed), len(rows) - len(placed), len(known))


def _rows_for(event: Any, people: Sequence[Any], source: str) -> list[Enrolment]:
    room, now, first = _room_of(event), timezone.now(), selectors.last_number(event.pk) + 1
    rows = []
    for number, person in enumerate(people, first):
        seat = room.seat_for(traits_of(person))
        if seat is not None:
            room.take(seat)
        rows.append(
            Enrolment(
                event=event,
                person=person,
                source=source,
                number=number,
                registered_at=now,
                state=WAITING if seat is None else PLACED,
                placed_at=None if seat is None else now,
                quota_id=seat.quota if seat else None,
            )  # fmt: skip
        )
    return rows


def _count_seats(rows: Iterable[Enrolment]) -> dict[UUID | None, int]:
    found: dict[UUID | None, int] = {}
    for row in rows:
        if row.state == PLACED:
            found[row.quota_id] = found.get(row.quota_id, 0) + 1
    # General places last: as long as quotas have room, their places are not general ones.
    return dict(sorted(found.items(), key=lambda one: one[0] is None))
