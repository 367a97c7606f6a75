"""Dana runs activities in the programme; Aigerim and Bolat are its mentors."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Region
from sauatty.web.activities.models import Activity
from web.conftest import give_role, make_person

LEVELS = {"creation": 2, "communication": 3, "participation": 2, "monitoring": 1}


@pytest.fixture
def dana(programme):
    person = make_person("Дана Өмірбекқызы", "dana@example.kz")
    give_role(person, "participant", programme)
    return person


@pytest.fixture
def reported(programme, dana):
    return make_activity(programme, dana)


def pavlodar():
    names = {"name_kk": "Павлодар облысы", "name_ru": "Павлодарская область", "name_en": "Pavlodar Region"}
    facts = {"kato": "550000000", "kind": "region", **names}
    return Region.objects.get_or_create(code="KZ-55", defaults=facts)[0]


def make_activity(programme, person, **fields):
    told = {
        "language": "kk", "title": "Қала суретін тексеру", "aim": "Суреттің қайдан екенін табу",
        "done": "Оқушылар суретті кері іздеу арқылы тексерді", "worked": "Бәрі қатысты", "next_steps": "Қайталау",
        "competences": ["gmilaf.2.3"], "audience": [{"kind": "teachers", "n": 12, "low": None, "high": None}],
        "region": pavlodar(), "held_on": dt.date(2026, 11, 2), "state": "reported", "sequence": 1,
        "reported_at": timezone.now(), "join_code": uuid.uuid4().hex[:12],
    }  # fmt: skip
    return Activity.objects.create(id=uuid.uuid4(), programme=programme, person=person, **{**told, **fields})
