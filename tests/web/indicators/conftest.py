import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from sauatty.web.accounts.services.content import load_regions
from sauatty.web.indicators import services
from web.conftest import give_role, make_person
from web.evaluations.conftest import *  # noqa: F403 - a programme with trainings and people who came


@pytest.fixture(autouse=True)
def _nothing_is_kept(db):
    load_regions()
    cache.clear()


@pytest.fixture
def nurlan(programme):
    """Reads the figures of the programme, and checks values."""
    person = make_person("Нұрлан Талдаушы", "nurlan@example.kz")
    give_role(person, "analyst", programme)
    return person


@pytest.fixture
def keeper(db):
    """Keeps the site and works in no programme."""
    return make_person("Ербол Әкімші", "erbol@example.kz", is_site_admin=True)


@pytest.fixture
def own(programme, aigerim, nurlan):
    """Libraries with a corner, told apart by region; Nurlan checks."""
    facts = {
        "level": "4", "unit": "count", "by_region": True, "formula": "", "source": "есептер", "baseline": 10.0,
        "target": 60.0, "reviewer": nurlan,
    }  # fmt: skip
    texts = {"name_kk": "Бұрышы бар кітапханалар", "name_en": "Libraries with a corner"}
    return services.declare(actor=aigerim, programme=programme, texts=texts, facts=facts)


@pytest.fixture
def enter(own, aigerim):
    def make(value, *, days=0, indicator=own, actor=aigerim, **facts):
        day = timezone.localdate() - dt.timedelta(days=days)
        return services.enter(actor=actor, indicator=indicator, value=float(value), day=day, **facts)

    return make


@pytest.fixture
def take(programme, aigerim):
    def make(*ids):
        return services.take_ready(actor=aigerim, programme=programme, ids=ids)

    return make


@pytest.fixture
def address(programme):
    def make(name="indicator_list", *args):
        return "/en" + reverse(f"indicators:{name}", args=[programme.pk, *args])[3:]

    return make
