"""A small invented review: a test kind with places and proposals, two coders, an adjudicator."""

import pytest

from sauatty.web.coding import kinds
from sauatty.web.coding.models import Seat, Unit
from web.coding.cast import KIND, SECRET_MODEL, make_person, make_project, seated


@pytest.fixture
def asked(monkeypatch):
    """Register a kind with hooks; returns the calls of its jobs."""
    calls = []

    def places_of(units):
        return {
            one.pk: kinds.Place(
                path=("Бөлім 1", "Бөлімше 2"),
                before=("алдыңғы мақсат",),
                after=("келесі мақсат",),
                pair=kinds.OtherText("ru", f"русский текст {one.code}"),
            )
            for one in units
        }

    def proposals_of(units):
        calls.append(("proposals", len(units)))
        return {one.pk: kinds.MachineProposal(0.87, ("gmilaf.2.3",), SECRET_MODEL) for one in units}

    hooks = kinds.KindHooks(
        places_of=places_of,
        proposals_of=proposals_of,
        rerank=lambda project, n: calls.append(("rerank", n)),
        after_closed=lambda project: calls.append(("closed", project.state)),
    )
    monkeypatch.setitem(kinds._kinds, KIND, hooks)
    return calls


@pytest.fixture
def methodologist(db):
    return make_person("Мадина Әдіскер", "madina@example.kz", "methodologist")


@pytest.fixture
def project(methodologist, asked):
    return make_project(methodologist)


@pytest.fixture
def ainur(project):
    """The seat of the first coder."""
    return seated(project, "Айнұр Бірінші")


@pytest.fixture
def berik(project):
    """The seat of the second coder."""
    return seated(project, "Берік Екінші")


@pytest.fixture
def saule(project):
    """The seat of an adjudicator."""
    return seated(project, "Сәуле Төреші", Seat.Role.ADJUDICATOR)


@pytest.fixture
def units(project):
    return list(Unit.objects.filter(project=project).order_by("position"))
