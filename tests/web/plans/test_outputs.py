"""What comes out of a plan: the syllabus, a programme, its cohorts."""

import re

import pytest
from django.urls import reverse

from sauatty.web.base.models import AuditEvent, ExportedFile
from sauatty.web.coding import selectors as coding
from sauatty.web.plans import services
from sauatty.web.plans.models import PlanVersion
from sauatty.web.programmes.models import Cohort, Programme
from web.plans.conftest import address

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
COHORT = {"name_kk": "Бірінші топ", "language": "kk", "form": "online", "region": "", "seats": "25"}


def sent(programme="", **more):
    rows = {f"c{place}-{name}": "" for place in (2, 3) for name in COHORT}
    rows |= {f"c{place}-{name}": COHORT[name] for place in (2, 3) for name in ("language", "form")}
    return {"programme": programme, **{f"c1-{name}": value for name, value in COHORT.items()}, **rows, **more}


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_syllabus_is_made_by_a_job(client_of, aigerim, demo_survey, plan, kind, start):
    asked = {"version": "1", "language": "kk", "format": kind}
    answer = client_of(aigerim).post(address("syllabus_file", demo_survey), asked)
    assert answer.status_code == 302

    job = services.ask_for_syllabus(actor=aigerim, version=plan, language="kk", kind=kind)
    services.do_syllabus(job.payload, lambda done, total: None)
    file = ExportedFile.objects.get(name=job.payload["name"])
    assert bytes(file.content).startswith(start)
    assert services.syllabus_address(job) == reverse("base:file_fetch", args=[file.pk])
    assert AuditEvent.objects.filter(action="export.made").exists()


def test_who_may_not_read_the_plan_any_more_gets_no_syllabus(
    aigerim, analyst, demo_survey, plan, monkeypatch
):
    job = services.ask_for_syllabus(actor=analyst, version=plan, language="kk", kind="pdf")
    analyst.grants.all().delete()
    services.do_syllabus(job.payload, lambda done, total: None)
    assert not ExportedFile.objects.filter(name=job.payload["name"]).exists()

    blind = services.ask_for_syllabus(actor=aigerim, version=plan, language="ru", kind="pdf")
    monkeypatch.setattr(coding, "blind_sources", lambda person, kind: frozenset({demo_survey.pk}))
    services.do_syllabus(blind.payload, lambda done, total: None)
    assert not ExportedFile.objects.filter(name=blind.payload["name"]).exists()


@pytest.mark.parametrize("asked", [{"language": "de", "format": "pdf"}, {"language": "kk", "format": "exe"}])
def test_another_language_or_format_is_not_found(client_of, aigerim, demo_survey, plan, asked):
    assert client_of(aigerim).post(address("syllabus_file", demo_survey), asked).status_code == 404


def test_cohorts_are_made_in_the_programme_of_the_survey(client_of, aigerim, demo_survey, plan):
    browser = client_of(aigerim)
    answer = browser.post(
        address("cohorts_make", demo_survey), sent(str(demo_survey.programme_id)), follow=True
    )
    cohort = Cohort.objects.get()

    assert (cohort.programme_id, cohort.plan, cohort.seats) == (demo_survey.programme_id, plan.pk, 25)
    text = answer.content.decode()
    assert "Бірінші топ" in text
    assert f"/en/plans/{demo_survey.pk}/?version=1" in text


def test_a_new_programme_takes_several_cohorts(client_of, aigerim, demo_survey, plan):
    more = {"title_ru": "Курс", "c2-name_ru": "Вторая", "c2-form": "mixed", "c2-starts_on": "2027-01-11"}
    client_of(aigerim).post(address("cohorts_make", demo_survey), sent(**more))
    made = Programme.objects.get(title_ru="Курс")

    assert made.is_demo
    assert [one.name_ru or one.name_kk for one in made.cohorts.all()] == ["Вторая", "Бірінші топ"]


def test_a_form_that_is_sent_twice_makes_its_cohorts_once(client_of, aigerim, demo_survey, plan):
    browser = client_of(aigerim)
    text = browser.get(address("cohorts_make", demo_survey)).content.decode()
    [key] = re.findall(r'name="key" value="([0-9a-f-]{36})"', text)
    form, n = sent(title_kk="Жаңа бағдарлама", version="1", key=key), Programme.objects.count()
    places = [browser.post(address("cohorts_make", demo_survey), form) for _ in range(2)]

    assert [one.status_code for one in places] == [302, 302] and places[0].url == places[1].url
    assert (Programme.objects.count(), Cohort.objects.count()) == (n + 1, 1)
    browser.post(address("cohorts_make", demo_survey), {**form, "key": "no key"})
    assert Cohort.objects.count() == 2


def test_a_programme_without_a_title_or_a_cohort_without_a_name_makes_nothing(
    client_of, aigerim, demo_survey, plan
):
    answer = client_of(aigerim).post(address("cohorts_make", demo_survey), sent(**{"c1-name_kk": ""}))

    assert answer.status_code == 422
    assert answer.content.decode().count("in at least one language") >= 2
    assert not Cohort.objects.exists()


def test_a_programme_of_others_is_no_choice(client_of, aigerim, demo_survey, plan):
    other = "00000000-0000-4000-8000-000000000000"

    assert client_of(aigerim).post(address("cohorts_make", demo_survey), sent(other)).status_code == 422


def test_without_a_plan_there_is_nothing_to_make(client_of, aigerim, demo_survey):
    assert client_of(aigerim).get(address("cohorts_make", demo_survey)).status_code == 404


def test_a_person_who_is_forgotten_leaves_the_plan_without_a_name(aigerim, plan):
    from sauatty.web.plans import erasure

    assert erasure.versions(aigerim) == 1
    assert PlanVersion.objects.get().created_by is None
