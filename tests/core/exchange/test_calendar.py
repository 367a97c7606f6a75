"""Calendars are read back with two libraries that do not know ours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
from icalendar import Calendar

from sauatty.core.exchange.calendar import CalendarEntry, Party, calendar_text

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid="5c0b6a52-7a0e-4b4c-9c0e-2f6a0d5a1b11@sauatty",
    title="Медиа, ақпарат; «сауаттылық» \\ әңғүұқөһі",
    starts_at=datetime(2026, 11, 25, 5, tzinfo=UTC),
    ends_at=datetime(2026, 11, 25, 6, 30, tzinfo=UTC),
    timezone="Asia/Almaty",
    changed_at=datetime(2026, 11, 20, 9, 30, 15, 999, tzinfo=UTC),
    about="Бірінші жол\nЕкінші жол: " + "ұзақ сөз " * 30,
    place="Павлодар, Сәтбаев көшесі, 71",
    url="https://mil.example.kz/kk/events/e/seminar-ab12cd/",
    sequence=3,
)


def events_of(text):
    return [one for one in Calendar.from_ical(text).walk("VEVENT")]


def test_it_works_to_write_what_two_libraries_read_the_same():
    text = calendar_text([ENTRY], "kk", NOW, name="Оқулар")
    [event] = events_of(text)
    assert str(event["SUMMARY"]) == ENTRY.title and str(event["LOCATION"]) == ENTRY.place
    assert event["DTSTART"].dt == ENTRY.starts_at and event["DTEND"].dt == ENTRY.ends_at
    assert (
        str(event["DESCRIPTION"]).startswith("Бірінші жол\nЕкінші жол: ұзақ") and int(event["SEQUENCE"]) == 3
    )
    [other] = ics.Calendar(text).events
    assert other.name == ENTRY.title and other.location == ENTRY.place and other.uid == ENTRY.uid
    assert other.begin.datetime == ENTRY.starts_at and other.end.datetime == ENTRY.ends_at
    assert other.last_modified.datetime == ENTRY.changed_at.replace(microsecond=0)
    assert other.url == ENTRY.url and other.status == "CONFIRMED"


def test_the_clock_of_kazakhstan_is_five_hours_ahead_and_its_rules_stand_in_the_text():
    text = calendar_text([ENTRY], "kk", NOW)
    assert "DTSTART;TZID=Asia/Almaty:20261125T100000" in text
    [zone] = Calendar.from_ical(text).walk("VTIMEZONE")
    rules = zone.subcomponents
    assert str(zone["TZID"]) == "Asia/Almaty" and {one["TZOFFSETTO"].td for one in rules} == {
        timedelta(hours=5)
    }


def test_a_session_before_march_2024_keeps_the_old_clock():
    old = replace(
        ENTRY, starts_at=datetime(2024, 2, 1, 4, tzinfo=UTC), ends_at=datetime(2024, 2, 1, 5, tzinfo=UTC)
    )
    text = calendar_text([old, ENTRY], "kk", NOW)
    assert "DTSTART;TZID=Asia/Almaty:20240201T100000" in text
    assert events_of(text)[0]["DTSTART"].dt.astimezone(UTC) == old.starts_at
    assert sorted(ics.Calendar(text).events)[0].begin.datetime == old.starts_at


def test_a_zone_with_summer_time_and_utc_are_right_too():
    summer = datetime(2026, 7, 1, 8, tzinfo=UTC)
    paris = replace(
        ENTRY, uid="a", timezone="Europe/Paris", starts_at=summer, ends_at=summer + timedelta(hours=1)
    )
    plain = replace(paris, uid="b", timezone="UTC")
    text = calendar_text([paris, plain], "en", NOW)
    assert "DTSTART;TZID=Europe/Paris:20260701T100000" in text and "DTSTART:20260701T080000Z" in text
    assert {one.begin.datetime for one in ics.Calendar(text).events} == {summer}
    assert ZoneInfo("Europe/Paris").utcoffset(summer.replace(tzinfo=None)) == timedelta(hours=2)


def test_what_was_called_off_stays_with_its_id_and_a_higher_sequence():
    text = calendar_text([replace(ENTRY, is_cancelled=True, sequence=4)], "ru", NOW)
    [event] = events_of(text)
    assert (
        str(event["STATUS"]) == "CANCELLED" and str(event["UID"]) == ENTRY.uid and int(event["SEQUENCE"]) == 4
    )
    assert next(iter(ics.Calendar(text).events)).status == "CANCELLED"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_words_say_their_language(language):
    text = calendar_text([ENTRY], language, NOW, name="Календарь")
    assert f"SUMMARY;LANGUAGE={language}:" in text and "X-WR-CALNAME:Календарь" in text


def test_lines_are_folded_at_75_octets_and_no_letter_is_cut():
    text = calendar_text([ENTRY], "kk", NOW)
    lines = text.encode().split(b"\r\n")
    assert (
        max(len(line) for line in lines) <= 75
        and lines[-1] == b""
        and b"\n" not in text.encode().replace(b"\r\n", b"")
    )
    assert all(line.decode() is not None for line in lines)


def test_no_title_writes_a_line_of_its_own():
    bad = "Оқу\r\nATTENDEE:mailto:x@example.kz\nBEGIN:VALARM"
    text = calendar_text([replace(ENTRY, title=bad, place=bad, about=bad)], "kk", NOW)
    [event] = events_of(text)
    assert "ATTENDEE" not in event and not event.subcomponents and "\r\nATTENDEE" not in text


def test_the_same_entries_in_any_order_give_the_same_text():
    later = replace(
        ENTRY,
        uid="z",
        starts_at=ENTRY.starts_at + timedelta(days=1),
        ends_at=ENTRY.ends_at + timedelta(days=1),
    )
    assert calendar_text([ENTRY, later], "kk", NOW) == calendar_text([later, ENTRY], "kk", NOW)
    assert calendar_text([ENTRY], "kk", NOW) == calendar_text(
        [ENTRY], "kk", NOW.astimezone(ZoneInfo("Asia/Almaty"))
    )


def test_an_empty_calendar_is_a_calendar():
    calendar = Calendar.from_ical(calendar_text([], "kk", NOW, name="Оқулар"))
    assert calendar.walk("VEVENT") == [] and str(calendar["VERSION"]) == "2.0"


def test_an_invitation_names_who_invites_and_who_is_invited():
    guest = Party("dana@example.kz", 'Дана "Данагүл"; Оспан')
    text = calendar_text(
        [ENTRY], "kk", NOW, method="REQUEST", organiser=Party("mil@example.kz"), attendee=guest
    )
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "REQUEST" and str(event["ORGANIZER"]) == "mailto:mil@example.kz"
    assert str(event["ATTENDEE"]) == "mailto:dana@example.kz"
    assert event["ATTENDEE"].params["CN"] == "Дана 'Данагүл'; Оспан"
    assert {one.email for one in next(iter(ics.Calendar(text).events)).attendees} == {"dana@example.kz"}
    ended = calendar_text(
        [ENTRY], "kk", NOW, method="CANCEL", organiser=Party("mil@example.kz"), attendee=guest
    )
    assert "METHOD:CANCEL" in ended and "STATUS:CANCELLED" in ended
