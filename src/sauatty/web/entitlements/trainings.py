"""Which events an award is about, and which of them a person has attended best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from sauatty.web.attendances import selectors as attendances
from sauatty.web.attendances.rules import EventAttendance
from sauatty.web.events import selectors as events
from sauatty.web.events import zones
from sauatty.web.programmes import selectors as programmes


@dataclass(frozen=True, slots=True)
class Attended:
    """How far one person has attended one event."""

    event: Any
    attendance: EventAttendance


def events_of(award: Any) -> list[Any]:
    """Return the events that count for an award: one, the editions of a series, or all of the programme."""
    found = events.list_events(award.programme).exclude(state__in=("draft", "cancelled"))
    if award.event_id:
        found = found.filter(pk=award.event_id)
    elif award.series_id:
        found = found.filter(series=award.series_id)
    return list(found.prefetch_related("sessions"))


def attended_by(award: Any, people: Iterable[UUID]) -> dict[UUID, list[Attended]]:
    """Return what several people attended of the events of an award, the best first (three queries)."""
    ids = list(people)
    found: dict[UUID, list[Attended]] = {one: [] for one in ids}
    held = events_of(award)
    weighed = attendances.attendances_at(held, ids)
    for event in held:
        for person_id, attendance in weighed[event.pk].items():
            if attendance.n_attended or award.event_id:
                found[person_id].append(Attended(event, attendance))
    for rows in found.values():
        rows.sort(key=lambda one: (one.attendance.is_enough, one.attendance.share), reverse=True)
    return found


def best_events(award: Any, people: Iterable[UUID]) -> dict[UUID, Any]:
    """Return the event that stands on each person's certificate; None where the award is about several."""
    ids = list(people)
    if not (award.event_id or award.series_id):
        return dict.fromkeys(ids)
    found = attended_by(award, ids)
    return {one: found[one][0].event if found[one] else award.event for one in ids}


def candidates(award: Any) -> list[Any]:
    """Return who may come to an award: who has a place in its events or was there; else who takes part in the programme."""
    if not (award.event_id or award.series_id):
        return programmes.list_participants(award.programme)
    found = {
        row.person.pk: row.person for event in events_of(award) for row in attendances.list_attendance(event)
    }
    return sorted(found.values(), key=lambda one: (one.sort_key, str(one.pk)))


def sessions_to_come(award: Any) -> int:
    """Count the sessions that are not over of the one training that an award is about; 0 where it is about several."""
    if not award.event_id:
        return 0
    now = timezone.now()
    ends = [one.ends_at for event in events_of(award) for one in attendances.counted_sessions(event)]
    return sum(end is None or end > now for end in ends)


def days_of(found: Sequence[Any]) -> tuple[date | None, date | None]:
    """Return the first and the last day of some events, by the clocks of the place where each is held."""
    days = [
        zones.local(moment, event.timezone).date()
        for event in found
        for session in attendances.counted_sessions(event)
        for moment in (session.starts_at, session.ends_at)
        if moment is not None
    ]
    return (min(days), max(days)) if days else (None, None)
