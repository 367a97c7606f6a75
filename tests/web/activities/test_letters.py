"""The author hears once, in their language, what a mentor decided."""

import datetime as dt
import uuid

import pytest

from sauatty.web.activities import erasure, services
from sauatty.web.mails.models import Letter
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
REPORT = {"held_on": dt.date(2026, 11, 2), "done": "Хабарды тексердік", "audience": []}


def reported(programme, person):
    facts = {"title": "Дереккөзді тексеру", "language": "kk"}
    row = services.plan(actor=person, id=uuid.uuid4(), programme=programme, facts=facts)
    return services.report(actor=person, activity=row, sequence=0, facts=REPORT)


def test_a_mentor_asks_for_more_and_then_accepts(programme, bolat):
    dana = make_person("Дана Өмірбекқызы", "dana@example.kz", language="ru")
    give_role(dana, "participant", programme)
    row = reported(programme, dana)
    decided = {"actor": bolat, "activity": row}
    assert services.settle(**decided, sequence=1, is_accepted=False, words="Сколько было людей?")
    assert not services.settle(**decided, sequence=1, is_accepted=False, words="Сколько было людей?")
    services.report(actor=dana, activity=row, sequence=1, facts=REPORT)
    assert services.settle(**decided, sequence=2, is_accepted=True)

    more, accepted = (Letter.objects.get(kind=kind) for kind in ("activity-more", "activity-accepted"))
    assert (more.address, more.language) == ("dana@example.kz", "ru") and "Сколько было людей?" in more.body
    assert f"/ru/activities/{row.pk}/" in accepted.body and "{" not in accepted.subject + accepted.body
    erasure.activities(dana)
    assert not Letter.objects.filter(state="planned").exists()


def test_who_has_no_address_gets_no_letter(programme, bolat):
    row = reported(programme, make_person("Дана Өмірбекқызы", None))
    assert services.settle(actor=bolat, activity=row, sequence=1, is_accepted=True)
    assert not Letter.objects.exists()
