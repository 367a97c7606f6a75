"""The calendar page, and the calendars that phones fetch: parsed by two libraries, secret where they are somebody's own."""

import re
from datetime import date, timedelta

import ics
import pytest
from icalendar import Calendar

from made_events import at, in_days, make_event, make_person
from sauatty.web.events import calendars, pages, selectors, services
from sauatty.web.events.models import CalendarFeed

pytestmark = pytest.mark.django_db
ABSENT = "00000000-0000-4000-8000-000000000000"


def own_path(client, language="en"):
    """Make one's own address on the page, and return its path."""
    page = client.post(f"/{language}/events/calendar/renew/", follow=True).content.decode()
    return re.search(rf"/{language}/events/calendar/mine/[^<]+", page)[0]


def entries(response):
    """Read a calendar with both libraries; return what the first one saw, by id."""
    assert response.status_code == 200 and response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    found = {str(one["UID"]): one for one in Calendar.from_ical(text).walk("VEVENT")}
    assert {one.uid for one in ics.Calendar(text).events} == set(found)
    return found


def test_it_works_to_fetch_ones_own_sessions_by_a_secret_address(client_of, aigerim, bolat, programme):
    event = make_event(aigerim, programme, days=(10, 11), trainers=[bolat])
    make_event(aigerim, programme, days=(12,))
    services.change_session(actor=aigerim, session=event.sessions.first(), link="https://video.example.kz/x")
    path = own_path(client_of(bolat))
    found = entries(client_of().get(path))
    assert set(found) == {calendars.uid_of(one) for one in event.sessions.all()}
    first = found[calendars.uid_of(event.sessions.first())]
    assert first["DTSTART"].dt == at(in_days(10)) and "Asia/Almaty" in str(first["DTSTART"].params)
    assert "video.example.kz" in str(first["DESCRIPTION"]) and str(first["SUMMARY"]) == "Workshop on media"
    response = client_of().get(path)
    assert response["Cache-Control"] == "private, no-cache" and response["X-Robots-Tag"] == "noindex"


def test_a_new_address_ends_the_old_one_and_nobody_guesses_one(client_of, bolat, aigerim, programme):
    make_event(aigerim, programme, trainers=[bolat])
    old = own_path(client_of(bolat))
    assert client_of().get(old).status_code == 200
    new = own_path(client_of(bolat))
    assert new != old and client_of().get(old).status_code == 404 and client_of().get(new).status_code == 200
    feed = CalendarFeed.objects.get()
    for wrong in ("0" * 32, selectors.feed_mark(feed)[:-1], selectors.feed_mark(feed).upper() + "A"):
        assert client_of().get(f"/en/events/calendar/mine/{feed.pk}/{wrong}.ics").status_code == 404
    assert (
        client_of().get(f"/en/events/calendar/mine/{ABSENT}/{selectors.feed_mark(feed)}.ics").status_code
        == 404
    )
    bolat.is_active = False
    bolat.save()
    assert client_of().get(new).status_code == 404


def test_who_takes_part_in_an_event_has_it_in_the_own_calendar(client_of, aigerim, programme, monkeypatch):
    learner = make_person("Айсұлу", "aisulu@example.kz", role="participant", programme=programme)
    event, other = make_event(aigerim, programme, days=(3,)), make_event(aigerim, programme, days=(4,))
    monkeypatch.setattr(pages, "_mine", [lambda person: {event.pk} if person == learner else set()])
    found = entries(client_of().get(own_path(client_of(learner))))
    assert set(found) == {calendars.uid_of(event.sessions.get())}
    page = client_of(learner).get(f"/en/events/calendar/?mine=1&month={in_days(3):%Y-%m}").content.decode()
    assert str(event.pk) in page and (in_days(3).month != in_days(4).month or str(other.pk) not in page)


def test_the_feed_of_a_programme_holds_what_everybody_may_know_and_no_link(client_of, aigerim, programme):
    event = make_event(aigerim, programme, days=(10,))
    services.change_session(actor=aigerim, session=event.sessions.get(), link="https://video.example.kz/x")
    make_event(aigerim, programme, announced=False)
    make_event(aigerim, programme, entry="invited")
    make_event(aigerim, programme, days=(-200,))
    response = client_of().get(f"/kk/events/calendar/of/{programme.pk}.ics")
    found = entries(response)
    assert set(found) == {calendars.uid_of(event.sessions.get())}
    assert (
        "video.example.kz" not in response.content.decode()
        and response["Cache-Control"] == "public, max-age=300"
    )
    assert client_of().get(f"/kk/events/calendar/of/{ABSENT}.ics").status_code == 404


