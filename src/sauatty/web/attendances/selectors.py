"""The only door to the rows of attendances: who was there, and whether it is enough."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from sauatty.web.attendances import rules
from sauatty.web.attendances.models import Attendance
from sauatty.web.attendances.rules import EventAttendance
from sauatty.web.enrolments import selectors as enrolments


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """One person of an event: enrolled or not (`enrolment` None: came without registration), and how far they are."""

    person: Any
    enrolment: Any
    attendance: EventAttendance
    by_session: Mapping[UUID, Attendance]

    @property
    def has_conflict(self) -> bool:
        """Tell whether sources contradict each other somewhere."""
        return any(row.has_conflict for row in self.by_session.values())


def counted_sessions(event: Any) -> list[Any]:
    """Return the sessions of an event that count: those that were not cancelled, in their order (one query)."""
    return list(event.sessions.filter(cancelled_at__isnull=True).order_by("starts_at", "number"))


def attendance_of(person: Any, event: Any) -> EventAttendance:
    """Return how far a person has attended an event, and whether that is what it asks for (two queries)."""
    return attendances_of_people(event, [person.pk])[person.pk]


def attendances_of_people(event: Any, people: Iterable[UUID]) -> dict[UUID, EventAttendance]:
    """Return the same for several people of one event, in two queries."""
    ids, sessions = list(people), counted_sessions(event)
    rows = _rows_of(sessions, ids)
    return {one: _weigh(event, sessions, rows.get(one, {})) for one in ids}


def _rows_of(sessions: Sequence[Any], people: Iterable[UUID] | None) -> dict[UUID, dict[UUID, Attendance]]:
    found = Attendance.objects.filter(session__in=[one.pk for one in sessions])
    if people is not None:
        found = found.filter(person__in=list(people))
    by_person: dict[UUID, dict[UUID, Attendance]] = defaultdict(dict)
    for row in found:
        by_person[row.person_id][row.session_id] = row
    return by_person


def _weigh(event: Any, sessions: Sequence[Any], rows: Mapping[UUID, Attendance]) -> EventAttendance:
    now, sat = timezone.now(), []
    for session in sessions:
        row = rows.get(session.pk)
        is_over = session.ends_at is not None and session.ends_at <= now
        there = row is not None and row.is_present
        sat.append(
            rules.Sat(rules.planned_minutes(session), is_over, there, row.minutes if row and there else 0)
        )
    return rules.weigh(rules.read_needs(event.needs), sat)


def list_attendance(event: Any) -> list[PersonAttendance]:
    """List everybody with a place in an event, and whoever came without one, by name (four queries)."""
    sessions = counted_sessions(event)
    rows = _rows_of(sessions, None)
    registered = {
        one.person_id: one
        for one in list_registered(event)
        if one.state == enrolments.PLACED or one.person_id in rows
    }
    people = {one.person_id: one.person for one in registered.values()}
    walked_in = set(rows) - set(people)
    if walked_in:
        more = Attendance.objects.filter(session__event=event, person__in=walked_in)
        people |= {row.person_id: row.person for row in more.select_related("person__organisation")}
    found = [
        PersonAttendance(
            person, registered.get(pk), _weigh(event, sessions, rows.get(pk, {})), rows.get(pk, {})
        )
        for pk, person in people.items()
    ]
    return sorted(found, key=lambda one: (one.person.search_key, str(one.person.pk)))


def list_registered(event: Any) -> list[Any]:
    """List the registrations that hold, with or without a place, by name (one query)."""
    rows = enrolments.list_enrolments(event).exclude(state=enrolments.CANCELLED)
    return list(rows.order_by("person__search_key", "person_id"))


def list_own_sessions(person: Any) -> list[Any]:
    """List the sessions of the events for which a person is registered that were not cancelled (two queries)."""
    mine = enrolments.my_enrolments(person).exclude(state=enrolments.CANCELLED)
    found = [one.event for one in mine.prefetch_related("event__sessions")]
    return [
        session
        for event in found
        if not event.is_template
        for session in event.sessions.all()
        if session.cancelled_at is None
    ]


def list_attended_events(person: Any) -> list[tuple[Any, EventAttendance]]:
    """List the events of which a person attended anything, the latest first, with how far (bounded queries)."""
    own = Attendance.objects.filter(person=person, is_present=True).select_related(
        "session__event__programme"
    )
    events = {row.session.event_id: row.session.event for row in own.order_by("-session__starts_at")}
    return [(event, attendance_of(person, event)) for event in events.values()]


def count_present(sessions: Iterable[UUID]) -> dict[UUID, int]:
    """Count who was at each of several sessions, in one query."""
    counts: dict[UUID, int] = dict.fromkeys(sessions, 0)
    rows = Attendance.objects.filter(session__in=list(counts), is_present=True)
    for session_id in rows.values_list("session_id", flat=True):
        counts[session_id] += 1
    return counts
