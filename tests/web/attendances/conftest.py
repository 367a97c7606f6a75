"""An event of two sessions that were held yesterday and this morning, and people with a place in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event, Session, SessionTrainer

NAMES = ("Гүлнар Ахметова", "Ерлан Қасымов", "Сауле Нұрғалиева", "Олжас Тілеубеков", "Мария Ким")


@pytest.fixture
def event(programme):
    return Event.objects.create(
        programme=programme, slug="pavlodar", title_kk="Павлодардағы тренинг", title_ru="Тренинг в Павлодаре",
        title_en="Training in Pavlodar", form="onsite", language="kk", state="open", needs={"sessions": 2},
    )  # fmt: skip


def make_session(event, number, starts_at, *, minutes=90, trainer=None):
    session = Session.objects.create(
        event=event, number=number, title_kk=f"{number}-сабақ", title_en=f"Session {number}", form=event.form,
        language="kk", starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), minutes=minutes,
        secret=f"secret-{number}",
    )  # fmt: skip
    if trainer is not None:
        SessionTrainer.objects.create(session=session, person=trainer)
    return session


@pytest.fixture
def first(event, bolat):
    return make_session(event, 1, timezone.now() - timedelta(days=1), trainer=bolat)


@pytest.fixture
def second(event, bolat):
    """The session that goes on now."""
    return make_session(event, 2, timezone.now() - timedelta(minutes=30), trainer=bolat)


@pytest.fixture
def enrol(event, programme):
    def make(name, *, state="placed", email=None):
        person = Person.objects.create_person(name=name, email=email)
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
        number = Enrolment.objects.filter(event=event).count() + 1
        Enrolment.objects.create(
            event=event,
            person=person,
            state=state,
            number=number,
            source="self",
            registered_at=timezone.now(),
        )
        return person

    return make


@pytest.fixture
def gulnar(enrol):
    return enrol(NAMES[0], email="gulnar@example.kz")


@pytest.fixture
def erlan(enrol):
    return enrol(NAMES[1])
