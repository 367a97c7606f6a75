"""What the curriculum promises beyond the rules that `sauatty content check` holds for any content."""

import os
from collections import Counter

import pytest

from sauatty.core.catalogue import framework
from sauatty.core.catalogue.lesson_checks import is_right_told_by_length
from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.core.catalogue.lessons import AUDIENCES
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.spelling import spelling_report
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.languages import LANGUAGES


def test_there_are_eleven_modules_with_forty_lessons():
    assert len(load_modules()) == 11
    assert len(load_lessons()) >= 40
    assert {one.module for one in load_lessons()} == {module.id for module in load_modules()}


def test_every_outcome_of_the_programme_has_a_module():
    reached = {outcome for module in load_modules() for outcome in module.outcomes}
    assert {f"keleshek.{n}" for n in range(1, 6)} <= reached


def test_every_competence_has_three_lessons():
    counts = Counter(one for lesson in load_lessons() for one in lesson.competences)
    assert {node.id: counts[node.id] for node in framework("gmilaf").competences if counts[node.id] < 3} == {}


def test_the_glossary_has_two_hundred_terms_in_three_languages():
    assert len(load_terms()) >= 200
    assert all(not one.term.missing and not one.definition.missing for one in load_terms().values())


def test_every_audience_has_lessons():
    counts = Counter(audience for lesson in load_lessons() for audience in lesson.audience)
    assert all(counts[audience] >= 3 for audience in AUDIENCES), counts


def test_nothing_machine_drafted_claims_to_be_reviewed():
    assert all(
        not lesson.provenance.is_reviewed(language) for lesson in load_lessons() for language in LANGUAGES
    )


def test_every_resource_is_of_use_in_a_lesson():
    used = {slug for lesson in load_lessons() for slug in lesson.task.resources}
    marked = {slug for slug in load_resources() if f"(resource:{slug})" in str(load_lessons())}
    assert set(load_resources()) - used - marked == set()


def test_the_right_option_is_seldom_given_away_by_its_length_or_place():
    questions = [question for lesson in load_lessons() for question in lesson.self_check]
    assert sum(map(is_right_told_by_length, questions)) <= len(questions) / 20
    places = Counter(
        n
        for question in questions
        if question.kind == "single"
        for n, option in enumerate(question.options)
        if option.is_right
    )
    assert max(places.values()) <= places.total() / 2, places


def test_every_word_of_the_product_is_spelt_right():
    report = spelling_report()
    if report.skipped and not os.environ.get("CI"):
        pytest.skip(report.skipped[0])
    assert report.skipped == ()
    assert [str(one) for one in report.problems] == []
