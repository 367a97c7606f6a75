import pytest
from django.urls import reverse

from sauatty.web.accounts.services.content import load_regions
from web.conftest import give_role, make_person
from web.evaluations.conftest import *  # noqa: F403 - a programme with trainings and people who came

CELLS = {("KZ-55", "school"): 12, ("KZ-55", "public-library"): 3, ("KZ-75", "school"): 9}


@pytest.fixture(autouse=True)
def _loaded(db):
    load_regions()


@pytest.fixture
def visitors(make_visitor, held_online):
    """12 of schools and 3 of libraries in one region, 9 of schools in another; all came."""
    for (region, kind), n in CELLS.items():
        for at in range(n):
            make_visitor(f"{region} {kind} {at}", region, kind, held_online)


@pytest.fixture
def nurlan(programme):
    """Reads the figures of the programme."""
    person = make_person("Нұрлан Талдаушы", "nurlan@example.kz")
    give_role(person, "analyst", programme)
    return person


@pytest.fixture
def keeper(db):
    """Keeps the site and works in no programme."""
    return make_person("Ербол Әкімші", "erbol@example.kz", is_site_admin=True)


@pytest.fixture
def address(programme):
    def make(name="builder", *args):
        return "/en" + reverse(f"crosstabs:{name}", args=[programme.pk, *args])[3:]

    return make
