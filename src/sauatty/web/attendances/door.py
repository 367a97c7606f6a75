"""Noting people by their codes: at the door, without a connection too, and by the code that stands on the slide."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sauatty.core.errors import (
    MarkNotYours,
    MarkUnreadable,
    PersonCodeUnknown,
    SauattyError,
    SlideCodeClosed,
    SlideCodeTooOften,
    SlideCodeWrong,
)
from sauatty.web.attendances import codes, selectors, services
from sauatty.web.attendances.models import Mark
from sauatty.web.base.limits import is_within_limit
from sauatty.web.events import selectors as events

KIND = "attendance-mark"
TRIES, TRIES_SECONDS = 10, 600
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one typed or scanned code: the enrolment it means, or why it means none."""

    typed: str
    enrolment: Any = None
    error: SauattyError | None = None


def enrolments_by_code(event: Any) -> dict[str, Any]:
    """Return who is registered, by code (one query); a code that two people share is nobody's."""
    rows = selectors.list_registered(event)
    coded = [(codes.person_code(row.pk), row) for row in rows]
    times = Counter(code for code, _row in coded)
    return {code: row for code, row in coded if times[code] == 1}


def find_by_code(event: Any, typed: str, *, known: dict[str, Any] | None = None) -> Any:
    """Return the registration that a code means.

    Raises
    ------
    PersonCodeHalf, PersonCodeMistyped, PersonCodeUnknown
    """
    code = codes.read_person_code(typed)
    found = (enrolments_by_code(event) if known is None else known).get(code)
    if found is None:
        raise PersonCodeUnknown(code=codes.grouped(code))
    return found


def take_submission(mark_id: UUID, body: dict[str, Any], sender: Any) -> None:
    """Write a mark that the telephone of a trainer sends; called by the inbox, once for each id."""
    session = _session(body.get("session"))
    if sender is None or not events.may_run(sender, session):
        raise MarkNotYours
    code = body.get("code")
    if not isinstance(code, str):
        raise MarkUnreadable
    enrolment = find_by_code(session.event, code[:200])
    device = services.Device(mark_id, _moment(body.get("client_time")))
    services.note(
        session=session, person=enrolment.person, source=Mark.Source.DOOR, noted_by=sender, device=device
    )


def _session(value: object) -> Any:
    try:
        found = events.find_session(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise MarkUnreadable
    return found


def _moment(value: object) -> datetime | None:
    """Read the time of the device; nonsense is none, for nothing hangs on it."""
    try:
        found = parse_datetime(value) if isinstance(value, str) and len(value) < 40 else None
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) and found.year in YEARS else None


def note_codes(*, actor: Any, session: Any, typed: list[str], source: str) -> list[Outcome]:
    """Note several people by their codes, such as those of a signed sheet; what means nobody is returned with why."""
    known = enrolments_by_code(session.event)
    return [_note_code(actor, session, one, source, known) for one in typed]


def _note_code(actor: Any, session: Any, typed: str, source: str, known: dict[str, Any]) -> Outcome:
    try:
        enrolment = find_by_code(session.event, typed, known=known)
    except SauattyError as error:
        return Outcome(typed, error=error)
    services.note(session=session, person=enrolment.person, source=source, noted_by=actor)
    return Outcome(typed, enrolment)


# --- the slide ---


def take_slide_code(*, person: Any, typed: str) -> Any:
    """Note a person by the code that they read off the slide; returns the session.

    The clock of the server decides, and guesses are counted.

    Raises
    ------
    SlideCodeTooOften, SlideCodeClosed, SlideCodeWrong
    """
    if not is_within_limit(f"slide:{person.pk}", limit=TRIES, seconds=TRIES_SECONDS):
        raise SlideCodeTooOften
    now = timezone.now()
    held = [one for one in selectors.list_own_sessions(person) if codes.is_slide_time(one, now)]
    if not held:
        raise SlideCodeClosed
    session = next((one for one in held if codes.is_slide_code(one, typed, now)), None)
    if session is None:
        raise SlideCodeWrong
    services.note(session=session, person=person, source=Mark.Source.SLIDE)
    return session
