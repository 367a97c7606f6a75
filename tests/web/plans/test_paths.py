"""My path: what the plan chose for my cohort, with days and progress; and the days that its coordinator sets."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from sauatty.core.catalogue.modules import load_modules
from sauatty.core.languages import Translated
from sauatty.web.authoring.selectors import PublishedLesson
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.models import Progress
from sauatty.web.plans import paths, selectors
from sauatty.web.plans.models import PlanVersion
from sauatty.web.programmes import cohorts, members
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
PATH = "/en/plans/my-path/"


@pytest.fixture
def module():
    """Return a module of which the site has lessons."""
    return catalogue.shelf().modules[0]


@pytest.fixture
def version(aigerim, demo_survey, plan, module):
    """Return a version with that module, one lesson of it left out, and a module that the curriculum has no more."""
    lessons = [one.lesson.id for one in module.lessons]
    body = {
        **plan.body,
        "modules": [
            {"id": module.id, "hours": 2.0, "lessons": [lessons[1], lessons[0]]},
            {"id": "of-old", "hours": 3.0, "lessons": ["gone"]},
        ],
    }
    title = {"kk": "Бұрынғы модуль", "ru": "Прежний модуль", "en": "A module of old"}
    told = [{"id": "of-old", "title": title, "sessions": 2}]
    return PlanVersion.objects.create(
        plan=plan.plan, number=2, kind="edited", body=body, figures={**plan.figures, "modules": told},
        answered=0.1, hours=5.0, created_by=aigerim,
    )  # fmt: skip


@pytest.fixture
def learner(programme):
    person = make_person("Дәурен Үлгі", "dauren@example.kz")
    give_role(person, "participant", programme)
    return person


@pytest.fixture
def cohort(aigerim, programme, version, learner):
    made = cohorts.add_cohort(
        actor=aigerim, programme=programme, names={"kk": "Топ", "en": "The group"}, plan=version.pk,
        language="kk", form="online", starts_on=date(2027, 2, 1),
    )  # fmt: skip
    members.join_cohort(actor=aigerim, cohort=made, person=learner)
    return made


def finish(person, key):
    today = timezone.localdate()
    Progress.objects.create(
        person=person, lesson=key, language="kk", state="done", text_sha256="0" * 64, opened_on=today,
        done_on=today, changed_at=timezone.now(),
    )  # fmt: skip


def test_it_works(client_of, learner, cohort, version, module):
    page = client_of(learner).get(PATH).content.decode()
    assert "The group" in page
    assert "1 February 2027" in page
    assert "suggested day" in page
    lessons = version.body["modules"][0]["lessons"]
    addresses = [reverse("lessons:lesson_detail", args=[module.id, one]) for one in lessons]
    addresses = [one.replace("/kk/", "/en/") for one in addresses]
    assert page.index(addresses[0]) < page.index(addresses[1])


def test_lessons_left_out_of_the_plan_are_not_on_the_path(learner, cohort, module):
    path = selectors.list_paths(learner)[0]
    assert len(path.modules[0].lessons) == 2
    assert len(module.lessons) > 2


def test_a_module_that_is_gone_keeps_its_title_of_the_plan(client_of, learner, cohort):
    page = client_of(learner).get(PATH).content.decode()
    assert "A module of old" in page
    assert "no longer in the curriculum" in page
    gone = selectors.list_paths(learner)[0].modules[1]
    assert (gone.is_gone, gone.lessons) == (True, ())


def test_progress_and_the_next_lesson_are_the_persons_own(client_of, aigerim, learner, cohort):
    path = selectors.list_paths(learner)[0]
    finish(learner, path.lessons[0].key)
    finish(aigerim, path.lessons[1].key)
    path = selectors.list_paths(learner)[0]
    assert (path.n_done, path.next.key) == (1, path.lessons[1].key)
    finish(learner, path.lessons[1].key)
    assert selectors.list_paths(learner)[0].next is None
    assert "You have finished all lessons" in client_of(learner).get(PATH).content.decode()


def test_what_has_begun_last_is_now(learner, cohort, version, module):
    days = {"of-old": date(2027, 3, 1)}
    seen = [
        [one.id for one in paths.path_of(cohort, version, days, {}, day).modules if one.is_now]
        for day in (date(2027, 1, 1), date(2027, 2, 20), date(2027, 3, 1))
    ]
    assert seen == [[], [module.id], ["of-old"]]


def test_a_cohort_without_a_plan_goes_through_the_whole_curriculum(client_of, learner, cohort):
    cohort.plan = None
    cohort.save()
    path = selectors.list_paths(learner)[0]
    assert not path.has_plan
    assert [one.key for one in path.lessons if one.address] == list(catalogue.shelf().lessons)
    assert "whole curriculum" in client_of(learner).get(PATH).content.decode()


def test_without_a_cohort_the_way_to_one_is_shown(client_of, programme, learner, stranger):
    assert str(programme.pk) in client_of(learner).get(PATH).content.decode()
    page = client_of(stranger).get(PATH).content.decode()
    assert "You are in no cohort yet" in page
    assert str(programme.pk) not in page


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(PATH).status_code == 302


def test_the_path_takes_few_queries(client_of, learner, cohort, django_assert_max_num_queries):
    browser = client_of(learner)
    browser.get(PATH)
    with django_assert_max_num_queries(16):
        browser.get(PATH)


def test_the_front_page_leads_to_the_path(client_of, learner, cohort):
    assert PATH in client_of(learner).get("/en/").content.decode()


def test_an_old_version_shows_its_own_titles_of_what_is_gone(client_of, aigerim, demo_survey, version):
    page = client_of(aigerim).get(f"/en/plans/{demo_survey.pk}/").content.decode()
    assert "A module of old" in page


def test_a_copy_of_a_lesson_does_not_stand_beside_it_on_the_path(cohort, monkeypatch):
    outlined = next(one for one in load_modules() if one.id == catalogue.shelf().modules[0].id)
    lesson = catalogue.shelf().modules[0].lessons[0].lesson
    facts = (uuid4(), 1, "0" * 64, timezone.now())
    copy = PublishedLesson(replace(lesson, id="copied"), *facts, lesson.key, Translated())
    new = PublishedLesson(replace(lesson, id="quite-new"), *facts, "", Translated())
    shelf = catalogue.make_shelf([outlined], [lesson], [copy, new])
    monkeypatch.setattr(catalogue, "shelf", lambda: shelf)
    keys = [one.key for one in paths.path_of(cohort, None, {}, {}, date(2027, 2, 1)).lessons]
    assert f"{lesson.module}.quite-new" in keys
    assert f"{lesson.module}.copied" not in keys


# --- days ---


def days_address(cohort):
    return f"/en/plans/cohorts/{cohort.pk}/days/"


def test_a_coordinator_sets_days_and_takes_one_back(client_of, aigerim, learner, cohort, module):
    browser, name = client_of(aigerim), f"day_{module.id}"
    assert browser.post(days_address(cohort), {name: "2027-02-08", "day_of-old": ""}).status_code == 302
    first, second = selectors.list_paths(learner)[0].modules
    assert (first.day, first.is_suggested) == (date(2027, 2, 8), False)
    assert second.is_suggested and second.day > first.day
    browser.post(days_address(cohort), {name: "", "day_of-old": ""})
    assert selectors.list_paths(learner)[0].modules[0].is_suggested


def test_days_out_of_order_are_kept_and_told(client_of, aigerim, cohort, module):
    days = {f"day_{module.id}": "2027-03-08", "day_of-old": "2027-02-08"}
    page = client_of(aigerim).post(days_address(cohort), days, follow=True).content.decode()
    assert "A module begins before the one that stands above it" in page


def test_what_is_no_day_is_refused(client_of, aigerim, cohort, module):
    response = client_of(aigerim).post(days_address(cohort), {f"day_{module.id}": "tomorrow"})
    assert response.status_code == 422
    assert f"#id_day_{module.id}" in response.content.decode()


def test_only_coordinators_set_days(client_of, aigerim, bolat, learner, stranger, cohort):
    seen = [
        client_of(who).get(days_address(cohort)).status_code for who in (aigerim, bolat, learner, stranger)
    ]
    assert seen == [200, 404, 404, 404]


def test_the_page_of_cohorts_leads_to_the_days(client_of, aigerim, programme, cohort):
    page = client_of(aigerim).get(f"/en/programmes/{programme.pk}/cohorts/").content.decode()
    assert days_address(cohort) in page
