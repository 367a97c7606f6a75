"""The only door to the rows of attendances: who was there, and whether it is enough."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.matching.person_names import NameIndex
from sauatty.web.attendances import rules
from sauatty.web.attendances.models import Attendance, Mark, MinutesFile, MinutesMatch, MinutesRow, SheetScan
from sauatty.web.attendances.rules import EventAttendance
from sauatty.web.enrolments import selectors as enrolments

HALF_A_DAY = timedelta(hours=12)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


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
    """Return the sessions of an event that count: those that were not cancelled, in their order.

    One query; none where the sessions were fetched with the event.
    """
    found = [one for one in event.sessions.all() if one.cancelled_at is None]
    return sorted(found, key=lambda one: (one.starts_at is None, one.starts_at or timezone.now(), one.number))


def attendance_of(person: Any, event: Any) -> EventAttendance:
    """Return how far a person has attended an event, and whether that is what it asks for (two queries)."""
    return attendances_of_people(event, [person.pk])[person.pk]


def attendances_of_people(event: Any, people: Iterable[UUID]) -> dict[UUID, EventAttendance]:
    """Return the same for several people of one event, in two queries."""
    return attendances_at([event], people)[event.pk]


def attendances_at(events: Sequence[Any], people: Iterable[UUID]) -> dict[UUID, dict[UUID, EventAttendance]]:
    """Return how far several people have attended each of several events, by event and person.

    One query, and one for each event whose sessions were not fetched with it.
    """
    ids = list(people)
    sessions = {event.pk: counted_sessions(event) for event in events}
    rows = _rows_of([one for found in sessions.values() for one in found], ids)
    return {
        event.pk: {one: _weigh(event, sessions[event.pk], rows.get(one, {})) for one in ids}
        for event in events
    }


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
    return sorted(found, key=lambda one: (one.person.sort_key, str(one.person.pk)))


def list_registered(event: Any) -> list[Any]:
    """List the registrations that hold, with or without a place, by name (one query)."""
    rows = enrolments.list_enrolments(event).exclude(state=enrolments.CANCELLED)
    return list(rows.order_by("person__sort_key", "person_id"))


def is_registered(event: Any, person: Any) -> bool:
    """Tell whether a person has a place in an event, or waits for one."""
    return enrolments.enrolment_of(event, person) is not None


def who_came(event: Any) -> list[UUID] | None:
    """Return the ids of those who were at any session of an event; None where nobody was noted (one query)."""
    rows = Attendance.objects.filter(session__event=event, is_present=True)
    return list(rows.values_list("person", flat=True).distinct()) or None


def events_of(person: Any) -> list[UUID]:
    """Return the ids of the events for which a person was ever registered, given up or not (one query)."""
    return list(enrolments.my_enrolments(person).values_list("event", flat=True))


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


def find_own_session(person: Any, session_id: str) -> Any:
    """Return a session at which a person was noted, by the text of its id; None where there is none."""
    own = Attendance.objects.filter(person=person, is_present=True).select_related("session__event")
    row = next((row for row in own if str(row.session_id) == session_id), None) if session_id else None
    return row.session if row is not None else None


def list_coming(person: Any) -> list[Any]:
    """List a person's registrations, with or without a place, for events that are not over (bounded queries)."""
    mine = enrolments.my_enrolments(person).exclude(state=enrolments.CANCELLED)
    mine = (
        mine.filter(event__state="open").select_related("event", "person").prefetch_related("event__sessions")
    )
    now = timezone.now()
    return [one for one in mine if _is_coming(one.event, now)]


def _is_coming(event: Any, now: datetime) -> bool:
    ends = [one.ends_at for one in event.sessions.all() if one.ends_at and one.cancelled_at is None]
    return not ends or max(ends) + HALF_A_DAY > now


def list_attended_events(person: Any) -> list[tuple[Any, EventAttendance]]:
    """List the events of which a person attended anything, the latest first, with how far (three queries)."""
    own = Attendance.objects.filter(person=person).select_related("session__event__programme")
    rows = list(own.prefetch_related("session__event__sessions").order_by("-session__starts_at"))
    by_event: dict[UUID, dict[UUID, Attendance]] = defaultdict(dict)
    for row in rows:
        by_event[row.session.event_id][row.session_id] = row
    events = {row.session.event_id: row.session.event for row in rows if row.is_present}
    return [(event, _weigh(event, counted_sessions(event), by_event[pk])) for pk, event in events.items()]


def count_present(sessions: Iterable[UUID]) -> dict[UUID, int]:
    """Count who was at each of several sessions, in one query."""
    counts: dict[UUID, int] = dict.fromkeys(sessions, 0)
    rows = Attendance.objects.filter(session__in=list(counts), is_present=True)
    for session_id in rows.values_list("session_id", flat=True):
        counts[session_id] += 1
    return counts


# --- one session ---


@dataclass(frozen=True, slots=True)
class SessionPerson:
    """One person at one session: registered or not (`enrolment` None), and what holds of them (`row`)."""

    person: Any
    enrolment: Any
    row: Attendance | None

    @property
    def is_here(self) -> bool:
        """Tell whether the person was there, as far as is known."""
        return self.row is not None and self.row.is_present

    @property
    def has_conflict(self) -> bool:
        """Tell whether sources contradict each other."""
        return self.row is not None and self.row.has_conflict


