"""Events as calendar entries: what phones subscribe to, and what goes with a letter."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from sauatty.core.exchange.calendar import CalendarEntry, Method, Party, calendar_text
from sauatty.web.base.texts import translated
from sauatty.web.events import addresses
from sauatty.web.events.models import Event, Session

MEDIA_TYPE = "text/calendar; charset=utf-8"
State = Event.State
_NEVER = datetime(2024, 1, 1, tzinfo=UTC)


def uid_of(session: Session) -> str:
    """Return the id of a session in every calendar; the same for ever, whatever the address of the site."""
    return f"{session.pk}@sauatty"


def entry_of(session: Session, language: str, *, with_link: bool = False) -> CalendarEntry:
    """Return a session with a time as a calendar entry; its link only where those who read may know it."""
    event = session.event
    title, own = translated(event, "title").text(language), translated(session, "title").text(language)
    return CalendarEntry(
        uid=uid_of(session),
        title=f"{title}: {own}" if own and own != title else title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        timezone=event.timezone,
        changed_at=max(session.changed_at, event.changed_at),
        about=translated(event, "about").text(language),
        place=place_of(session, language),
        link=session.link if with_link else "",
        url=addresses.public_address(event, language),
        sequence=event.sequence + session.sequence,
        is_cancelled=session.cancelled_at is not None or event.state == State.CANCELLED,
    )


def place_of(session: Session, language: str) -> str:
    """Return where a session is held, in a language."""
    if session.place:
        return session.place
    with override(language):
        return str(session.get_form_display()) if session.form == Event.Form.ONLINE else ""


def text_of(sessions: Iterable[Session], language: str, *, name: str = "", with_link: bool = False) -> str:
    """Return sessions as a feed. It is dated by its last change, so that a feed without one is the same text."""
    entries = [entry_of(one, language, with_link=with_link) for one in sessions if one.starts_at]
    dated = max((one.changed_at for one in entries), default=_NEVER)
    return calendar_text(entries, language, dated, name=name)


def invitation(sessions: Iterable[Session], language: str, *, person: Any, is_cancelled: bool = False) -> str:
    """Return sessions as what goes with a letter: an invitation to one, or the end of it; '' without a time.

    An invitation is of one session by the rules of iCalendar; several go as a calendar to take over, with the same ids.
    """
    entries = [entry_of(one, language, with_link=True) for one in sessions if one.starts_at]
    entries = [replace(one, is_cancelled=one.is_cancelled or is_cancelled) for one in entries]
    if not entries:
        return ""
    if len(entries) > 1:
        return calendar_text(entries, language, timezone.now())
    method: Method = "CANCEL" if entries[0].is_cancelled else "REQUEST"
    attendee = Party(person.email, person.name) if person.email else None
    return calendar_text(
        entries, language, timezone.now(), method=method, organiser=Party(settings.DEFAULT_FROM_EMAIL),
        attendee=attendee,
    )  # fmt: skip
