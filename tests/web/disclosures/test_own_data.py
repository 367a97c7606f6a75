"""What is kept about a person: the page for them, the file, the record for the office."""

import json
import re

import pytest
from django.utils import timezone

from sauatty.web.accounts.models import Consent, ConsentText, SignInCode
from sauatty.web.accounts.services import people, sign_in
from sauatty.web.base import privacy, subject
from sauatty.web.base.models import Envelope
from sauatty.web.disclosures import selectors as data_areas

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE, RECORD, FILE = "/en/my-data/", "/en/data-record/", "/en/profile/my-data/"


@pytest.fixture
def consent(bolat):
    words = {f"{name}_{code}": "x" for name in ("purpose", "data_list") for code in ("kk", "ru", "en")}
    text = ConsentText.objects.create(
        key="course", version=1, sha256="0", operator="Library of Taraz", operator_number="123456789012", term_days=100,
        goes_to_third_parties=False, crosses_border=False, is_published=False, **words,
    )  # fmt: skip
    return Consent.objects.create(person=bolat, text=text, language="kk", how="page", given_at=timezone.now())


def test_it_works_for_the_person_in_three_languages(client_of, bolat, consent):
    client = client_of(bolat)
    for language, said in (
        ("kk", "Сіз, бағдарламаңыздың"),
        ("ru", "Вы, координаторы"),
        ("en", "you, the coordinators of your programme"),
    ):
        page = client.get(f"/{language}/my-data/").content.decode()
        assert said in page and data_areas.title("account", language) in page

    file = client.post(FILE, follow=True)
    told = json.loads(file.getvalue() if file.streaming else file.content)
    assert told["person"]["email"] == "bolat@example.kz"
    assert {row["role"] for row in told["everything"]["own"]["accounts.Grant"]} == {"trainer", "coder"}
    assert told["everything"]["own"]["accounts.Consent"][0]["person"] == "this person"


def test_only_areas_that_keep_something_are_shown(client_of, stranger):
    page = client_of(stranger).get(PAGE).content.decode()

    assert data_areas.title("account", "en") in page and data_areas.title("tests", "en") not in page


def test_the_page_asks_a_bounded_number_of_questions(client_of, bolat, django_assert_max_num_queries):
    client = client_of(bolat)
    with django_assert_max_num_queries(240) as asked:
        client.get(PAGE)
    people.join_site(name="One more", email="more@example.kz")
    with django_assert_max_num_queries(len(asked.captured_queries)):
        client.get(PAGE)


def test_every_app_with_personal_data_stands_in_one_area():
    apps = [app for _basis, apps in data_areas.AREAS.values() for app in apps]
    keeping = {label.partition(".")[0] for label in privacy.personal_rules()}

    assert keeping == set(apps) and len(apps) == len(set(apps))


def test_an_app_that_nobody_put_into_an_area_would_be_seen(monkeypatch):
    monkeypatch.setitem(
        privacy._rules, "secretfiles.Row", privacy.DataRule(True, "x", "x", None, lambda _person: 0)
    )

    assert not data_areas.area_of_app("secretfiles")
    assert "secretfiles" in {label.partition(".")[0] for label in privacy.personal_rules()}


def test_what_a_person_sent_comes_with_its_words(bolat, aigerim):
    Envelope.objects.create(
        id="11111111-1111-4111-8111-111111111111", kind="x", sha256="0", raw='{"note": "менің сөзім"}'.encode(),
        status="accepted", sender=bolat, received_at=timezone.now(),
    )  # fmt: skip

    assert subject.data_of(bolat)["own"]["base.Envelope"][0]["raw"] == {"note": "менің сөзім"}
    assert "base.Envelope" not in subject.data_of(aigerim)["own"]


def test_nothing_that_opens_a_door_and_nobody_else_is_in_the_file(aigerim, bolat):
    sign_in.set_password(person=bolat, password="a long enough password")
    code = sign_in.make_code(person=bolat, kind=SignInCode.Kind.PRINTED, actor=aigerim)
    text = people.export_data_of(person=bolat).decode()
    kept = SignInCode.objects.get()

    assert (
        kept.code_hash and kept.code_hash not in text and code not in text and f'"{kept.lookup}"' not in text
    )
    assert bolat.password not in text
    assert str(aigerim.pk) not in text and aigerim.name not in text and aigerim.email not in text
    assert "another person" in text


def test_the_log_says_what_was_done_by_and_to_the_person(aigerim, bolat):
    sign_in.make_code(person=bolat, kind=SignInCode.Kind.PRINTED, actor=aigerim)

    assert [(row["what"], row["by"]) for row in subject.data_of(bolat)["log"]] == [
        ("sign-in.code-made", "another")
    ]


def test_after_an_erasure_nothing_of_ones_own_is_left(aigerim, bolat, consent):
    people.erase_person(actor=aigerim, person=bolat)
    left = subject.data_of(bolat)["own"]

    assert set(left) <= {"accounts.Consent"} and "bolat" not in json.dumps(left, default=str)


def test_the_record_of_the_office_says_what_the_law_asks(client_of, aigerim, consent):
    page = client_of(aigerim).get(RECORD).content.decode()

    assert "Library of Taraz, 123456789012" in page
    for area in data_areas.AREAS:
        assert data_areas.title(area, "en") in page
    for label in privacy.personal_rules():
        assert f"<code>{label}</code>" in page
    assert len(re.findall("<dt>", page)) >= 5 * len(data_areas.AREAS)


def test_the_record_is_the_offices(client_of, bolat, client):
    assert client_of(bolat).get(RECORD).status_code == 404
    assert client.get(RECORD).status_code == 302