def list_session(session: Any) -> list[SessionPerson]:
    """List everybody registered for the event of a session and whoever came without it, by name (two queries)."""
    rows = {row.person_id: row for row in _with_person(Attendance.objects.filter(session=session))}
    found = [
        SessionPerson(one.person, one, rows.pop(one.person_id, None))
        for one in list_registered(session.event)
    ]
    found += [SessionPerson(row.person, None, row) for row in rows.values()]
    return sorted(found, key=lambda one: (one.person.sort_key, str(one.person.pk)))


def _with_person(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("person__organisation")


def find_in_session(session: Any, person_id: UUID) -> SessionPerson:
    """Return one person of a session, or 404: who is neither registered nor noted is nobody's business here."""
    found = next((one for one in list_session(session) if one.person.pk == person_id), None)
    if found is None:
        raise Http404
    return found


def list_marks(session: Any, person: Any) -> list[Mark]:
    """List what was noted of a person at a session, the latest first, struck marks too."""
    rows = Mark.objects.filter(session=session, person=person).select_related(
        "noted_by", "struck_by", "session"
    )
    return list(rows.order_by("-at", "pk"))


def access_mark(session: Any, mark_id: UUID) -> Mark:
    """Return a mark of a session that the actor runs, or 404."""
    return get_object_or_404(Mark.objects.select_related("session", "person"), pk=mark_id, session=session)


def count_before_move(session: Any) -> int:
    """Count the people who were noted before the session was moved to another time."""
    rows = Mark.objects.filter(session=session, struck_at__isnull=True)
    return rows.exclude(session_start=session.starts_at).values("person").distinct().count()


def sessions_at_door(event: Any, moment: datetime) -> list[Any]:
    """Return the sessions of an event at whose door somebody may stand now: within half a day of them."""
    return [
        one
        for one in counted_sessions(event)
        if one.starts_at and one.ends_at and one.starts_at - HALF_A_DAY <= moment <= one.ends_at + HALF_A_DAY
    ]


# --- reports of video services ---


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whom a name of a report may mean, and why. A sure one has the same address or the whole same name."""

    person: Any
    why: str
    score: float
    is_sure: bool


def list_reports(session: Any) -> list[MinutesFile]:
    """List the reports of a session with their rows and whom they were taken for (three queries)."""
    matches = MinutesMatch.objects.select_related("person").order_by("person__sort_key")
    rows = MinutesRow.objects.prefetch_related(Prefetch("matches", matches)).select_related("decided_by")
    files = MinutesFile.objects.filter(session=session).select_related("made_by")
    return list(files.prefetch_related(Prefetch("rows", rows)).order_by("made_at"))


def report_span(file: MinutesFile) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment of a report; None where it tells only minutes."""
    times = [datetime.fromisoformat(at) for row in file.rows.all() for stay in row.stays for at in stay]
    return (min(times), max(times)) if times else None


def is_of_another_time(file: MinutesFile, session: Any) -> bool:
    """Tell whether a report and its session have no minute in common: it is of another day, or of another zone."""
    span = report_span(file)
    if span is None or session.starts_at is None or session.ends_at is None:
        return False
    return bool(span[1] <= session.starts_at or span[0] >= session.ends_at)


def list_open_rows(session: Any) -> list[tuple[MinutesRow, list[Suggestion]]]:
    """List the names that nobody has decided on, each with who may be meant (four queries however many there are)."""
    rows = [
        row
        for file in list_reports(session)
        for row in file.rows.all()
        if not row.is_nobody and not row.matches.all()
    ]
    if not rows:
        return []
    people = {one.person.pk: one.person for one in list_session(session)}
    index = NameIndex([(pk, person.name) for pk, person in people.items()])
    by_email = {person.email: person for person in people.values() if person.email}
    return [(row, _suggested(row, people, index, by_email)) for row in rows]


def _suggested(
    row: MinutesRow, people: Mapping[UUID, Any], index: Any, by_email: Mapping[str, Any]
) -> list[Suggestion]:
    """Suggest by address, and by each name in 'Redmi 9 (Сауле Нұрғалиева)'."""
    found: dict[UUID, Suggestion] = {}
    if row.email in by_email:
        person = by_email[row.email]
        found[person.pk] = Suggestion(person, "email", 1.0, is_sure=True)
    for name in _names_in(row.shown_name):
        for one in index.suggest(name, limit=4, least=0.75):
            if one.id not in found:
                found[one.id] = Suggestion(people[one.id], one.why, one.score, is_sure=one.score >= 1.0)
    return sorted(found.values(), key=lambda one: (-one.score, one.person.sort_key))[:4]


def _names_in(shown: str) -> list[str]:
    inside = _IN_BRACKETS.findall(shown)
    return [name for name in (_IN_BRACKETS.sub(" ", shown).strip(), *inside) if name]


def access_row(session: Any, row_id: UUID) -> MinutesRow:
    """Return a name of a report of a session that the actor runs, or 404."""
    rows = MinutesRow.objects.select_related("file__session__event").prefetch_related("matches__person")
    return get_object_or_404(rows, pk=row_id, file__session=session)


def access_report(session: Any, file_id: UUID) -> MinutesFile:
    """Return a report of a session that the actor runs, or 404."""
    return get_object_or_404(
        MinutesFile.objects.select_related("session__event"), pk=file_id, session=session
    )


# --- scans ---


def list_scans(session: Any) -> list[SheetScan]:
    """List the pictures of the signed sheet of a session."""
    return list(SheetScan.objects.filter(session=session).select_related("made_by"))


def access_scan(session: Any, scan_id: UUID) -> SheetScan:
    """Return a scan of a session that the actor runs, or 404."""
    return get_object_or_404(SheetScan, pk=scan_id, session=session)
