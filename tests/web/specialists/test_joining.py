import pytest

from sauatty.web.accounts.models import Consent, ConsentText, Person
from sauatty.web.accounts.services import consents, people
from sauatty.web.base.models import AuditDetail, AuditEvent
from sauatty.web.specialists import selectors, services
from sauatty.web.specialists.models import Specialist

pytestmark = pytest.mark.django_db
MINE = "/en/specialists/mine/"
FACTS = {
    "region": "KZ-55", "locality": "Екібастұз", "organisation": "№5 мектеп", "languages": ["kk", "ru"],
    "roles": ["librarian"], "competences": ["gmilaf.2.2"], "subjects": ["informatics"], "about": "Он жыл",
    "contact": "+7 777 000 00 00", "audience": "schools", "is_available": "on", "agrees": "on", "consent": "0",
}  # fmt: skip


def test_it_works(stranger, client_of):
    client = client_of(stranger)
    answer = client.post(MINE, FACTS, follow=True)
    entry = Specialist.objects.get()

    assert "You stand in the directory now" in answer.content.decode()
    assert entry.person == stranger and entry.languages == ["kk", "ru"] and entry.region_id == "KZ-55"
    assert AuditEvent.objects.filter(action="consent.sentence", actor_id=stranger.pk).exists()
    page = client.get(f"/en/specialists/{entry.pk}/").content.decode()
    assert "Дана Бөтен" in page and "Он жыл" in page and "+7 777" not in page


def test_who_does_not_agree_does_not_join(stranger, client_of):
    answer = client_of(stranger).post(
        MINE, {name: value for name, value in FACTS.items() if name != "agrees"}
    )

    assert answer.status_code == 422 and not Specialist.objects.exists()
    assert 'href="#id_agrees"' in answer.content.decode()


def test_the_preview_says_who_would_see_what_and_stores_nothing(stranger, client_of):
    page = client_of(stranger).post(MINE, FACTS | {"preview": "yes"}).content.decode()

    assert "Who would see what" in page and "Nothing is saved yet" in page
    assert "see nothing of you" in page and "open your contact with one more tap" in page
    assert not Specialist.objects.exists()


@pytest.fixture
def text(aigerim):
    """The consent text of the site."""
    return add_text(aigerim, "Анықтамалық")


def add_text(actor, purpose):
    return consents.add_consent_text(
        actor=actor, key="directory", operator="Ұлттық кітапхана", operator_number="123456789012",
        purpose_kk=purpose, purpose_ru="Справочник", purpose_en="Directory", data_list_kk="Аты",
        data_list_ru="Имя", data_list_en="Name", term_days=365, goes_to_third_parties=False,
        crosses_border=False, is_published=False,
    )  # fmt: skip


def test_a_text_of_consent_is_agreed_to_and_taken_back_by_leaving(text, stranger, client_of):
    client = client_of(stranger)
    assert "The whole text of the consent" in client.get(MINE).content.decode()
    client.post(MINE, FACTS | {"consent": str(text.version)})

    assert Consent.objects.get(person=stranger, withdrawn_at=None).text == text
    client.post(MINE + "leave/")
    assert Consent.objects.get(person=stranger).withdrawn_at is not None


def test_a_consent_taken_back_in_the_profile_takes_one_out(text, stranger, aigerim, client_of):
    client = client_of(stranger)
    client.post(MINE, FACTS | {"consent": str(text.version)})
    entry = Specialist.objects.get()
    consents.withdraw_consent(person=stranger, consent=Consent.objects.get())

    assert client_of(aigerim).get(f"/en/specialists/{entry.pk}/").status_code == 404  # at once
    assert services.remove_without_consent() == 1 and not Specialist.objects.exists()
    client.post(MINE, FACTS | {"consent": str(text.version)})
    assert selectors.find_specialists(aigerim) == [Specialist.objects.get()]
    assert services.remove_without_consent() == 0


def test_a_text_that_changed_meanwhile_is_read_before_one_agrees(text, stranger, aigerim, client_of):
    add_text(aigerim, "Басқа мақсат")
    answer = client_of(stranger).post(MINE, FACTS | {"consent": str(text.version)}, follow=True)

    assert "not the one that you have read" in answer.content.decode() and not Specialist.objects.exists()


def test_leaving_is_one_tap_and_keeps_nothing(stranger, client_of, enter, aigerim):
    entry = enter("", person=stranger, about="Құпия сөз", contact="+7 701 111 22 33", audience="public")
    client = client_of(stranger)
    answer = client.post(MINE + "leave/", follow=True)

    assert "Nothing of your entry is kept" in answer.content.decode()
    assert not Specialist.objects.exists()
    assert client_of(aigerim).get(f"/en/specialists/{entry.pk}/").status_code == 404
    kept = " ".join(str(one.payload) for one in AuditDetail.objects.all())
    assert "Құпия" not in kept and "+7 701" not in kept
    assert client.post(MINE + "leave/").status_code == 302  # a second tap harms nothing


def test_erasing_a_person_takes_them_out(stranger, enter, aigerim):
    enter("", person=stranger, about="Құпия сөз")
    people.erase_person(actor=aigerim, person=stranger)

    assert not Specialist.objects.exists()
    assert "Құпия" not in " ".join(str(one.payload) for one in AuditDetail.objects.all())


def test_a_minor_does_not_join(client_of, db):
    minor = Person.objects.create_person(name="Оқушы Кіші", is_minor=True)
    answer = client_of(minor).post(MINE, FACTS)

    assert answer.status_code == 422 and "grown-ups only" in answer.content.decode()
    assert not Specialist.objects.exists()


def test_one_changes_only_ones_own_entry(stranger, bolat, client_of, enter):
    enter("", person=stranger, about="бір")
    other = enter("", person=bolat, about="екі")
    client = client_of(stranger)
    client.post(MINE, {name: value for name, value in FACTS.items() if name not in {"agrees", "consent"}})
    client.post(MINE + "available/", {"is_available": "no"})

    other.refresh_from_db()
    mine = Specialist.objects.get(person=stranger)
    assert mine.about == "Он жыл" and not mine.is_available
    assert other.about == "екі" and other.is_available


def test_joining_twice_is_one_entry(stranger):
    for word in ("бір", "екі"):
        services.join(person=stranger, language="kk", region_id="KZ-55", languages=["kk"], about=word)

    assert Specialist.objects.get().about == "екі"


def test_a_visitor_is_asked_to_sign_in(client_of, db):
    assert client_of().get(MINE).status_code == 302
    assert ConsentText.objects.count() == 0
