import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.core.errors import (
    PersonCodeHalf,
    PersonCodeMistyped,
    PersonCodeUnknown,
    SlideCodeClosed,
    SlideCodeTooOften,
    SlideCodeWrong,
)
from sauatty.web.attendances import codes, door, selectors
from sauatty.web.attendances.models import Attendance, Mark
from sauatty.web.base.models import Envelope
from sauatty.web.enrolments.models import Enrolment

pytestmark = pytest.mark.django_db


def code_of(person):
    return codes.person_code(Enrolment.objects.get(person=person).pk)


def send(client, session, code, *, mark_id=None, raw=None):
    """Send a mark as the telephone does, and return the status and the receipt."""
    body = {
        "kind": "attendance-mark",
        "session": str(session.pk),
        "code": code,
        "client_time": "2026-11-22T10:00:00+05:00",
    }
    raw = raw or json.dumps(body).encode()
    answer = client.put(f"/api/v1/envelopes/{mark_id or uuid.uuid4()}", raw, content_type="application/json")
    receipt = answer.json()
    assert receipt["sha256"] == hashlib.sha256(raw).hexdigest()
    return answer.status_code, receipt["status"]


def test_it_works(client_of, bolat, second, gulnar):
    assert send(client_of(bolat), second, code_of(gulnar)) == (201, "accepted")

    mark = Mark.objects.get()
    assert (mark.person, mark.source, mark.noted_by) == (gulnar, "door", bolat)
    assert mark.client_at.hour == 5
    assert Attendance.objects.get().is_present


def test_a_mark_sent_again_after_a_lost_answer_is_one(client_of, bolat, second, gulnar):
    client, mark_id, code = client_of(bolat), uuid.uuid4(), code_of(gulnar)

    answers = [send(client, second, code, mark_id=mark_id) for _ in range(3)]

    assert answers == [(201, "accepted"), (200, "accepted"), (200, "accepted")]
    assert Mark.objects.count() == 1


def test_two_trainers_at_two_doors_count_a_person_once(client_of, bolat, aigerim, event, second, gulnar):
    for trainer in (bolat, aigerim):
        send(client_of(trainer), second, code_of(gulnar))

    assert Attendance.objects.count() == 1
    assert selectors.attendance_of(gulnar, event).n_attended == 1


@pytest.mark.parametrize("typed", ["{0}", "{0} ", "{1}", "https://mil.example.kz/kk/events/door/{0}/"])
def test_a_code_is_read_from_a_qr_and_from_any_keyboard(second, gulnar, typed):
    code = code_of(gulnar)
    cyrillic = code.lower().translate(str.maketrans("abekmhpctxy", "авекмнрстху"))

    assert (
        door.find_by_code(second.event, typed.format(code, f"{cyrillic[:4]} - {cyrillic[4:]}")).person
        == gulnar
    )


def test_every_single_wrong_sign_and_every_swap_of_two_is_found():
    code = codes.person_code("an enrolment")
    wrong = {code[:n] + sign + code[n + 1 :] for n in range(8) for sign in codes.ALPHABET} - {code}
    wrong |= {code[:n] + code[n + 1] + code[n] + code[n + 2 :] for n in range(7)} - {code}

    assert codes.read_person_code(code) == code
    for one in wrong:
        with pytest.raises(PersonCodeMistyped):
            codes.read_person_code(one)


@pytest.mark.parametrize("half", ["", "AB2", "https://mil.example.kz/kk/events/door/", "ABCD-EF"])
def test_half_a_code_is_named(half):
    with pytest.raises(PersonCodeHalf):
        codes.read_person_code(half)


def test_a_code_of_another_training_is_named(second):
    with pytest.raises(PersonCodeUnknown):
        door.find_by_code(second.event, codes.person_code("elsewhere"))


@pytest.mark.parametrize("code", ["ABC", "AAAAAAAB", "", None, 5, ["x"]])
def test_what_means_nobody_is_kept_and_not_counted(client_of, bolat, second, code):
    assert send(client_of(bolat), second, code) == (202, "quarantined")

    assert Envelope.objects.get().status == "quarantined"
    assert not Mark.objects.exists()


def test_nobody_notes_people_at_a_session_of_others(client_of, stranger, second, gulnar):
    assert send(client_of(stranger), second, code_of(gulnar)) == (202, "quarantined")

    assert Envelope.objects.get().problem == "mark-not-yours"


def test_a_person_who_cancelled_has_a_code_no_more(second, gulnar):
    code = code_of(gulnar)
    Enrolment.objects.update(state="cancelled", cancelled_at=timezone.now())

    with pytest.raises(PersonCodeUnknown):
        door.find_by_code(second.event, code)


def test_codes_of_a_signed_sheet_are_noted_and_the_wrong_ones_returned(bolat, second, gulnar, erlan):
    found = door.note_codes(
        actor=bolat, session=second, typed=[code_of(gulnar), "ABC", code_of(erlan).lower()], source="sheet"
    )

    assert [one.error.code if one.error else one.enrolment.person for one in found] == [
        gulnar,
        "person-code-half",
        erlan,
    ]
    assert set(Mark.objects.values_list("source", flat=True)) == {"sheet"}


# --- the slide ---


def test_the_code_of_the_slide_notes_the_person_who_types_it(second, gulnar):
    typed = codes.slide_code(second, timezone.now())

    assert door.take_slide_code(person=gulnar, typed=f"{typed[:3]} {typed[3:].lower()}") == second
    assert Mark.objects.get().source == "slide"


def test_the_code_before_the_present_one_is_taken_and_older_ones_are_not(second):
    now = timezone.now()
    old = [codes.slide_code(second, now - n * codes.SLIDE_LIVES) for n in range(4)]

    assert [codes.is_slide_code(second, one, now) for one in old] == [True, True, False, False]


def test_a_code_works_only_around_the_session(second, gulnar):
    second.starts_at, second.ends_at = (
        timezone.now() + timedelta(hours=1),
        timezone.now() + timedelta(hours=2),
    )
    second.save()

    with pytest.raises(SlideCodeClosed):
        door.take_slide_code(person=gulnar, typed=codes.slide_code(second, timezone.now()))


def test_who_is_not_registered_cannot_use_the_code(second, stranger):
    with pytest.raises(SlideCodeClosed):
        door.take_slide_code(person=stranger, typed=codes.slide_code(second, timezone.now()))


def test_guesses_are_counted(second, gulnar):
    for _ in range(door.TRIES):
        with pytest.raises(SlideCodeWrong):
            door.take_slide_code(person=gulnar, typed="222222")

    with pytest.raises(SlideCodeTooOften):
        door.take_slide_code(person=gulnar, typed=codes.slide_code(second, timezone.now()))
    assert not Mark.objects.exists()


def test_the_codes_of_two_sessions_differ(first, second):
    now = timezone.now()

    assert codes.slide_code(first, now) != codes.slide_code(second, now)
