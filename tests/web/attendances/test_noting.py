import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.attendances import selectors, services
from sauatty.web.attendances.models import Attendance, Mark
from sauatty.web.base.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_it_works(event, first, second, gulnar, bolat):
    services.note(session=first, person=gulnar, source="door", noted_by=bolat)

    found = selectors.attendance_of(gulnar, event)
    assert (found.n_sessions, found.n_attended, found.minutes, found.is_enough) == (2, 1, 90, False)


def test_the_same_mark_sent_twice_is_one(first, gulnar, bolat):
    device = services.Device(uuid.uuid4())

    for _ in range(2):
        services.note(session=first, person=gulnar, source="door", noted_by=bolat, device=device)

    assert Mark.objects.count() == Attendance.objects.count() == 1


def test_a_struck_mark_stays_readable_and_counts_no_more(first, gulnar, aigerim):
    mark = services.note(session=first, person=gulnar, source="slide")

    services.strike(actor=aigerim, mark=mark, why="the neighbour typed it")

    mark.refresh_from_db()
    assert (mark.struck_by, mark.struck_why) == (aigerim, "the neighbour typed it")
    assert not Attendance.objects.exists()
    assert AuditEvent.objects.filter(action="attendance.struck").count() == 1


def test_a_mark_set_by_hand_stands_in_the_audit_and_one_of_the_door_does_not(first, gulnar, bolat):
    services.note(session=first, person=gulnar, source="door", noted_by=bolat)
    services.note(session=first, person=gulnar, source="hand", is_present=False, noted_by=bolat)

    assert AuditEvent.objects.filter(action="attendance.set").count() == 1
    assert not Attendance.objects.get().is_present


def test_a_session_that_is_moved_keeps_its_marks_and_their_old_start(first, gulnar):
    mark = services.note(session=first, person=gulnar, source="door")
    old = first.starts_at

    first.starts_at, first.ends_at = old + timedelta(days=3), old + timedelta(days=3, minutes=45)
    first.save()
    services.recalculate_session(first)

    mark.refresh_from_db()
    assert mark.session_start == old
    assert Attendance.objects.get().minutes == 45


def test_a_cancelled_session_neither_counts_nor_is_asked_for(event, first, second, gulnar):
    services.note(session=first, person=gulnar, source="door")
    second.cancelled_at = timezone.now()
    second.save()

    assert selectors.attendance_of(gulnar, event).is_enough


def test_the_list_names_who_has_a_place_and_who_came_without_one(
    event, first, gulnar, erlan, enrol, stranger
):
    waiting = enrol("Мария Ким", state="waiting")
    enrol("Олжас Тілеубеков", state="waiting")
    services.note(session=first, person=waiting, source="door")
    services.note(session=first, person=stranger, source="hand")

    found = {one.person.name: one for one in selectors.list_attendance(event)}

    assert set(found) == {"Гүлнар Ахметова", "Ерлан Қасымов", "Мария Ким", "Дана Бөтен"}
    assert found["Дана Бөтен"].enrolment is None
    assert found["Мария Ким"].attendance.n_attended == 1


def test_the_list_asks_a_few_questions_however_long_it_is(
    event, first, second, enrol, django_assert_max_num_queries
):
    for number in range(12):
        services.note(session=first, person=enrol(f"Адам {number}"), source="door")

    with django_assert_max_num_queries(4):
        assert len(selectors.list_attendance(event)) == 12


def test_what_a_person_attended_is_told_in_few_questions(
    event, first, second, gulnar, programme, django_assert_max_num_queries
):
    services.note(session=first, person=gulnar, source="door")
    services.note(session=second, person=gulnar, source="hand", is_present=False)

    with django_assert_max_num_queries(3):
        found = selectors.list_attended_events(gulnar)

    assert found == [(event, selectors.attendance_of(gulnar, event))]
    assert found[0][1].n_attended == 1


def test_a_row_that_another_deletes_while_we_wait_for_it_is_made_again(first, gulnar, monkeypatch):
    """Somebody strikes the last mark at the moment in which another is noted."""
    take, taken = Attendance.objects.get_or_create, []

    def and_gone(**given):
        found = take(**given)
        if not taken:
            Attendance.objects.all().delete()
        taken.append(found)
        return found

    monkeypatch.setattr(Attendance.objects, "get_or_create", and_gone)
    services.note(session=first, person=gulnar, source="door")

    assert Attendance.objects.get().is_present and len(taken) == 2
