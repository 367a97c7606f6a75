"""A programme as in the two stories, small: an online and an onsite training that were held, one that is to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Grant, Organisation, Person, Region
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.attendances.models import Attendance
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event, Session


@pytest.fixture(autouse=True)
def _regions(db):
    load_regions()


@pytest.fixture
def make_event(programme):
    def make(slug, *, days, form="online", state="open", n_sessions=1, **fields):
        event = Event.objects.create(
            programme=programme, slug=slug, title_kk=f"{slug} тренингі", title_en=f"Training {slug}", form=form,
            language="kk", state=state, **fields,
        )  # fmt: skip
        for number in range(1, n_sessions + 1):
            begins = timezone.now() + timedelta(days=days + number - 1)
            Session.objects.create(
                event=event, number=number, form=form, language="kk", starts_at=begins,
                ends_at=begins + timedelta(minutes=90), secret=f"{slug}-{number}",
            )  # fmt: skip
        return event

    return make


@pytest.fixture
def make_visitor(programme):
    """Make somebody of a region and a kind of organisation who came to every session of some trainings."""

    def make(name, region, kind, *events):
        place = Region.objects.get(code=region) if region else None
        at = (
            Organisation.objects.create(name_kk=f"{name} мекемесі", kind=kind, region=place) if kind else None
        )
        person = Person.objects.create_person(name=name, organisation=at)
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
        for event in events:
            number = Enrolment.objects.filter(event=event).count() + 1
            Enrolment.objects.create(
                event=event, person=person, state="placed", number=number, source="self",
                registered_at=timezone.now(),
            )  # fmt: skip
            for session in event.sessions.all():
                Attendance.objects.create(
                    session=session, person=person, is_present=True, minutes=90, source="hand"
                )
        return person

    return make


@pytest.fixture
def held_online(make_event):
    return make_event("online-one", days=-20, n_sessions=2, academic_hours=4)


@pytest.fixture
def held_onsite(make_event):
    return make_event("pavlodar", days=-10, form="onsite", region_id="KZ-55", academic_hours=8)


@pytest.fixture
def coming(make_event):
    return make_event("shymkent", days=4, form="onsite", region_id="KZ-79", capacity=25, taken=3)
