"""Planning trainings: a template, its editions, sessions by the clocks of the event, announcing and calling off."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from made_events import ALMATY, TITLES, at, five_editions, in_days, make_event, make_template
from sauatty.core.errors import (
    CapacityBelowTaken,
    EditionUnfit,
    EventHasNoSession,
    EventIsKnown,
    EventIsNoTemplate,
    EventIsTemplate,
    EventNotOver,
    EventNotReady,
    EventTimezoneUnknown,
    EventTitleMissing,
    EventWasCancelled,
    EventWasHeld,
    QuotaBelowTaken,
    QuotasAboveCapacity,
    QuotasNeedCapacity,
    QuotaUnknown,
    SessionEndsBefore,
    SessionWasCancelled,
    TrainerUnknown,
)
from sauatty.web.base.models import AuditEvent
from sauatty.web.events import clock, seats, selectors, services, told
from sauatty.web.events.models import Event, Quota, Series, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """Return the changes that a listener hears."""
    changes = []
    monkeypatch.setattr(told, "_listeners", [changes.append])
    return changes


def test_it_works_to_make_five_regional_editions_of_a_template_in_one_step(aigerim, bolat, programme):
    template = make_template(aigerim, programme, needs={"sessions": 2}, academic_hours=16)
    services.set_trainers(actor=aigerim, session=template.sessions.first(), trainers=[bolat])
    services.set_quotas(actor=aigerim, event=template, quotas=[("kind", "school-library", 5)])
    made = services.make_editions(actor=aigerim, template=template, editions=five_editions())
    assert [one.region_id for one in made] == ["KZ-55", "KZ-10", "KZ-63", "KZ-35", "KZ-61"]
    first = selectors.access_event(aigerim, made[0].pk)
    sessions = list(first.sessions.all())
    assert [one.starts_at for one in sessions] == [at(date(2027, 3, 1)), at(date(2027, 3, 2))]
    assert sessions[0].starts_at.astimezone(UTC).hour == 5 and sessions[0].place == "0"
    assert sessions[0].ends_at - sessions[0].starts_at == timedelta(minutes=90)
    assert [one.person for one in sessions[0].trainers.all()] == [bolat]
    assert (first.academic_hours, first.needs, first.capacity, first.language) == (
        16,
        {"sessions": 2},
        25,
        "ru",
    )
    assert first.series == made[4].series and first.template == template and first.state == "draft"
    assert {one.seats for one in Quota.objects.filter(event__in=made)} == {5}
    secrets = set(Session.objects.values_list("secret", flat=True))
    assert len(secrets) == Session.objects.count() == 12 and all(len(one) == 64 for one in secrets)


def test_editions_are_made_all_or_none(aigerim, programme):
    template = make_template(aigerim, programme)
    rows = five_editions()
    rows[3] = {**rows[3], "region": "KZ-99"}
    with pytest.raises(EditionUnfit, match="Row 4.*KZ-99"):
        services.make_editions(actor=aigerim, template=template, editions=rows)
    rows[3] = rows[0]
    with pytest.raises(EditionUnfit, match="Row 4"):
        services.make_editions(actor=aigerim, template=template, editions=rows)
    assert Event.objects.count() == 1 and not Series.objects.exists()


def test_the_same_form_sent_twice_makes_the_editions_once(aigerim, programme):
    template, key = make_template(aigerim, programme), uuid4()
    first = services.make_editions(actor=aigerim, template=template, editions=five_editions(), key=key)
    again = services.make_editions(actor=aigerim, template=template, editions=five_editions(), key=key)
    assert [one.pk for one in first] == [one.pk for one in again] and Event.objects.count() == 6
    one_row, other = five_editions()[:1], uuid4()
    alone = services.make_editions(actor=aigerim, template=template, editions=one_row, key=other)
    assert services.make_editions(actor=aigerim, template=template, editions=one_row, key=other) == alone
    assert Event.objects.count() == 7


def test_editions_come_from_templates_only_and_templates_are_never_held(aigerim, programme):
    template, event = make_template(aigerim, programme), make_event(aigerim, programme)
    with pytest.raises(EventIsNoTemplate):
        services.make_editions(actor=aigerim, template=event, editions=five_editions())
    for step in (services.announce, services.cancel_event, services.finish_event):
        with pytest.raises(EventIsTemplate):
            step(actor=aigerim, event=template)


def test_a_training_kept_as_template_counts_its_days_from_the_first_one(aigerim, programme):
    event = make_event(aigerim, programme, days=(20, 22, 27))
    template = services.save_as_template(actor=aigerim, event=event)
    assert [(one.day_offset, one.begins, one.minutes) for one in template.sessions.order_by("number")] == [
        (0, time(10), 90), (2, time(10), 90), (7, time(10), 90),
    ]  # fmt: skip
    again = services.make_editions(actor=aigerim, template=template, editions=five_editions()[:1])[0]
    assert again.sessions.count() == 3 and again.series is None


def test_an_event_is_announced_once_it_says_when_it_is(aigerim, programme, heard):
    event = services.create_event(
        actor=aigerim, programme=programme, titles=TITLES, form="online", language="kk"
    )
    with pytest.raises(EventHasNoSession):
        services.announce(actor=aigerim, event=event)
    session = services.add_session(actor=aigerim, event=event)
    with pytest.raises(EventNotReady, match="session 1"):
        services.announce(actor=aigerim, event=event)
    starts_at = at(in_days(5))
    services.change_session(
        actor=aigerim, session=session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
    announced = services.announce(actor=aigerim, event=event)
    assert announced.state == "open" and announced.announced_at
    assert [one.kind for one in heard] == ["made", "changed", "changed", "announced"]
    assert services.announce(actor=aigerim, event=event).announced_at == announced.announced_at
    assert len(heard) == 4


@pytest.mark.parametrize("titles", [{}, {"kk": "  "}])
def test_an_event_without_a_title_is_refused(aigerim, programme, titles):
    with pytest.raises(EventTitleMissing):
        services.create_event(actor=aigerim, programme=programme, titles=titles, form="online", language="kk")


def test_a_time_zone_that_is_not_offered_is_refused(aigerim, programme):
    with pytest.raises(EventTimezoneUnknown, match="Mars"):
        make_event(aigerim, programme, timezone="Mars/Base")


def test_another_time_zone_keeps_the_clock_of_each_session(aigerim, programme):
    event = make_event(aigerim, programme, days=(10,), announced=False)
    services.change_event(actor=aigerim, event=event, timezone="Asia/Bishkek")
    starts_at = event.sessions.get().starts_at
    assert starts_at.astimezone(UTC).hour == 4 and at(in_days(10)) - starts_at == timedelta(hours=1)


@pytest.mark.parametrize("hours", [-1, 0, 25])
def test_a_session_ends_after_it_begins_and_within_a_day(aigerim, programme, hours):
    event = make_event(aigerim, programme, announced=False)
    begins = at(in_days(3))
    with pytest.raises(SessionEndsBefore):
        services.add_session(
            actor=aigerim, event=event, starts_at=begins, ends_at=begins + timedelta(hours=hours)
        )
    with pytest.raises(SessionEndsBefore):
        services.change_session(
            actor=aigerim, session=event.sessions.get(), ends_at=begins - timedelta(days=9)
        )


def test_what_a_calendar_shows_raises_the_sequence_and_nothing_else_does(aigerim, programme, heard):
    event = make_event(aigerim, programme)
    session = event.sessions.get()
    services.change_session(actor=aigerim, session=session, module="copyright")
    services.change_event(actor=aigerim, event=event, capacity=40)
    session.refresh_from_db()
    event.refresh_from_db()
    assert (session.sequence, event.sequence) == (0, 0)
    services.change_session(actor=aigerim, session=session, place="Екібастұз")
    services.change_event(actor=aigerim, event=event, titles={"kk": "Басқа атау"})
    session.refresh_from_db()
    event.refresh_from_db()
    assert (session.sequence, event.sequence) == (1, 1)
    assert heard[-1].fields == {"title_kk", "title_ru", "title_en", "search_key"}
    n_heard = len(heard)
    services.change_session(actor=aigerim, session=session, place="Екібастұз")
    services.change_event(actor=aigerim, event=event, titles={"kk": "Басқа атау"})
    assert len(heard) == n_heard


def test_only_people_of_the_programme_hold_sessions(aigerim, bolat, stranger, programme):
    event = make_event(aigerim, programme, trainers=[bolat, aigerim])
    assert selectors.trainers_of(event) == sorted([bolat, aigerim], key=lambda one: one.sort_key)
    with pytest.raises(TrainerUnknown):
        services.set_trainers(actor=aigerim, session=event.sessions.get(), trainers=[stranger])
    services.set_trainers(actor=aigerim, session=event.sessions.get(), trainers=[bolat])
    assert selectors.trainers_of(event) == [bolat]
    assert [one.event for one in selectors.list_my_sessions(bolat)] == [event]


def test_a_trainer_at_two_places_at_once_is_named_and_sessions_one_after_the_other_are_fine(
    aigerim, bolat, programme
):
    here = make_event(aigerim, programme, trainers=[bolat], hour=10)
    after = make_event(aigerim, programme, trainers=[bolat], hour=11, minutes=60)
    assert [(one.person, one.other.event) for one in selectors.overlaps_of(here.sessions.all())] == [
        (bolat, after)
    ]
    starts_at = at(in_days(10), 11, 30)
    services.change_session(
        actor=aigerim,
        session=after.sessions.get(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    assert selectors.overlaps_of(here.sessions.all()) == []


def test_a_called_off_session_overlaps_nobody_and_changes_no_more(aigerim, bolat, programme, heard):
    here = make_event(aigerim, programme, trainers=[bolat])
    there = make_event(aigerim, programme, trainers=[bolat])
    session = services.cancel_session(actor=aigerim, session=there.sessions.get())
    assert heard[-1].kind == "cancelled" and heard[-1].session == session and session.sequence == 1
    assert selectors.overlaps_of(here.sessions.all()) == []
    with pytest.raises(SessionWasCancelled):
        services.change_session(actor=aigerim, session=session, place="?")
    n_heard = len(heard)
    services.cancel_session(actor=aigerim, session=session)
    assert len(heard) == n_heard


def test_an_event_that_was_called_off_stays_so(aigerim, programme, heard):
    event = make_event(aigerim, programme)
    services.cancel_event(actor=aigerim, event=event, why="Қар басты")
    assert heard[-1].kind == "cancelled" and heard[-1].session is None
    event.refresh_from_db()
    assert (event.state, event.cancelled_why, event.sequence) == ("cancelled", "Қар басты", 1)
    for change in (
        lambda: services.change_event(actor=aigerim, event=event, capacity=3),
        lambda: services.announce(actor=aigerim, event=event),
        lambda: services.add_session(actor=aigerim, event=event),
        lambda: services.set_quotas(actor=aigerim, event=event, quotas=[]),
        lambda: services.finish_event(actor=aigerim, event=event),
    ):
        with pytest.raises(EventWasCancelled):
            change()


def test_what_people_know_of_is_called_off_not_deleted(aigerim, programme):
    event, draft = make_event(aigerim, programme), make_event(aigerim, programme, announced=False)
    with pytest.raises(EventIsKnown):
        services.delete_event(actor=aigerim, event=event)
    with pytest.raises(EventIsKnown):
        services.delete_session(actor=aigerim, session=event.sessions.get())
    services.delete_event(actor=aigerim, event=draft)
    assert list(Event.objects.all()) == [event] and AuditEvent.objects.filter(action="event.deleted").exists()


def test_an_event_is_over_by_itself_a_day_after_its_last_session_and_goes_on_when_one_is_moved(
    aigerim, programme, heard
):
    event, running = (
        make_event(aigerim, programme, days=(-3, -2)),
        make_event(aigerim, programme, days=(-3, 2)),
    )
    assert selectors.phase(event) == "held" and selectors.phase(running) == "running"
    assert services.end_past_events() == 1 and services.end_past_events() == 0
    event.refresh_from_db()
    assert event.state == "done" and [one.event for one in heard if one.kind == "done"] == [event]
    with pytest.raises(EventNotOver):
        services.finish_event(actor=aigerim, event=running)
    starts_at = at(in_days(4))
    services.change_session(
        actor=aigerim,
        session=event.sessions.last(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    event.refresh_from_db()
    assert event.state == "open" and selectors.phase(selectors.find_event(event.pk)) == "running"


def test_what_was_held_cannot_be_called_off(aigerim, programme, heard):
    event = make_event(aigerim, programme, days=(-3,))
    services.finish_event(actor=aigerim, event=event)
    with pytest.raises(EventWasHeld):
        services.cancel_event(actor=aigerim, event=event)
    event.refresh_from_db()
    assert event.state == "done" and "cancelled" not in [one.kind for one in heard]


def test_an_edition_with_fewer_places_than_are_kept_is_not_made(aigerim, programme):
    template = make_template(aigerim, programme)
    services.set_quotas(actor=aigerim, event=template, quotas=[("kind", "school", 12)])
    small = [{**one, "capacity": 12 if n else 10} for n, one in enumerate(five_editions())]
    with pytest.raises(QuotasAboveCapacity, match="12"):
        services.make_editions(actor=aigerim, template=template, editions=small)
    assert list(Event.objects.all()) == [template]


def test_a_wish_that_was_gone_back_to_is_corrected_until_somebody_looks_at_it(aigerim, programme):
    key, facts = uuid4(), {"region_id": "KZ-55", "organisation": "№ 3", "name": "Дана", "language": "kk"}
    for topic in ("Дипфейк", "Дипфейктер"):
        wish = services.ask_for_training(key=key, programme_id=programme.pk, topic=topic, **facts)
    assert wish.topic == "Дипфейктер"
    services.mark_seen(actor=aigerim, request=wish)
    assert (
        services.ask_for_training(key=key, programme_id=programme.pk, topic="X", **facts).topic
        == "Дипфейктер"
    )


def test_registration_goes_on_between_its_times_and_until_the_last_session(aigerim, programme):
    now = timezone.now()
    event = make_event(aigerim, programme, days=(1, 5))
    assert clock.entry_phase(event) == "open"
    assert clock.entry_phase(event, now + timedelta(days=3)) == "open"
    assert clock.entry_phase(event, now + timedelta(days=7)) == "closed"
    event.opens_at, event.closes_at = now + timedelta(hours=1), now + timedelta(days=2)
    assert clock.entry_phase(event) == "before"
    assert clock.entry_phase(event, now + timedelta(days=1)) == "open"
    assert clock.entry_phase(event, now + timedelta(days=2)) == "closed"
    event.state = "draft"
    assert clock.entry_phase(event) == "none"


# --- places ---


def test_there_are_never_fewer_places_than_people_who_have_one(aigerim, programme, heard):
    event = make_event(aigerim, programme, capacity=3)
    assert seats.take_seat(event.pk) and seats.take_seat(event.pk)
    with pytest.raises(CapacityBelowTaken, match="2 people"):
        services.change_event(actor=aigerim, event=event, capacity=1)
    services.change_event(actor=aigerim, event=event, capacity=2)
    assert heard[-1].kind == "places"
    assert not seats.take_seat(event.pk)


def test_kept_places_are_within_the_places_and_never_below_what_is_taken(aigerim, programme, heard):
    event = make_event(aigerim, programme, capacity=10)
    services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-55", 4), ("kind", "school", 2)])
    assert heard[-1].kind == "places"
    quota = event.quotas.get(value="KZ-55")
    assert seats.take_seat(event.pk, quota.pk) and seats.take_seat(event.pk, quota.pk)
    with pytest.raises(QuotaBelowTaken, match="KZ-55"):
        services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-55", 1)])
    with pytest.raises(QuotasAboveCapacity):
        services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-55", 11)])
    with pytest.raises(QuotasAboveCapacity):
        services.change_event(actor=aigerim, event=event, capacity=5)
    with pytest.raises(QuotasNeedCapacity):
        services.change_event(actor=aigerim, event=event, capacity=None)
    with pytest.raises(QuotaUnknown, match="KZ-00"):
        services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-00", 1)])
    n_heard = len(heard)
    services.set_quotas(actor=aigerim, event=event, quotas=[("kind", "school", 2), ("region", "KZ-55", 4)])
    assert len(heard) == n_heard
    services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-55", 2)])
    assert [(one.value, one.seats, one.taken) for one in event.quotas.all()] == [("KZ-55", 2, 2)]


def test_no_place_is_kept_where_there_is_room_for_everybody(aigerim, programme):
    event = make_event(aigerim, programme)
    with pytest.raises(QuotasNeedCapacity):
        services.set_quotas(actor=aigerim, event=event, quotas=[("region", "KZ-55", 4)])


def test_a_listener_that_fails_undoes_the_change(aigerim, programme, monkeypatch):
    event = make_event(aigerim, programme)

    def refuse(change):
        raise RuntimeError(change.kind)

    monkeypatch.setattr(told, "_listeners", [refuse])
    with pytest.raises(RuntimeError, match="cancelled"):
        services.cancel_event(actor=aigerim, event=event)
    event.refresh_from_db()
    assert event.state == "open"


def test_kazakhstan_has_one_time_five_hours_ahead_since_march_2024():
    for name in ("Asia/Almaty", "Asia/Qostanay", "Asia/Aqtau"):
        assert datetime(2026, 7, 1, tzinfo=ZoneInfo(name)).utcoffset() == timedelta(hours=5)
    assert datetime(2024, 2, 1, tzinfo=ALMATY).utcoffset() == timedelta(hours=6)
