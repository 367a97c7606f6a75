import pytest

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.specialists import services


@pytest.fixture(autouse=True)
def _regions(db):
    load_regions()


@pytest.fixture
def enter(db):
    """Return a maker of entries: `enter("Айгүл", region="KZ-55", languages=["kk"])`."""

    def make(name, *, person=None, region="KZ-55", **facts):
        person = person or Person.objects.create_person(name=name)
        known = {"languages": ["kk"], "competences": [], "audience": "network"} | facts
        return services.join(person=person, language="kk", region_id=region, **known)

    return make
