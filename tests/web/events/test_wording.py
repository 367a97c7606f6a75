"""When and where in words, by the clocks of the event and in the language of who reads."""

from datetime import UTC, date, datetime, timedelta

import pytest

from made_events import at, make_event
from sauatty.core.languages import format_day, format_span, utc_offset
from sauatty.web.events import services, wording, zones

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "25 қараша 2026, 10:00–11:30"),
        ("ru", "25 ноября 2026, 10:00–11:30"),
        ("en", "25 November 2026, 10:00–11:30"),
    ],
)
def test_it_works_to_write_a_session_by_the_clocks_of_kazakhstan(language, said):
    begins = datetime(2026, 11, 25, 5, tzinfo=UTC)
    zone = zones.zone("Asia/Almaty")
    assert format_span(begins, begins + timedelta(minutes=90), zone, language) == said
    night = format_span(begins, begins + timedelta(hours=20), zone, language)
    assert night.endswith(", 06:00") and " – 26 " in night
    assert utc_offset(begins, zone) == "UTC+5"


def test_a_day_of_the_week_stands_before_the_date():
    assert format_day(DAY, "kk") == "сәрсенбі, 25 қараша 2026"
    assert format_day(DAY, "ru") == "среда, 25 ноября 2026"
    assert format_day(DAY, "en") == "Wednesday, 25 November 2026"


@pytest.mark.parametrize(
    ("zone", "said"),
    [("UTC", "UTC"), ("Europe/Moscow", "UTC+3"), ("Asia/Kolkata", "UTC+5:30"), ("America/Lima", "UTC−5")],
)
def test_how_far_a_zone_is_from_utc(zone, said):
    assert utc_offset(at(DAY), zones.zone(zone)) == said


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (at(DAY), at(DAY, 12), "25 November 2026"),
        (at(DAY), at(DAY + timedelta(days=1)), "25–26 November 2026"),
        (at(DAY), at(DAY + timedelta(days=10)), "25 November 2026 – 5 December 2026"),
        (at(DAY, 0, 30), at(DAY, 23, 30), "25 November 2026"),
        (None, None, ""),
    ],
)
def test_the_days_of_a_training_are_those_of_its_own_clocks(begins, ends, said):
    assert wording.when_days(begins, ends, "Asia/Almaty", "en") == said


@pytest.mark.django_db
def test_a_letter_names_each_session_and_each_place_once(aigerim, programme):
    event = make_event(aigerim, programme, days=(3, 4))
    session = event.sessions.last()
    services.change_session(
        actor=aigerim, session=session, form="online", place="", link="https://video.example.kz/x"
    )
    assert wording.when_event(event, "kk").count("10:00–11:30") == 2
    assert wording.where_event(event, "en") == "Павлодар, Сатпаев 71, online"
    assert "https://video.example.kz/x" in wording.where_event(event, "en", with_link=True)
    services.cancel_session(actor=aigerim, session=session)
    assert wording.when_event(event, "kk").count("10:00–11:30") == 1
