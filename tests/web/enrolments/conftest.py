"""An announced event with two places, and people who come."""

import itertools

import pytest

from sauatty.web.accounts.models import Region
from sauatty.web.enrolments import services
from sauatty.web.events.models import Event
from web.conftest import make_person


@pytest.fixture
def event(programme):
    return Event.objects.create(
        programme=programme, slug="kostanai", title_kk="Қостанайдағы тренинг", title_ru="Тренинг в Костанае",
        form="onsite", language="kk", capacity=2, state="open",
    )  # fmt: skip


@pytest.fixture
def abai(db):
    names = {"name_kk": "Абай облысы", "name_ru": "Абайская область", "name_en": "Abai Region"}
    return Region.objects.get_or_create(
        code="KZ-10", defaults={"kato": "100000000", "kind": "region", **names}
    )[0]


@pytest.fixture
def people(db):
    numbers = itertools.count(1)

    def make(n, **fields):
        found = (next(numbers) for _ in range(n))
        return [make_person(f"Қатысушы {one}", f"person{one}@example.kz", **fields) for one in found]

    return make


@pytest.fixture
def enrol(event):
    def register(person, source="self"):
        return services.register(actor=person, event=event, person=person, source=source)

    return register
