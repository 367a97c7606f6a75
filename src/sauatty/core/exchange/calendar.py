"""Sessions as an iCalendar text (RFC 5545): a feed that a phone subscribes to, or one that goes with a letter.

The id of an entry never changes, and its sequence grows with each change, so that a calendar replaces what it has
instead of showing a second entry. What was called off stays in the text as CANCELLED for the same reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from sauatty.core.languages import clean_text

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
PRODUCT = "-//Sauatty//trainings//{language}"
# How often a phone may ask for a feed again.
REFRESH = timedelta(hours=1)
# The longest words of each field: a calendar on a phone shows no more, and a feed is fetched again and again.
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One session as a calendar has it.

    Attributes
    ----------
    uid
        An id that is the same for ever, unique in the world.
    starts_at, ends_at
        Moments with a time zone.
    timezone
        Name of the zone by whose clocks the entry is written, such as ``Asia/Almaty``.
    place
        A room or an address; `link` is where it is held online.
    url
        The page about it.
    sequence
        How often it was changed; never falls.
    changed_at
        When it was changed last.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    changed_at: datetime
    about: str = ""
    place: str = ""
    link: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in an invitation: an e-mail address, and a name."""

    email: str
    name: str = ""


def calendar_text(
    entries: Iterable[CalendarEntry],
    language: str,
    now: datetime,
    *,
    name: str = "",
    method: Method = "PUBLISH",
    organiser: Party | None = None,
    attendee: Party | None = None,
) -> str:
    """Write entries as one iCalendar text.

    Parameters
    ----------
    entries : iterable of CalendarEntry
        Written in the order of their beginning; the order given does not matter.
    language : {'kk', 'ru', 'en'}
        The language of the words, which the text says with them.
    now : datetime
        The moment of writing (DTSTAMP), with a time zone.
    name : str
        What a phone calls the calendar.
    method : {'PUBLISH', 'REQUEST', 'CANCEL'}
        A feed publishes; a letter requests or cancels, and then names organiser and attendee.

    Returns
    -------
    str
        Lines of at most 75 octets ending in CRLF, with a VTIMEZONE for each zone that is named. The same entries
        and the same `now` give the same text.
    """
    rows = sorted(entries, key=lambda one: (one.starts_at, one.uid))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT.format(language=language.upper()))
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if method == "PUBLISH":
        _add_feed(calendar, name, language)
    for zone in sorted({one.timezone for one in rows} - {"UTC"}):
        calendar.add_component(_zone(zone, rows))
    for one in rows:
        calendar.add_component(_event(one, language, now, method, organiser, attendee))
    return str(calendar.to_ical(sorted=False).decode("utf-8"))


def _add_feed(calendar: Calendar, name: str, language: str) -> None:
    if name:
        calendar.add("name", _line(name), parameters={"LANGUAGE": language})
        calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")


def _zone(name: str, rows: list[CalendarEntry]) -> Timezone:
    """Return the rules of a zone for the years that the entries lie in, and one on each side."""
    years = [moment.year for one in rows if one.timezone == name for moment in (one.starts_at, one.ends_at)]
    first, last = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
    return Timezone.from_tzinfo(ZoneInfo(name), name, first, last)


def _event(
    one: CalendarEntry,
    language: str,
    now: datetime,
    method: Method,
    organiser: Party | None,
    attendee: Party | None,
) -> Event:
    is_cancelled = one.is_cancelled or method == "CANCEL"
    spoken = {"LANGUAGE": language}
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _local(one.starts_at, one.timezone))
    event.add("dtend", _local(one.ends_at, one.timezone))
    event.add("summary", _line(one.title), parameters=spoken)
    event.add("sequence", one.sequence)
    event.add("last-modified", one.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    where = ", ".join(part for part in (_line(one.place), one.link) if part)
    if where:
        event.add("location", where, parameters=spoken)
    about = "\n\n".join(part for part in (_lines(one.about), one.link, one.url) if part)
    if about:
        event.add("description", about, parameters=spoken)
    if one.url:
        event.add("url", one.url)
    _add_parties(event, method, organiser, attendee)
    return event


def _add_parties(event: Event, method: Method, organiser: Party | None, attendee: Party | None) -> None:
    if organiser is not None:
        event.add("organizer", _address(organiser))
    if attendee is not None and method != "PUBLISH":
        address = _address(attendee)
        address.params["ROLE"] = vText("REQ-PARTICIPANT")
        address.params["PARTSTAT"] = vText("ACCEPTED")
        address.params["RSVP"] = vText("FALSE")
        event.add("attendee", address, encode=False)


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    if party.name:
        # A quotation mark would end the name, and a parameter has no way to write one.
        address.params["CN"] = vText(_line(party.name).replace('"', "'"))
    return address


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(UTC if zone == "UTC" else ZoneInfo(zone)).replace(microsecond=0)


def _line(text: str) -> str:
    return clean_text(text)[:LONGEST]


def _lines(text: str) -> str:
    return "\n".join(clean_text(line) for line in text.splitlines()).strip()[:LONGEST]
