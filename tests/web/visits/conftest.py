import uuid

import pytest

from sauatty.web.accounts.selectors import list_regions
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.specialists.models import Specialist
from sauatty.web.visits import services


@pytest.fixture
def region(db):
    load_regions()
    return list_regions()[0]


@pytest.fixture
def ask(programme, region):
    """Return a maker of requests: `ask("№ 5", topic="Фото")`."""

    def make(name="№ 5 мектеп", *, at=None, code=None, **facts):
        known = {
            "topic": "Фотоны тексеру",
            "language": "kk",
            "contact_name": "Сәуле",
            "contact": "+7 700 000 00 00",
        }
        return services.ask(
            id=uuid.uuid4(), programme=at or programme,
            school={"name": name, "region": code or region.code, "locality": "Ақсу"}, facts=known | facts,
        )  # fmt: skip

    return make


@pytest.fixture
def asked(ask):
    return ask()


@pytest.fixture
def dana(stranger, region):
    """Stands in the directory of the region."""
    Specialist.objects.create(person=stranger, region=region, languages=["kk"])
    return stranger
