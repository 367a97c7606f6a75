"""When and where an event is, in words: for pages, letters and messengers."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import get_language

from sauatty.core import languages
from sauatty.web.events import zones
from sauatty.web.events.calendars import place_of
from sauatty.web.events.clock import held_sessions
from sauatty.web.events.models import Event, Session


def when_session(session: Session, language: str = "", timezone: str = "") -> str:
    """Return from when to when a session lasts, by the clocks of its event; '' without a time."""
    if session.starts_at is None or session.ends_at is None:
        return ""
    zone = zones.zone(timezone or session.event.timezone)
    return languages.format_span(session.starts_at, session.ends_at, zone, language or get_language() or "kk")


def when_event(event: Event, language: str = "") -> str:
    """Return when the sessions of an event are, one after the other; '' without a time."""
    spoken = language or get_language() or "kk"
    return "; ".join(when_session(one, spoken, event.timezone) for one in held_sessions(event))


def where_event(event: Event, language: str = "", *, with_link: bool = False) -> str:
    """Return where the sessions of an event are, each place once."""
    return ", ".join(_places(held_sessions(event), language or get_language() or "kk", with_link))


def _places(sessions: Iterable[Session], language: str, with_link: bool) -> list[str]:
    found: dict[str, None] = {}
    for one in sessions:
        found |= dict.fromkeys(
            part for part in (place_of(one, language), one.link if with_link else "") if part
        )
    return list(found)


def when_days(begins_at: datetime | None, over_at: datetime | None, timezone: str, language: str = "") -> str:
    """Return the days of an event without hours: one day, or the first and the last one; '' without a time."""
    if begins_at is None:
        return ""
    spoken = language or get_language() or "kk"
    first = zones.local(begins_at, timezone).date()
    last = zones.local(over_at or begins_at, timezone).date()
    said, end = languages.format_date(first, spoken), languages.format_date(last, spoken)
    if (first.year, first.month) == (last.year, last.month):  # the day stands first in all three languages
        return said if first == last else f"{first.day}–{end}"
    return f"{said} – {end}"


def zone_words(event: Event) -> str:
    """Return the name of the event's time zone and how far it is from UTC when the event begins."""
    moment = next((one.starts_at for one in held_sessions(event)), event.created_at)
    name = zones.ZONES.get(event.timezone, event.timezone)
    return f"{name}, {languages.utc_offset(moment, zones.zone(event.timezone))}"
