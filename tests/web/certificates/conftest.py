"""A training of two sessions that were held; Gulnar was at both, Erlan at one; a certificate of attendance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.attendances import services as attendances
from sauatty.web.certificates import entitlement, services
from sauatty.web.certificates.models import Award, Design
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event, Session

TITLES = {"kk": "Дереккөзді тексеру", "ru": "Проверка источников", "en": "Checking sources"}


@pytest.fixture
def event(programme):
    return Event.objects.create(
        programme=programme, slug="pavlodar", title_kk="Павлодардағы тренинг", title_ru="Тренинг в Павлодаре",
        title_en="Training in Pavlodar", form="onsite", language="kk", state="open", needs={"sessions": 2},
        academic_hours=16, contact="mil@example.kz",
    )  # fmt: skip


@pytest.fixture
def sessions(event):
    now = timezone.now()
    return [
        Session.objects.create(
            event=event, number=number, title_kk=f"{number}-сабақ", form="onsite", language="kk", minutes=90,
            starts_at=now - timedelta(days=3 - number), ends_at=now - timedelta(days=3 - number, minutes=-90), secret=f"s{number}",
        )
        for number in (1, 2)
    ]  # fmt: skip


@pytest.fixture
def take_part(event, programme):
    """Give somebody a place in the training, and let them be at some of its sessions."""

    def make(name, *, at=(), email=None, **fields):
        person = Person.objects.create_person(name=name, email=email, **fields)
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
        number = Enrolment.objects.filter(event=event).count() + 1
        Enrolment.objects.create(
            event=event,
            person=person,
            state="placed",
            number=number,
            source="self",
            registered_at=timezone.now(),
        )
        for session in at:
            attendances.note(session=session, person=person, source="door")
        return person

    return make


@pytest.fixture
def gulnar(take_part, sessions):
    return take_part("Гүлнар Ахметова", at=sessions, email="gulnar@example.kz")


@pytest.fixture
def erlan(take_part, sessions):
    return take_part("Ерлан Қасымов", at=sessions[:1])


@pytest.fixture
def design(programme):
    return Design.objects.create(
        programme=programme, name="Негізгі", languages=["kk", "ru"], organisation_kk="Ұлттық академия",
        signers=[{"name": "С. Басшы", "post_kk": "директор", "post_ru": "директор", "post_en": "", "picture": ""}],
    )  # fmt: skip


@pytest.fixture
def award(aigerim, programme, event, design):
    return make_award(aigerim, programme, design, event=event)


def make_award(actor, programme, design, rules=None, **values):
    return services.make_award(
        actor=actor, programme=programme, titles=TITLES, kind="attendance", academic_hours=16, design=design,
        number_prefix="2026-", rules=rules or [{"rule": "attendance", "settings": {"events": 1}}], **values,
    )  # fmt: skip


@pytest.fixture
def certificate(award, aigerim, gulnar):
    return services.issue(actor=aigerim, award=award, person=gulnar)


def standing(award, person):
    return entitlement.standing_of(Award.objects.get(pk=award.pk), person)
