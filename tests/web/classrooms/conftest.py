"""A session that goes on now, with a module, its trainer Bolat, and two people who have a place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.classrooms import services
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event, Session, SessionTrainer
from web.surveys.conftest import campaign, instrument, make_campaign, regions, version  # noqa: F401


@pytest.fixture
def event(programme):
    return Event.objects.create(
        programme=programme, slug="pavlodar", title_kk="Павлодардағы тренинг", title_en="Training in Pavlodar",
        form="onsite", language="kk", state="open",
    )  # fmt: skip


def make_session(event, number, begins, **fields):
    return Session.objects.create(
        event=event, number=number, title_kk=f"{number}-сабақ", form="onsite", language="kk", starts_at=begins,
        ends_at=begins + timedelta(minutes=90), secret=f"secret-{number}", **fields,
    )  # fmt: skip


@pytest.fixture
def session(event, bolat):
    found = make_session(event, 1, timezone.now() - timedelta(minutes=20), module="reliable-information")
    SessionTrainer.objects.create(session=found, person=bolat)
    return found


@pytest.fixture
def enrol(event, programme):
    def make(name):
        person = Person.objects.create_person(name=name)
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
        number = Enrolment.objects.filter(event=event).count() + 1
        Enrolment.objects.create(
            event=event, person=person, state="placed", number=number, source="self",
            registered_at=timezone.now(),
        )  # fmt: skip
        return person

    return make


@pytest.fixture
def gulnar(enrol):
    return enrol("Гүлнар Ахметова")


@pytest.fixture
def erlan(enrol):
    return enrol("Ерлан Қасымов")


@pytest.fixture
def poll(session, bolat):
    return services.open_poll(
        actor=bolat,
        session=session,
        question="Бүгін не пайдалы болды?",
        options=["Дерек", "Сурет", "Авторлық"],
    )
