import pytest

from core.catalogue.small_instrument import changed, mapping, question_of, small, text
from sauatty.core.catalogue.burden import SECONDS, burden
from sauatty.core.catalogue.instrument_paths import question_groups
from sauatty.core.catalogue.instrument_reading import instrument, instrument_from_mapping, load_instruments
from sauatty.core.languages import LANGUAGES


def test_it_works():
    found = burden(small(), "ru")
    assert (found.questions, found.answers) == (9, 13)
    assert found.path[:4] == ("welcome", "region", "job", "years")
    assert not found.is_bound
    assert 1 < found.minutes < 5


def test_words_are_those_of_the_language():
    whole = mapping()
    question_of(whole, "job")["text"] = {"kk": "Кім боласыз?", "ru": "Кем Вы работаете сейчас?", "en": ""}
    found = instrument_from_mapping(whole, "x")
    assert burden(found, "ru").words - burden(found, "kk").words == 2
    assert burden(found, "kk").words - burden(found, "en").words == 2


def test_the_longest_way_leaves_out_what_excludes_each_other():
    whole = mapping()
    questions = whole["sections"][0]["questions"]
    for job, words in (("librarian", "short"), ("teacher", "long " * 50)):
        questions.append(
            {"id": f"of_{job}", "kind": "long", "text": text(words), "when": f"${{job}} = '{job}'"}
        )
    found = burden(instrument_from_mapping(whole, "x"), "en")
    assert "of_teacher" in found.path
    assert "of_librarian" not in found.path
    assert "years" in found.path


def test_time_grows_with_every_row_and_word():
    rows = mapping()["sections"][1]["questions"][0]["rows"]
    fewer = burden(changed("terms", rows=rows[:-1]), "kk").minutes
    assert burden(small(), "kk").minutes - fewer > SECONDS["row"] / 60
    assert burden(changed("terms", hint=text("hint")), "kk").minutes > burden(small(), "kk").minutes


def test_conditions_that_are_too_many_to_try_bound_it():
    whole = mapping()
    questions = whole["sections"][1]["questions"]
    parts = [
        f"${{region}} = 'KZ-1{n}' and ${{terms_{row}}} = 'heard'"
        for n, row in enumerate(("mil", "source", "deepfake"))
    ]
    when = " or ".join(
        [*parts, "${terms_metadata} = 'never'", "${job} = 'teacher'", "count-selected(${tools}) > 1"]
    )
    questions.append({"id": "late", "kind": "long", "text": text("late"), "when": when})
    found = burden(instrument_from_mapping(whole, "x"), "kk")
    assert found.is_bound
    assert {"late", "why_none"} <= set(found.path)


def test_a_broken_condition_is_no_reason_not_to_estimate():
    assert burden(changed("years", when="${job"), "kk").is_bound


def test_groups_are_the_questions_whose_conditions_hang_together():
    groups = {frozenset(group.questions) for group in question_groups(small())}
    assert groups == {frozenset({"years", "terms", "definition", "tools", "why_none", "needs", "since"})}
    apart = changed("why_none", when="${region} = 'KZ-75'")
    assert len(question_groups(apart)) == 1
    alone = changed("years", when="${region} = 'KZ-75'")
    assert frozenset({"years"}) not in groups
    assert {len(group.questions) for group in question_groups(alone)} == {7}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_survey_of_needs_takes_at_most_a_quarter_of_an_hour(language):
    found = burden(instrument("mil-needs"), language)
    assert not found.is_bound
    assert 8 < found.minutes <= 15
    assert 25 <= found.questions <= 35


@pytest.mark.parametrize("shipped", load_instruments(), ids=lambda one: one.id)
def test_no_language_takes_much_longer_than_another(shipped):
    minutes = [burden(shipped, language).minutes for language in shipped.languages]
    assert max(minutes) <= 1.15 * min(minutes)
