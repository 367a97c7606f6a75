"""A review of the small curriculum, with two coders and an adjudicator."""

from uuid import uuid4

import pytest

from sauatty.web.alignments import reviewing
from sauatty.web.alignments.scoping import Scope
from sauatty.web.coding import services as coding
from sauatty.web.coding.models import Project, Seat, Unit
from web.conftest import give_role, make_person

# code → (relevance, competences) as both coders see the six objectives of the small curriculum
JUDGED = {
    "5.1.1.1": (2, ["gmilaf.1.2"]),
    "5.1.2.1": (0, []),
    "5.1.3.1": (2, ["gmilaf.2.1", "gmilaf.2.3"]),
    "6.1.1.1": (2, ["gmilaf.2.3"]),
    "6.1.2.1": (1, ["gmilaf.3.1"]),
    "6.1.3.1": (1, ["gmilaf.3.2"]),
}


def draft(**changes):
    """Return what a review is asked to be."""
    wanted = {
        "id": uuid4(),
        "titles": {"en": "Media literacy in informatics"},
        "scope": Scope(),
        "framework": "gmilaf",
        "codebook": "mil-objectives",
        "codebook_version": "1",
    }
    return reviewing.ReviewDraft(**{**wanted, **changes})


def decide(seat, code, relevance, competences=(), demand=None):
    """Let a coder decide about the objective with a code."""
    unit = Unit.objects.get(project=seat.project, code=code)
    body = {"unit": str(unit.pk), "relevance": relevance, "competences": list(competences), "demand": demand}
    return coding.record_decision(uuid4(), body, seat.person)


def judge_all(seats, judged=JUDGED):
    """Let every coder decide the same about all objectives."""
    for code, (relevance, competences) in judged.items():
        for seat in seats:
            decide(seat, code, relevance, competences)


@pytest.fixture
def methodologist(db):
    person = make_person("Гүлнар Әдіскер", "gulnar@example.kz")
    give_role(person, "methodologist")
    return person


@pytest.fixture
def coders(db):
    """Two people who code; the first one also reads audits."""
    first, second = make_person("Айбек Бірінші"), make_person("Сәуле Екінші")
    give_role(first, "coder")
    return first, second


@pytest.fixture
def begin(aigerim):
    """Begin a review of an edition."""

    def make(edition, **changes):
        return reviewing.begin_review(edition=edition, draft=draft(**changes), actor=aigerim)

    return make


@pytest.fixture
def seat(aigerim):
    """Seat people in a review."""

    def sit(project, *people, role=Seat.Role.CODER, **more):
        return [
            coding.seat_person(actor=aigerim, project=project, person=person, role=role, **more)
            for person in people
        ]

    return sit


@pytest.fixture
def review(store, begin, seat, coders):
    """An open review with two coders; nothing decided."""
    edition = store()
    project = begin(edition)
    return edition, project, seat(project, *coders)


@pytest.fixture
def agreed(review, aigerim):
    """A closed review: both coders judged everything alike."""
    edition, project, seats = review
    judge_all(seats)
    coding.close_project(actor=aigerim, project=Project.objects.get(pk=project.pk))
    return edition, Project.objects.get(pk=project.pk), seats
