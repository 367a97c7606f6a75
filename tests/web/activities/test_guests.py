"""Guests of an activity: with an account or without, once, and later the same person; and sheets to print."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Person, SignInCode
from sauatty.web.activities import services
from sauatty.web.activities.models import Activity, Guest
from sauatty.web.activities.views import joining
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(programme):
    person = make_person("Дана Өмірбекқызы", "dana@example.kz")
    give_role(person, "participant", programme)
    return person


@pytest.fixture
def planned(programme, dana):
    facts = {"title": "Дереккөзді тексеру", "language": "kk", "plan": "Үш қадам"}
    return services.plan(actor=dana, id=uuid.uuid4(), programme=programme, facts=facts)


def address(activity):
    return f"/en/activities/i-was-there/{activity.join_code}/"


def test_a_guest_without_an_account_joins_once_and_comes_back_as_the_same_person(client_of, planned):
    client, key = client_of(), str(uuid.uuid4())
    page = client.get(address(planned)).content.decode()
    assert "Дереккөзді тексеру" in page and "Дана" not in page
    told = {"key": key, "name": "Сәуле Нұрғалиева", "agree": "on"}
    sent = client.post(address(planned), told)
    shown = client.get(sent.url).content.decode()
    again = client_of().post(address(planned), told)

    guest = Guest.objects.get()
    assert sent.status_code == again.status_code == 302 and guest.activity == planned
    assert (guest.person.name, guest.person.email) == ("Сәуле Нұрғалиева", None)
    assert client.get("/en/activities/").status_code == 200 and "shown only now" in shown
    assert SignInCode.objects.filter(person=guest.person).exists()
    assert "shown only now" not in client.get("/en/activities/i-was-there/noted/").content.decode()

    other = services.plan(
        actor=planned.person, id=uuid.uuid4(), programme=planned.programme,
        facts={"title": "Б", "language": "kk"},
    )  # fmt: skip
    client.post("/en/activities/i-was-there/", {"code": other.join_code})
    assert (
        set(Guest.objects.values_list("person", flat=True)) == {guest.person_id}
        and Guest.objects.count() == 2
    )


@pytest.mark.parametrize("missing", ["agree", "name", "key"])
def test_without_name_or_consent_nobody_is_added(client_of, planned, missing):
    told = {"key": str(uuid.uuid4()), "name": "Сәуле", "agree": "on"}
    told.pop(missing)
    before = Person.objects.count()
    assert client_of().post(address(planned), told).status_code == 422
    machine = {**told, "agree": "on", "name": "x", "key": str(uuid.uuid4()), "website": "http://x"}
    client_of().post(address(planned), machine)
    assert Person.objects.count() == before and not Guest.objects.exists()


def test_the_form_of_an_hour_ago_lets_nobody_in(client_of, planned):
    told = {"key": str(uuid.uuid4()), "name": "Сәуле", "agree": "on"}
    client_of().post(address(planned), told)
    Person.objects.filter(name="Сәуле").update(created_at="2026-01-01T00:00:00Z")
    late = client_of()
    assert late.post(address(planned), told).status_code == 422
    assert late.get("/en/activities/").status_code == 302


def test_who_is_signed_in_joins_by_the_code_and_a_visitor_is_led_to_it(client_of, planned, bolat):
    client = client_of(bolat)
    assert "Дана" in client.get(address(planned)).content.decode()
    assert client.post("/en/activities/i-was-there/", {"code": planned.join_code.lower()}).status_code == 302
    assert Guest.objects.get().person == bolat
    assert client_of().post("/en/activities/i-was-there/", {"code": planned.join_code}).url == address(
        planned
    )
    assert client_of().post("/en/activities/i-was-there/", {"code": "WRONGONE"}).status_code == 404


def test_codes_cannot_be_guessed_for_long(client_of, planned, monkeypatch):
    monkeypatch.setattr(joining, "FROM_ONE_NETWORK", 5)
    answers = [client_of().get("/en/activities/i-was-there/AAAA2222/").status_code for _ in range(6)]
    assert answers == [404] * 5 + [429]


def test_sheets_to_print_are_there_for_the_author_and_nobody_else(client_of, planned, dana, stranger):
    for name, words in (("guests", "data:image/svg"), ("sheet", "To note at once")):
        page = f"/en/activities/{planned.pk}/{name}/"
        assert words in client_of(dana).get(page).content.decode()
        assert client_of(stranger).get(page).status_code == 404


def test_a_plan_begins_with_the_task_of_a_lesson(client_of, dana):
    client = client_of(dana)
    assert "?from=lesson%3Acopyright.licences" in client.get("/en/activities/ideas/").content.decode()
    form = client.get("/kk/activities/plan/?from=lesson:copyright.licences").context["form"]
    assert form.initial["source"] == "lesson:copyright.licences" and form.initial["plan"]
    assert "[[" not in form.initial["plan"] and "1. " in form.initial["plan"] and form.initial["competences"]
    assert "title" not in client.get("/kk/activities/plan/?from=lesson:no.such").context["form"].initial


def test_a_code_on_the_wall_is_not_for_ever(client_of, planned, bolat):
    told = {"key": str(uuid.uuid4()), "name": "Сәуле", "agree": "on"}
    for days, status in ((61, 422), (60, 302)):
        Activity.objects.update(planned_on=timezone.localdate() - dt.timedelta(days=days))
        assert client_of().post(address(planned), told).status_code == status
        typed = client_of(bolat).post("/en/activities/i-was-there/", {"code": planned.join_code})
        assert typed.status_code == status
    assert Guest.objects.count() == 2


def test_a_pupil_who_has_an_account_is_counted_and_not_named(client_of, planned):
    pupil = make_person("Оқушы", is_minor=True)
    answer = client_of(pupil).post("/en/activities/i-was-there/", {"code": planned.join_code})
    assert answer.status_code == 422 and "grown-ups only" in answer.content.decode()
    assert not planned.guests.exists()
