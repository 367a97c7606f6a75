"""A published guide, a template with two sessions, and specialists of Pavlodar."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.events import services as events
from sauatty.web.guides.selectors import list_blocks
from sauatty.web.publications import rendering
from sauatty.web.publications import services as publications
from sauatty.web.publications.selectors import check_readiness
from sauatty.web.specialists import services as specialists
from sauatty.web.workshops import services as workshops
from sauatty.web.workshops.services import Sitting, WorkshopFacts
from web.curricula.cast import *  # noqa: F403 - the small curriculum and its jobs
from web.guides.cast import *  # noqa: F403 - the guide and the people around it

REGION = "KZ-55"


@pytest.fixture
def version(guide, marat, saule, monkeypatch):
    """The guide as it is published; its files are made when somebody asks."""
    monkeypatch.setattr(rendering, "VERSION_FORMATS", ())
    sha256 = check_readiness(guide, list_blocks(guide)).sha256
    publications.sign(guide=guide, actor=marat, statement="Келісемін.", sha256=sha256)
    return publications.publish(guide=guide, actor=saule)


@pytest.fixture
def template(programme, aigerim):
    """A template of two mornings and 25 places."""
    row = events.create_event(
        actor=aigerim, programme=programme, titles={"kk": "Өңірлік семинар", "en": "Regional workshop"},
        form="onsite", language="kk", is_template=True, capacity=25, contact="mil@example.kz",
    )  # fmt: skip
    for offset in range(2):
        events.add_session(
            actor=aigerim, event=row, titles={"en": f"Morning {offset + 1}"}, day_offset=offset,
            begins=dt.time(10), minutes=180,
        )  # fmt: skip
    return row


@pytest.fixture
def enter(db):
    """Return a maker of entries in the directory: `enter("Айгүл", region="KZ-55")`."""
    load_regions()

    def make(name, region=REGION, **facts):
        number = Person.objects.count()
        person = Person.objects.create_person(name=name, email=f"specialist{number}@example.kz")
        known = {"languages": ["kk"], "competences": [], "subjects": ["informatics"], "audience": "network"}
        return specialists.join(person=person, language="kk", region_id=region, **(known | facts))

    return make


@pytest.fixture
def people(enter):
    """Three specialists of the region; the last one speaks Russian only and teaches something else."""
    return [enter("Айгүл Маман"), enter("Бекзат Маман"), enter("Вера Маман", languages=["ru"], subjects=[])]


def days(n):
    return timezone.localdate() + dt.timedelta(days=n)


@pytest.fixture
def facts(version, people, bolat):
    """Return a maker of what a workshop is made of, in ten days; keyword arguments replace it."""

    def make(**changes):
        found = {
            "region": REGION, "language": "kk", "trainer": bolat, "follow_up_on": days(40), "place": "Павлодар",
            "subjects": [one.scope for one in subjects_of(version)], "invited": [one.pk for one in people],
            "sittings": [Sitting(days(10), dt.time(9, 30), 120), Sitting(days(11), dt.time(10), 180)],
        }  # fmt: skip
        return WorkshopFacts(**(found | changes))

    return make


def subjects_of(version):
    from sauatty.web.publications import selectors

    return selectors.subjects_of(version.guide)


@pytest.fixture
def make(aigerim, template, version, facts):
    """Return a maker of workshops: `make(region=…, key=…)`."""

    def run(key=None, **changes):
        return workshops.make_workshop(
            actor=aigerim, key=key or uuid.uuid4(), template=template, version=version, facts=facts(**changes)
        )

    return run


@pytest.fixture
def begin():
    """Return what moves the sessions of a workshop to some days from now."""

    def move(workshop, first=-5):
        for session in workshop.event.sessions.all():
            starts = timezone.now() + dt.timedelta(days=first + session.number - 1)
            events.change_session(
                actor=None, session=session, starts_at=starts, ends_at=starts + dt.timedelta(hours=2)
            )
        workshop.refresh_from_db()
        return workshop

    return move
