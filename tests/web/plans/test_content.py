"""Needs and content: lessons and hours beside each need, and the holes in both directions."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from sauatty.core.statistics import Interval
from sauatty.core.surveys.needs import Need, Needs
from sauatty.web.lessons import catalogue
from sauatty.web.plans import selectors
from sauatty.web.plans.answering import GREAT, LITTLE, USUAL, needs_and_content, sizes_of
from web.plans.conftest import address

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def need(competence, low, estimate, high, rank=1):
    return Need(competence, Interval(estimate, low, high), rank, rank, rank, (), ())


def needs_of(*rows, unknown=()):
    return Needs(rows, unknown, (), 10, {}, True, False, 10)


NEEDS = needs_of(
    need("gmilaf.9.1", 0.7, 0.8, 0.9),
    need("gmilaf.1.3", 0.4, 0.5, 0.6, 2),
    need("gmilaf.3.2", 0.1, 0.2, 0.3, 3),
    unknown=("gmilaf.2.1",),
)


@pytest.fixture
def shelf():
    """Return a shelf with two lessons: on 1.3 with 3.2, and on 3.2 alone."""
    lessons = [one.lesson for one in catalogue.shelf().lessons.values() if one.lesson.module == "copyright"]
    both = replace(lessons[0], competences=("gmilaf.1.3", "gmilaf.3.2"))
    return catalogue.make_shelf((), [both, replace(lessons[1], competences=("gmilaf.3.2",))])


def version_with(*lessons, hours):
    body = {"hours": 10, "modules": [{"id": "copyright", "hours": 1, "lessons": list(lessons)}]}
    told = [{"competence": id, "hours": value} for id, value in hours.items()]
    return SimpleNamespace(body=body, figures={"needs": told})


def test_it_works(client_of, aigerim, demo_survey, plan):
    page = client_of(aigerim).get(address("needs_and_content", demo_survey)).content.decode()
    assert "/lessons/copyright/" in page
    assert 'id="gmilaf.2.3"' in page


def test_sizes_are_said_only_where_they_are_sure():
    assert sizes_of(NEEDS.needs) == {"gmilaf.9.1": GREAT, "gmilaf.1.3": USUAL, "gmilaf.3.2": LITTLE}


def test_a_need_without_a_lesson_is_a_hole(shelf):
    found = needs_and_content(NEEDS, shelf, None)
    assert [one.competence for one in found.without_lesson] == ["gmilaf.9.1"]
    assert found.rows[1].lessons[0].address.startswith("/")


def test_a_need_without_hours_is_a_hole_once_there_is_a_plan(shelf):
    hours = {"gmilaf.9.1": 0.0, "gmilaf.1.3": 2.0, "gmilaf.3.2": 1.0}
    found = needs_and_content(NEEDS, shelf, version_with(hours=hours))
    assert [one.competence for one in found.without_hours] == ["gmilaf.9.1"]
    assert needs_and_content(NEEDS, shelf, None).without_hours == ()


def test_a_lesson_on_little_needs_alone_is_a_hole(shelf):
    keys = list(shelf.lessons)
    found = needs_and_content(NEEDS, shelf, version_with(keys[1].split(".")[1], hours={}))
    assert [one.key for one in found.idle] == [keys[1]]
    assert [one.key for one in found.idle_in_plan] == [keys[1]]
    assert found.rows[1].n_planned == 0
    assert found.rows[2].n_planned == 1


def test_what_nobody_was_asked_is_apart(shelf):
    found = needs_and_content(NEEDS, shelf, None)
    assert [one.competence for one in found.unknown] == ["gmilaf.2.1"]
    assert not found.unknown[0].has_no_lesson


def test_without_a_plan_no_hours_are_shown(client_of, aigerim, demo_survey):
    page = client_of(aigerim).get(address("needs_and_content", demo_survey)).content.decode()
    assert "There is no plan yet" in page
    assert ">no hours<" not in page


def test_hours_are_those_of_the_version(aigerim, demo_survey, plan):
    found = selectors.content_of(demo_survey, plan)
    told = {one["competence"]: one["hours"] for one in plan.figures["needs"]}
    assert {one.competence: one.hours for one in found.rows} == told


def test_strangers_find_nothing_and_the_plan_leads_here(client_of, aigerim, stranger, demo_survey, plan):
    path = address("needs_and_content", demo_survey)
    assert client_of(stranger).get(path).status_code == 404
    assert client_of(None).get(path).status_code == 302
    assert path in client_of(aigerim).get(address("plan_detail", demo_survey)).content.decode()


def test_an_older_version_can_be_asked_for_and_nonsense_is_not_there(client_of, aigerim, demo_survey, plan):
    browser = client_of(aigerim)
    assert browser.get(address("needs_and_content", demo_survey, version=1)).status_code == 200
    assert browser.get(address("needs_and_content", demo_survey, version="x")).status_code == 404
