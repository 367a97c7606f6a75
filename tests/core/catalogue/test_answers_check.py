import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue.small_instrument import changed, small
from sauatty.core.catalogue.answers_check import (
    AnswerProblem,
    answer_problems,
    relevant_names,
    relevant_questions,
    visible_sections,
)
from sauatty.core.catalogue.instrument_reading import load_instruments

TEACHER = {"job": "teacher", "years": "12", "tools": "none"}
ROWS = {"terms_mil", "terms_source", "terms_deepfake", "terms_metadata", "terms_blurb"}


def codes(answers: dict[str, str], instrument=None, today: str = "") -> set[tuple[str, str, str]]:
    found = answer_problems(instrument or small(), {"job": "teacher", **answers}, today=today)
    return {(one.name, one.code, one.detail) for one in found}


def test_it_works():
    answers = {
        **TEACHER,
        "region": "KZ-75",
        "terms_mil": "heard",
        "why_none": "уақыт жоқ",
        "needs": "own gmilaf_2_3",
    }
    assert answer_problems(small(), answers) == ()
    assert relevant_names(small(), answers) == ROWS | {
        "region", "job", "years", "definition", "tools", "why_none", "needs", "since",
    }  # fmt: skip


def test_nothing_answered_lacks_only_what_is_required():
    assert answer_problems(small(), {}) == (AnswerProblem("job", "required-missing"),)
    assert answer_problems(small(), {"job": "  "}) == (AnswerProblem("job", "required-missing"),)


def test_a_section_whose_condition_fails_is_not_shown():
    assert [one.id for one in visible_sections(small(), {})] == ["profile"]
    assert [one.id for one in visible_sections(small(), {"job": "librarian"})] == ["profile", "knowledge"]
    assert [one.id for one in relevant_questions(small(), {})] == ["welcome", "region", "job"]


def test_an_answer_to_what_is_not_asked_steers_nothing():
    # A librarian's years, left over from when she was a teacher, do not open the question about them.
    answers = {"job": "librarian", "years": "12", "tools": "none"}
    assert "why_none" not in relevant_names(small(), answers)
    assert codes(answers) == {("years", "not-asked", "")}


def test_the_free_answer_is_open_only_where_other_is_chosen():
    assert "job_other" in relevant_names(small(), {"job": "other"})
    assert codes({"job": "other", "job_other": "мұражай"}) == set()
    assert codes({"job": "other"}) == set()
    assert codes({"job_other": "x"}) == {("job_other", "not-asked", "")}
    assert codes({"job": "other", "job_other": "x" * 501}) == {("job_other", "too-long", "500")}


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"colour": "red"}, ("colour", "name-unknown", "")),
        ({"terms": "heard"}, ("terms", "name-unknown", "")),
        ({"welcome": "x"}, ("welcome", "name-unknown", "")),
        ({"job": "pilot"}, ("job", "choice-unknown", "pilot")),
        ({"job": "teacher librarian"}, ("job", "choice-unknown", "teacher librarian")),
        ({"region": "KZ-99"}, ("region", "choice-unknown", "KZ-99")),
        ({"terms_mil": "often"}, ("terms_mil", "choice-unknown", "often")),
        ({"tools": "books radio"}, ("tools", "choice-unknown", "radio")),
        ({"tools": "books books"}, ("tools", "choice-repeated", "books")),
        ({"tools": "books none"}, ("tools", "choice-exclusive", "none")),
        ({"tools": "books web friends"}, ("tools", "too-many-choices", "2")),
        ({"needs": "own gmilaf_1_1 gmilaf_2_3"}, ("needs", "too-many-choices", "2")),
        ({"years": "ten"}, ("years", "number-expected", "ten")),
        ({"years": "1e1"}, ("years", "number-expected", "1e1")),
        ({"years": "inf"}, ("years", "number-expected", "inf")),
        ({"years": "-1"}, ("years", "too-small", "0")),
        ({"years": "61"}, ("years", "too-large", "60")),
        ({"years": "2.5"}, ("years", "check-failed", ". mod 1 = 0")),
        ({"definition": "ә" * 101}, ("definition", "too-long", "100")),
        ({"since": "22.11.2026"}, ("since", "date-expected", "22.11.2026")),
        ({"since": "2026-02-30"}, ("since", "date-expected", "2026-02-30")),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named(answers, problem):
    assert codes(answers) == {problem}


@pytest.mark.parametrize(
    "name", ["job", "tools", "needs", "years", "definition", "since", "region", "terms_mil"]
)
@pytest.mark.parametrize("part", ["1", "a ", "radio books ", "ә\u200b"])
def test_an_answer_of_two_megabytes_is_refused_in_a_few_words(name, part):
    began = time.perf_counter()
    found = answer_problems(small(), {"job": "teacher", name: part * (2_000_000 // len(part))})
    assert time.perf_counter() - began < 2
    assert 1 <= len(found) <= 8
    assert all(len(one.detail) <= 40 for one in found)


def test_too_few_choices_are_named():
    instrument = changed("tools", minimum=2)
    assert codes({"tools": "books"}, instrument) == {("tools", "too-few-choices", "2")}
    assert codes({"tools": "none"}, instrument) == set()
    assert codes({}, instrument) == set()


def test_every_row_of_a_required_matrix_is_asked_for():
    found = codes({"terms_mil": "never"}, changed("terms", required=True))
    assert found == {(name, "required-missing", "") for name in ROWS - {"terms_mil"}}


def test_a_check_with_today_waits_for_the_day():
    answers = {"since": "2026-11-23"}
    assert codes(answers) == set()
    assert codes(answers, today="2026-11-23") == set()
    assert codes(answers, today="2026-11-22") == {("since", "check-failed", ". <= today()")}


def test_a_check_sees_the_other_answers():
    instrument = changed("definition", check=". != ${job}")
    assert codes({"definition": "teacher"}, instrument) == {("definition", "check-failed", ". != ${job}")}
    assert codes({"definition": "оқу"}, instrument) == set()


@pytest.mark.parametrize("shipped", load_instruments(), ids=lambda one: one.id)
def test_a_shipped_instrument_can_be_left_empty(shipped):
    assert answer_problems(shipped, {}) == ()


NAMES = st.sampled_from(
    [*ROWS, "region", "job", "job_other", "years", "definition", "tools", "why_none", "needs", "since"]
)


@given(
    st.dictionaries(
        NAMES, st.text(max_size=6) | st.sampled_from(["teacher", "other", "none", "12", "own", "2026-01-01"])
    )
)
@settings(max_examples=200, deadline=None)
def test_what_is_relevant_and_right_is_never_refused(answers):
    problems = answer_problems(small(), answers, today="2026-11-22")
    wrong = {one.name for one in problems if one.code != "required-missing"}
    kept = {name: text for name, text in answers.items() if name not in wrong}
    assert wrong <= set(answers)
    # Taking a wrong answer out can close what it opened, but leaves nothing else wrong.
    assert {one.code for one in answer_problems(small(), kept, today="2026-11-22")} <= {
        "required-missing",
        "not-asked",
    }
    assert {name for name, text in kept.items() if text} - relevant_names(small(), answers) == set()
