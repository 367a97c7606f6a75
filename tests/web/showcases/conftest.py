"""A programme of 38 people in two regions and two kinds of institution, one cell of three, and its public page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Grant, Organisation, Person, Region
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.attendances.models import Attendance
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event, Session
from sauatty.web.showcases import services

CELLS = {
    ("KZ-55", "school"): 12,
    ("KZ-55", "public-library"): 3,
    ("KZ-75", "school"): 9,
    ("KZ-75", "public-library"): 14,
}


@pytest.fixture(autouse=True)
def _regions(db):
    load_regions()


@pytest.fixture
def training(programme):
    event = Event.objects.create(
        programme=programme, slug="one", title_kk="Тренинг", title_en="Training", form="online", language="kk",
        state="open",
    )  # fmt: skip
    begins = timezone.now() - timedelta(days=20)
    Session.objects.create(
        event=event, number=1, form="online", language="kk", starts_at=begins,
        ends_at=begins + timedelta(minutes=90), secret="one-1",
    )  # fmt: skip
    return event


@pytest.fixture
def come(programme, training):
    """Let some more people of a region and a kind of institution come."""

    def make(region, kind, n):
        place = Organisation.objects.create(
            name_kk=f"{region} {kind}", kind=kind, region=Region.objects.get(code=region)
        )
        for _one in range(n):
            number = Enrolment.objects.filter(event=training).count() + 1
            person = Person.objects.create_person(name=f"{region} {kind} {number}", organisation=place)
            Grant.objects.create(
                person=person, role="participant", scope_kind="programme", scope_id=programme.pk
            )
            Enrolment.objects.create(
                event=training, person=person, state="placed", number=number, source="self",
                registered_at=timezone.now(),
            )  # fmt: skip
            session = training.sessions.get()
            Attendance.objects.create(
                session=session, person=person, is_present=True, minutes=90, source="hand"
            )

    return make


@pytest.fixture
def people(come):
    for (region, kind), n in CELLS.items():
        come(region, kind, n)


@pytest.fixture
def showcase(aigerim, programme):
    facts = {
        "slug": "mil-2027",
        "text_kk": "Кітапханашылар",
        "text_en": "For librarians",
        "funder": "UNESCO",
        "host": "ҚазҰУ",
    }
    return services.write(actor=aigerim, programme=programme, facts=facts)


@pytest.fixture
def published(aigerim, showcase, people):
    return services.publish(actor=aigerim, showcase=showcase)
