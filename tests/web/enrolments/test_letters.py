"""Letters about registrations: when they are planned, what they say, that nobody gets one twice."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone

from sauatty.web.accounts.services.content import load_regions
from sauatty.web.attendances import services as attendances
from sauatty.web.base import demo, privacy
from sauatty.web.base.models import Job
from sauatty.web.enrolments import notices, selectors, services
from sauatty.web.enrolments.models import Enrolment, EntryQuestion, EventNotice, Invitation, Newcomer
from sauatty.web.events import services as events
from sauatty.web.events.models import Event, Session
from sauatty.web.mails.models import Letter

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
def session(event):
    return Session.objects.create(
        event=event, number=1, form="mixed", language="kk", starts_at=START, ends_at=START + timedelta(hours=2),
        place="Облыстық кітапхана", link="https://meet.example.kz/abc", secret="s",
    )  # fmt: skip


def kinds(person=None):
    rows = Letter.objects.order_by("created_at")
    return list((rows.filter(person=person) if person else rows).values_list("kind", flat=True))


def work():
    """Do the jobs of this app that wait, as the worker does."""
    functions = {
        notices.CHANGED: notices.do_changed, notices.CANCELLED: notices.do_cancelled, notices.REMIND: notices.do_remind,
        notices.FOLLOW_UP: notices.do_follow_up, notices.OF_MANY: notices.do_letters_of_many,
    }  # fmt: skip
    for job in Job.objects.filter(kind__in=functions, state="queued"):
        functions[job.kind](job.payload, lambda done, total: None)
        Job.objects.filter(pk=job.pk).update(state="done")


def calendar_in(letter):
    return icalendar.Calendar.from_ical(letter.calendar)


def test_each_step_of_a_registration_has_its_letter(event, session, people, enrol):
    rows = [enrol(one) for one in people(3)]
    services.cancel(actor=None, enrolment=rows[0])
    assert kinds(rows[0].person) == ["event-confirmed", "event-left"]
    assert kinds(rows[1].person) == ["event-confirmed"]
    assert kinds(rows[2].person) == ["event-waiting", "event-promoted"]


def test_the_letter_says_when_and_where_by_the_clocks_of_the_event_in_the_language_of_its_person(
    event, session, people, enrol
):
    [one] = people(1, language="ru")
    enrol(one)
    letter = Letter.objects.get()
    assert letter.language == "ru" and "Тренинг в Костанае" in letter.subject
    assert "1 марта 2027, 10:00–12:00 (UTC+5)" in letter.body
    assert "Облыстық кітапхана" in letter.body and "https://meet.example.kz/abc" in letter.body
    assert re.search(r"/ru/events/leave/\S+/", letter.body)
    [entry] = calendar_in(letter).walk("VEVENT")
    assert entry.decoded("dtstart").astimezone(UTC) == START and str(entry["uid"]) == f"{session.pk}@sauatty"


def test_who_waits_is_told_no_link_of_the_session_and_gets_no_calendar(event, session, people, enrol):
    rows = [enrol(one) for one in people(3)]
    letter = Letter.objects.get(person=rows[2].person)
    assert "meet.example.kz" not in letter.body and letter.calendar == "" and ": 1." in letter.body


def test_who_cancels_has_the_training_taken_out_of_their_calendar(event, session, people, enrol):
    row = enrol(people(1)[0])
    services.cancel(actor=row.person, enrolment=row)
    letter = Letter.objects.get(kind="event-left")
    assert str(calendar_in(letter)["method"]) == "CANCEL"
    assert Letter.objects.get(kind="event-confirmed").state == "withdrawn", "it was not sent yet"


def test_people_without_an_address_are_registered_without_a_letter(event, session, people, enrol):
    [one] = people(1)
    one.email = None
    one.save()
    assert enrol(one).state == "placed" and Letter.objects.count() == 0


def test_several_changes_within_minutes_are_one_letter(event, session, aigerim, people, enrol):
    rows = [enrol(one) for one in people(3)]
    events.change_session(actor=aigerim, session=session, place="Мектеп")
    events.change_session(
        actor=aigerim,
        session=session,
        starts_at=START + timedelta(days=1),
        ends_at=START + timedelta(days=1, hours=2),
    )
    events.change_event(actor=aigerim, event=event, academic_hours=8)
    notices.look_after()
    assert Job.objects.filter(kind=notices.CHANGED).count() == 0, "it has not settled yet"
    EventNotice.objects.update(due_at=timezone.now())
    for _ in range(3):
        notices.look_after()
        work()
    letters = Letter.objects.filter(kind="event-changed")
    assert letters.count() == 3
    placed = letters.get(person=rows[0].person)
    assert notices.in_words(["place", "time"], "kk") in placed.body and "Мектеп" in placed.body
    assert notices.in_words(["place", "time"], "en") == "day or time, place"
    [entry] = calendar_in(placed).walk("VEVENT")
    assert int(entry["sequence"]) >= 2 and entry.decoded("dtstart").astimezone(UTC) == START + timedelta(
        days=1
    )
    assert letters.get(person=rows[2].person).calendar == ""


def test_a_later_change_is_a_letter_of_its_own(event, session, aigerim, people, enrol):
    enrol(people(1)[0])
    for place in ("A", "B"):
        events.change_session(actor=aigerim, session=session, place=place)
        EventNotice.objects.update(due_at=timezone.now())
        notices.look_after()
        work()
    assert kinds().count("event-changed") == 2


def test_what_nobody_needs_to_know_is_told_nobody(event, session, aigerim, people, enrol):
    enrol(people(1)[0])
    events.change_event(actor=aigerim, event=event, academic_hours=8)
    assert EventNotice.objects.count() == 0


def test_a_training_that_is_called_off_is_told_to_all_and_nothing_else_is_sent(
    event, session, aigerim, people, enrol
):
    rows = [enrol(one) for one in people(3)]
    services.cancel(actor=None, enrolment=rows[1])
    Letter.objects.filter(person=rows[0].person).update(state="sent")
    events.cancel_event(actor=aigerim, event=event, why="қар")
    for _ in range(2):
        work()
        Job.objects.filter(kind=notices.CANCELLED).update(state="queued")
    assert kinds().count("event-cancelled") == 2 and "event-cancelled" not in kinds(rows[1].person)
    told = Letter.objects.get(kind="event-cancelled", person=rows[0].person)
    assert str(calendar_in(told)["method"]) == "CANCEL"
    assert set(
        Letter.objects.exclude(kind__in=["event-cancelled", "event-left"]).values_list("state", flat=True)
    ) == {
        "sent",
        "withdrawn",
    }


def test_people_are_reminded_once_the_day_before(event, session, people, enrol):
    rows = [enrol(one) for one in people(3)]
    session.starts_at = timezone.now() + timedelta(hours=25)
    session.ends_at = session.starts_at + timedelta(hours=2)
    session.save()
    notices.look_after()
    work()
    assert "event-reminder" not in kinds()
    Session.objects.update(starts_at=timezone.now() + timedelta(hours=23))
    for _ in range(3):
        notices.look_after()
        work()
    assert kinds().count("event-reminder") == 2 and "event-reminder" not in kinds(rows[2].person)
    assert "meet.example.kz" in Letter.objects.filter(kind="event-reminder").first().body


def test_a_draft_reminds_nobody(event, session, people, enrol):
    enrol(people(1)[0])
    Session.objects.update(starts_at=timezone.now() + timedelta(hours=3))
    Event.objects.update(state="draft")
    notices.look_after()
    assert Job.objects.filter(kind=notices.REMIND).count() == 0


def test_after_the_training_those_who_came_are_thanked(event, session, aigerim, people, enrol):
    rows = [enrol(one) for one in people(2)]
    Session.objects.update(
        starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now() - timedelta(hours=22)
    )
    attendances.note(session=session, person=rows[1].person, source="hand", noted_by=aigerim)
    events.finish_event(actor=aigerim, event=event)
    work()
    assert "event-follow-up" in kinds(rows[1].person) and "event-follow-up" not in kinds(rows[0].person)


def test_where_nobody_was_noted_all_who_had_a_place_are_thanked(event, session, aigerim, people, enrol):
    rows = [enrol(one) for one in people(3)]
    past = timezone.now() - timedelta(days=1)
    Session.objects.update(starts_at=past, ends_at=past + timedelta(hours=2))
    events.finish_event(actor=aigerim, event=event)
    work()
    thanked = Letter.objects.filter(kind="event-follow-up").values_list("person", flat=True)
    assert set(thanked) == {rows[0].person_id, rows[1].person_id}


def test_letters_of_many_are_planned_by_a_job_that_can_be_done_again(event, session, people):
    services.register_many(actor=None, event=event, people=people(5), source="upload")
    assert Letter.objects.count() == 0
    for _ in range(2):
        work()
        Job.objects.filter(kind=notices.OF_MANY).update(state="queued")
    assert sorted(kinds()) == ["event-confirmed"] * 2 + ["event-waiting"] * 3
    numbers = [
        re.search(r": (\d)\.", one.body)[1]
        for one in Letter.objects.filter(kind="event-waiting").order_by("created_at")
    ]
    assert numbers == ["1", "2", "3"]


def test_a_list_of_a_training_that_is_over_writes_to_nobody(event, session, people, enrol):
    past = timezone.now() - timedelta(days=30)
    Session.objects.update(starts_at=past, ends_at=past + timedelta(hours=2))
    services.register_many(actor=None, event=event, people=people(3), source="upload")
    [enrol(one, source="desk") for one in people(1)]
    work()
    assert kinds() == [] and Enrolment.objects.count() == 4


def test_people_of_a_draft_are_written_to_when_it_is_announced(event, session, aigerim, people, enrol):
    Event.objects.update(state="draft")
    services.register_many(actor=None, event=event, people=people(2), source="upload")
    row = enrol(people(1)[0], source="desk")
    gone = enrol(people(1)[0], source="desk")
    services.cancel(actor=None, enrolment=gone)
    work()
    assert kinds() == [], "the page that a letter leads to is not there yet"
    events.announce(actor=aigerim, event=event)
    work()
    assert sorted(kinds()) == ["event-confirmed"] * 2 + ["event-waiting"] and kinds(row.person) == [
        "event-waiting"
    ]


def test_more_places_promote_and_write(event, session, aigerim, people, enrol):
    rows = [enrol(one) for one in people(4)]
    events.change_event(actor=aigerim, event=event, capacity=3)
    assert kinds(rows[2].person) == ["event-waiting", "event-promoted"]
    events.change_event(actor=aigerim, event=event, capacity=None)
    assert kinds(rows[3].person) == ["event-waiting", "event-promoted"]


def test_an_edition_asks_what_its_template_asks(event, aigerim, programme):
    EntryQuestion.objects.create(event=event, code="q1", kind="yes", label_kk="Пойызбен бе?", place=1)
    Event.objects.filter(pk=event.pk).update(is_template=True)
    event.refresh_from_db()
    [made] = events.make_editions(
        actor=aigerim, template=event, editions=[{"starts_on": START.date(), "language": "kk", "place": "A"}]
    )
    assert [one.label_kk for one in selectors.list_questions(made)] == ["Пойызбен бе?"]


def test_who_is_erased_gives_the_place_back_and_leaves_no_answer(event, session, people, enrol, aigerim):
    rows = [enrol(one) for one in people(3)]
    Enrolment.objects.filter(pk=rows[0].pk).update(answers={"q1": "менің жауабым"})
    Invitation.objects.create(
        event=event, person=rows[0].person, name="Қатысушы 1", email="person1@example.kz", token_hash="x",
        expires_at=START,
    )  # fmt: skip
    Invitation.objects.create(
        event=event, name="Q", email="Person1@example.kz", token_hash="y", expires_at=START
    )
    Newcomer.objects.create(
        id="11111111-1111-4111-8111-111111111111", event=event, token_hash="n", made_at=timezone.now(),
        facts={"name": "Q", "email": "person1@example.kz"},
    )  # fmt: skip
    from sauatty.web.accounts.services.people import erase_person

    erase_person(actor=aigerim, person=rows[0].person)
    assert not Newcomer.objects.exists(), "what was written without signing in"
    assert [one.state for one in Enrolment.objects.order_by("number")] == ["cancelled", "placed", "placed"]
    assert Enrolment.objects.get(pk=rows[0].pk).answers == {}
    assert set(Invitation.objects.values_list("person", "name", "email")) == {(None, "", "")}


def test_forms_and_invitations_are_deleted_when_their_time_is_past(event, people):
    past = timezone.now() - timedelta(days=400)
    Newcomer.objects.create(
        id="11111111-1111-4111-8111-111111111111", event=event, token_hash="n", made_at=past
    )
    Invitation.objects.create(event=event, name="A", token_hash="i", expires_at=past)
    deleted = privacy.delete_past_retention()
    assert deleted["enrolments.Newcomer"] == 1 and deleted["enrolments.Invitation"] == 1


def test_the_demonstration_is_made_twice_like_once_and_goes_whole(aigerim):
    load_regions()
    demo.make_demo(aigerim)
    first = Enrolment.objects.count()
    demo.make_demo(aigerim)
    assert first == Enrolment.objects.count() > 0
    assert Enrolment.objects.filter(state="waiting").exists()
    for one in Event.objects.all():
        assert one.taken == Enrolment.objects.filter(event=one, state="placed").count()
    demo.remove_demo()
    assert Enrolment.objects.count() == 0