def test_a_change_keeps_the_id_and_raises_the_sequence_and_a_call_off_stays_to_be_seen(
    client_of, aigerim, programme
):
    event, path = make_event(aigerim, programme, days=(10,)), f"/en/events/calendar/of/{programme.pk}.ics"
    [(uid, before)] = entries(client_of().get(path)).items()
    starts_at = at(in_days(12), 14)
    services.change_session(
        actor=aigerim,
        session=event.sessions.get(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    moved = entries(client_of().get(path))[uid]
    assert int(moved["SEQUENCE"]) > int(before["SEQUENCE"]) and moved["DTSTART"].dt == starts_at
    assert moved["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    services.change_event(actor=aigerim, event=event, titles={"en": "Another title"})
    renamed = entries(client_of().get(path))[uid]
    assert int(renamed["SEQUENCE"]) > int(moved["SEQUENCE"]) and str(renamed["SUMMARY"]) == "Another title"
    services.cancel_event(actor=aigerim, event=event)
    ended = entries(client_of().get(path))[uid]
    assert str(ended["STATUS"]) == "CANCELLED" and int(ended["SEQUENCE"]) > int(renamed["SEQUENCE"])


def test_a_phone_that_has_the_text_already_gets_none(client_of, aigerim, programme):
    event, path = make_event(aigerim, programme), f"/en/events/calendar/of/{programme.pk}.ics"
    first = client_of().get(path)
    again = client_of().get(path, headers={"If-None-Match": first["ETag"]})
    assert (
        again.status_code == 304 and again.content == b"" and client_of().get(path).content == first.content
    )
    services.change_session(actor=aigerim, session=event.sessions.get(), place="Ақсу")
    assert client_of().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_public_feed_is_written_once_until_something_in_it_changes(
    client_of, aigerim, programme, monkeypatch, django_assert_max_num_queries
):
    written, text_of = [], calendars.text_of
    monkeypatch.setattr(calendars, "text_of", lambda *a, **k: written.append(1) or text_of(*a, **k))
    event, path = make_event(aigerim, programme, days=(3, 4)), f"/en/events/calendar/of/{programme.pk}.ics"
    client = client_of()
    client.get(path)
    with django_assert_max_num_queries(3):
        client.get(path)
    assert len(written) == 1
    steps = [
        lambda: services.change_session(actor=aigerim, session=event.sessions.first(), place="Ақсу"),
        lambda: services.change_event(actor=aigerim, event=event, titles={"en": "New"}),
        lambda: services.cancel_session(actor=aigerim, session=event.sessions.first()),
        lambda: services.change_event(actor=aigerim, event=event, entry="invited"),
        lambda: make_event(aigerim, programme),
    ]
    texts = {client.get(path).content}
    for n, step in enumerate(steps, 2):
        step()
        texts.add(client.get(path).content)
        assert len(written) == n == len(texts)
    assert b"SUMMARY;LANGUAGE=ru" in client.get(path.replace("/en/", "/ru/")).content and len(written) == 7


@pytest.mark.parametrize(
    ("language", "title"), [("kk", "Медиасауаттылық семинары"), ("ru", "Семинар по"), ("en", "Workshop")]
)
def test_one_training_goes_into_a_calendar_in_three_languages(client_of, aigerim, programme, language, title):
    event = make_event(aigerim, programme, days=(10, 11))
    response = client_of().get(f"/{language}/events/e/{event.slug}/calendar.ics")
    found = entries(response)
    assert len(found) == 2 and all(str(one["SUMMARY"]).startswith(title) for one in found.values())
    assert all(f"/{language}/events/e/{event.slug}/" in str(one["URL"]) for one in found.values())
    assert f'filename="{event.slug}.ics"' in response["Content-Disposition"]


def test_a_letter_carries_one_invitation_or_a_calendar_of_several(aigerim, bolat, programme):
    one, many = make_event(aigerim, programme, days=(3,)), make_event(aigerim, programme, days=(4, 5))
    text = calendars.invitation(selectors.list_sessions(one), "kk", person=bolat)
    assert "METHOD:REQUEST" in text and "mailto:bolat@example.kz" in text
    ended = calendars.invitation(selectors.list_sessions(one), "kk", person=bolat, is_cancelled=True)
    assert "METHOD:CANCEL" in ended and "STATUS:CANCELLED" in ended
    several = calendars.invitation(selectors.list_sessions(many), "kk", person=bolat)
    assert "METHOD:PUBLISH" in several and len(Calendar.from_ical(several).walk("VEVENT")) == 2
    assert calendars.invitation([], "kk", person=bolat) == ""


# --- the page ---


def test_a_month_shows_what_is_held_on_the_days_of_the_events_clocks(client_of, aigerim, programme):
    event = make_event(aigerim, programme, announced=False, region_id="KZ-55")
    late = at(date(2027, 3, 1), 0, 30)
    services.add_session(actor=aigerim, event=event, starts_at=late, ends_at=late + timedelta(hours=1))
    client = client_of(aigerim)
    page = client.get("/en/events/calendar/?month=2027-03").content.decode()
    assert (
        "March 2027" in page and "00:30–01:30" in page and "not announced" in page and "1 March 2027" in page
    )
    assert "month=2027-02" in page and "month=2027-04" in page
    assert "00:30" not in client.get("/en/events/calendar/?month=2027-03&region=KZ-10").content.decode()
    assert (
        "00:30"
        in client.get(
            f"/en/events/calendar/?month=2027-03&region=KZ-55&programme={programme.pk}"
        ).content.decode()
    )
    assert "Nothing is held" in client.get("/en/events/calendar/?month=2027-03&mine=1").content.decode()


@pytest.mark.parametrize("asked", ["2027-13", "2027-00", "abc", "1999-01", "2027-3", "", "2027-03-01"])
def test_a_month_that_is_none_is_this_month(client_of, aigerim, programme, asked):
    page = client_of(aigerim).get(f"/en/events/calendar/?month={asked}").content.decode()
    assert f"month={(in_days(0).replace(day=1) - timedelta(days=1)):%Y-%m}" in page


def test_a_month_of_many_sessions_costs_few_queries(
    client_of, aigerim, bolat, programme, django_assert_max_num_queries
):
    for n in range(12):
        make_event(aigerim, programme, days=(n, n + 1), trainers=[bolat], region_id="KZ-55")
    client = client_of(aigerim)
    with django_assert_max_num_queries(14):
        client.get("/en/events/calendar/")
    path = own_path(client_of(bolat))
    with django_assert_max_num_queries(8):
        client_of().get(path)
