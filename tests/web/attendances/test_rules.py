import pytest

from sauatty.web.attendances import rules
from sauatty.web.attendances.rules import Missing, Needs, Said, Sat, read_needs, settle, weigh

OVER_THERE, OVER_AWAY = Sat(90, True, True, 90), Sat(90, True)
AHEAD = Sat(90, False)


def test_it_works():
    found = weigh(Needs(sessions=2), [OVER_THERE, OVER_AWAY, OVER_THERE])

    assert (found.n_sessions, found.n_attended, found.minutes, found.is_enough) == (3, 2, 180, True)
    assert found.outlook == rules.ENOUGH


@pytest.mark.parametrize(
    "needs", [None, {}, {"sessions": None, "share": None}, {"share": "a lot"}, {"sessions": True}]
)
def test_an_event_that_asks_for_nothing_gets_the_usual_share(needs):
    assert read_needs(needs) == Needs(share=rules.DEFAULT_SHARE)


def test_sessions_minutes_and_share_are_all_asked_for():
    found = weigh(Needs(sessions=2, minutes=100, share=0.8), [OVER_THERE, OVER_AWAY])

    assert found.minutes_needed == 144
    assert found.missing == (Missing("sessions", 1), Missing("minutes", 54))
    assert not found.is_enough


def test_four_fifths_of_ninety_minutes_are_seventy_two():
    assert Needs(share=0.8).minutes_of(90) == 72


def test_nobody_is_asked_for_more_than_is_held():
    found = weigh(Needs(sessions=5, minutes=1000), [OVER_THERE, OVER_THERE])

    assert (found.sessions_needed, found.minutes_needed, found.is_enough) == (2, 180, True)


def test_who_was_never_there_has_not_attended_an_event_without_sessions():
    found = weigh(Needs(share=0.8), [])

    assert not found.is_enough
    assert found.outlook == rules.ON_THE_WAY


@pytest.mark.parametrize(
    ("sessions", "outlook"),
    [
        ([AHEAD, AHEAD, AHEAD], rules.ON_THE_WAY),
        ([OVER_THERE, AHEAD, AHEAD], rules.ON_THE_WAY),
        ([OVER_AWAY, AHEAD, AHEAD], rules.AT_RISK),
        ([OVER_AWAY, OVER_AWAY, AHEAD], rules.SHORT),
        ([OVER_THERE, OVER_AWAY, OVER_AWAY], rules.SHORT),
        ([OVER_THERE, OVER_THERE, AHEAD], rules.ENOUGH),
    ],
)
def test_the_outlook_says_whether_enough_can_still_be_reached(sessions, outlook):
    assert weigh(Needs(sessions=2), sessions).outlook == outlook


def test_the_most_trusted_source_says_whether_somebody_was_there():
    held = settle([Said("minutes", True, 1, 80), Said("slide", True, 2), Said("door", True, 3)], 90)

    assert (held.is_present, held.source, held.minutes, held.has_conflict) == (True, "door", 80, False)


def test_minutes_are_those_of_the_session_where_no_source_knows_them():
    assert settle([Said("slide", True, 1)], 90).minutes == 90


def test_minutes_never_pass_the_length_of_the_session():
    assert settle([Said("minutes", True, 1, 200)], 90).minutes == 90


def test_a_short_visit_to_a_video_meeting_is_no_attendance():
    held = settle([Said("minutes", True, 1, 20)], 90)

    assert (held.is_present, held.minutes) == (False, 0)


def test_a_signature_and_few_minutes_contradict_each_other():
    held = settle([Said("sheet", True, 1), Said("minutes", True, 2, 10)], 90)

    assert (held.is_present, held.minutes, held.has_conflict) == (True, 10, True)


def test_a_hand_that_spoke_last_settles_a_conflict():
    held = settle([Said("door", True, 1), Said("hand", False, 2)], 90)

    assert (held.is_present, held.has_conflict) == (False, False)


def test_a_hand_that_spoke_before_the_door_does_not_settle_it():
    held = settle([Said("hand", False, 1), Said("door", True, 2)], 90)

    assert (held.is_present, held.has_conflict) == (False, True)


def test_a_hand_can_give_minutes_that_overrule_those_of_the_service():
    assert settle([Said("minutes", True, 1, 4), Said("hand", True, 2, 90)], 90).minutes == 90


def test_of_two_marks_of_one_source_the_later_holds():
    assert settle([Said("hand", True, 2), Said("hand", False, 1)], 90).is_present


def test_without_marks_nothing_holds():
    assert settle([], 90) is None
