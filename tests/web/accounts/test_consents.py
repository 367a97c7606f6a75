import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import ConsentNeedsGuardian
from sauatty.web.accounts.models import Consent, ConsentText
from sauatty.web.accounts.services import consents

pytestmark = pytest.mark.django_db
FORM = {
    "key": "participants", "operator": "Білім орталығы", "operator_number": "123456789012", "term_days": "365",
    "purpose_kk": "сертификат беру", "purpose_ru": "выдача сертификата", "purpose_en": "issuing a certificate",
    "data_list_kk": "аты-жөні", "data_list_ru": "имя", "data_list_en": "name",
}  # fmt: skip


def store(browser, **changes):
    return browser.post("/kk/consent-texts/add/", {**FORM, **changes})


@pytest.fixture
def text(client_of, aigerim):
    store(client_of(aigerim))
    return ConsentText.objects.get()


def test_it_works(client_of, bolat, text):
    browser = client_of(bolat)

    page = browser.get("/kk/consent/participants/").content.decode()
    browser.post("/kk/consent/participants/", {"agree": "on", "version": "1"})
    consent = Consent.objects.get(person=bolat)
    browser.post(f"/kk/consents/{consent.pk}/withdraw/")
    consent.refresh_from_db()

    assert "сертификат беру" in page and "123456789012" in page
    assert (consent.text, consent.language, consent.how) == (text, "kk", "page")
    assert consent.withdrawn_at is not None


def test_a_text_says_what_the_law_asks_for(client_of, aigerim):
    browser = client_of(aigerim)

    answers = [
        store(browser, goes_to_third_parties="on"),
        store(browser, crosses_border="on"),
        store(browser, is_published="on"),
        store(browser, operator_number="12345"),
        store(browser, purpose_kk=""),
    ]

    assert [answer.status_code for answer in answers] == [422] * 5
    assert not ConsentText.objects.exists()


@pytest.mark.parametrize("flag", ["goes_to_third_parties", "crosses_border", "is_published"])
def test_the_database_itself_refuses_an_unnamed_recipient(text, flag):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.filter(pk=text.pk).update(**{flag: True})


def test_a_corrected_text_is_a_new_version_and_an_unchanged_one_is_not(client_of, aigerim, text):
    browser = client_of(aigerim)

    store(browser)
    store(browser, term_days="730")

    assert list(ConsentText.objects.order_by("version").values_list("version", "term_days")) == [
        (1, 365),
        (2, 730),
    ]


def test_a_minor_needs_a_guardian(client_of, bolat, text):
    bolat.is_minor = True
    bolat.save()
    browser = client_of(bolat)

    without = browser.post("/kk/consent/participants/", {"agree": "on", "version": "1"})
    with pytest.raises(ConsentNeedsGuardian):
        consents.give_consent(person=bolat, text=text, language="kk", how="page")
    browser.post(
        "/kk/consent/participants/", {"agree": "on", "version": "1", "guardian_name": "Ғалия Жұмабаева"}
    )

    assert without.status_code == 422
    assert Consent.objects.get().guardian_name == "Ғалия Жұмабаева"


def test_the_database_itself_refuses_a_minor_without_guardian(bolat, text):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            person=bolat, text=text, language="kk", how="page", is_for_minor=True, given_at=timezone.now()
        )


def test_agreeing_twice_is_one_consent_and_after_withdrawal_a_second_one(bolat, text):
    first = consents.give_consent(person=bolat, text=text, language="kk", how="page")
    same = consents.give_consent(person=bolat, text=text, language="ru", how="page")
    consents.withdraw_consent(person=bolat, consent=first)
    second = consents.give_consent(person=bolat, text=text, language="kk", how="page")

    assert first == same and second != first


def test_a_consent_of_somebody_else_is_a_404(client_of, aigerim, bolat, text):
    consent = consents.give_consent(person=bolat, text=text, language="kk", how="page")

    assert client_of(aigerim).post(f"/kk/consents/{consent.pk}/withdraw/").status_code == 404


def test_a_text_that_is_not_there_is_a_404(client_of, bolat):
    assert client_of(bolat).get("/kk/consent/other/").status_code == 404


def test_nobody_agrees_to_a_version_that_they_have_not_seen(client_of, aigerim, bolat, text):
    browser = client_of(bolat)
    seen = browser.get("/en/consent/participants/").content.decode()
    store(client_of(aigerim), term_days="730")

    answer = browser.post("/en/consent/participants/", {"agree": "on", "version": "1"}, follow=True)
    refused = Consent.objects.count()
    browser.post("/en/consent/participants/", {"agree": "on", "version": "2"})

    assert 'name="version" value="1"' in seen
    assert "Read it before you agree" in answer.content.decode()
    assert refused == 0 and Consent.objects.get().text.version == 2
