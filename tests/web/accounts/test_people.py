import json
import uuid

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sauatty.core.errors import AddressTaken, LastCoordinator, PersonOutOfReach
from sauatty.web.accounts import selectors
from sauatty.web.accounts.models import Grant, Organisation, Person, Region
from sauatty.web.accounts.services import consents, people, places, sign_in
from sauatty.web.base import audit
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db
PAGES = (
    "person_list",
    "person_add",
    "organisation_list",
    "organisation_add",
    "region_list",
    "consent_text_list",
)
OURS = ("base", "accounts", "programmes", "curricula", "alignments", "sessions")


def people_page(client, **query):
    return client.get("/kk/people/", query)


@pytest.fixture
def dana(aigerim):
    """Coordinates another programme and administers nothing."""
    other = Programme.objects.create(title_kk="Басқа бағдарлама")
    person = people.add_person(actor=aigerim, name="Дана Өмірова", email="dana@example.kz")
    people.give_role(
        actor=aigerim, person=person, role="coordinator", scope_kind="programme", scope_id=other.pk
    )
    person.other = other
    return person


@pytest.mark.parametrize("name", PAGES)
def test_it_works_and_is_there_for_nobody_else(client_of, aigerim, stranger, name):
    address = reverse(f"accounts:{name}")

    answers = [client_of(who).get(address) for who in (aigerim, stranger, None)]

    assert [answer.status_code for answer in answers] == [200, 404, 302]
    assert "/sign-in/" in answers[2]["Location"]


@pytest.mark.parametrize("name", ["person_detail", "person_edit", "person_code", "person_erase"])
def test_the_pages_of_one_person(client_of, aigerim, bolat, stranger, name):
    address = reverse(f"accounts:{name}", args=[bolat.pk])

    assert client_of(aigerim).get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(bolat).get(address).status_code == 404


def test_somebody_of_another_programme_is_not_there(client_of, dana, bolat):
    browser = client_of(dana)

    assert bolat.name not in people_page(browser).content.decode()
    for name in ("person_detail", "person_edit", "person_code", "person_erase"):
        assert browser.get(reverse(f"accounts:{name}", args=[bolat.pk])).status_code == 404
    assert (
        browser.post(reverse("accounts:person_active", args=[bolat.pk]), {"active": "0"}).status_code == 404
    )
    grant = bolat.grants.first()
    assert browser.post(reverse("accounts:role_remove", args=[grant.pk])).status_code == 404


@pytest.mark.parametrize("typed", ["Жұмаба", "жумаба", "jumaba", "BOLAT@", "жумабаев болат"])
def test_kazakh_names_are_found_from_any_keyboard(client_of, aigerim, bolat, typed):
    page = people_page(client_of(aigerim), q=typed).content.decode()

    assert str(bolat.pk) in page and str(aigerim.pk) not in page


def test_people_are_filtered_by_role(client_of, aigerim, bolat):
    page = people_page(client_of(aigerim), role="coder").content.decode()

    assert str(bolat.pk) in page and str(aigerim.pk) not in page


def test_the_list_has_fifty_a_page_and_few_queries(
    client_of, aigerim, programme, django_assert_max_num_queries
):
    for number in range(60):
        person = Person.objects.create_person(name=f"Қатысушы {number:03}")
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
    browser = client_of(aigerim)

    with django_assert_max_num_queries(9):
        page = people_page(browser).content.decode()

    assert page.count("<tr>") == 51 and "page=2" in page


def test_a_person_is_added_and_gets_a_role(client_of, aigerim, programme):
    browser = client_of(aigerim)

    browser.post("/kk/people/add/", {"name": "Сәуле Әбенова", "email": " Saule@Example.kz", "language": "ru"})
    person = Person.objects.get(email="saule@example.kz")
    browser.post(
        reverse("accounts:role_add", args=[person.pk]),
        {"role": "coder", "scope": f"programme:{programme.pk}"},
    )

    assert (person.language, person.added_by) == ("ru", aigerim)
    assert person.grants.filter(role="coder", scope_id=programme.pk).exists()


def test_a_form_with_holes_comes_back_with_links_to_its_fields(client_of, aigerim):
    answer = client_of(aigerim).post("/en/people/add/", {"name": "", "language": "kk"})

    assert answer.status_code == 422
    assert 'href="#id_name"' in answer.content.decode()


def test_an_address_belongs_to_one_person(aigerim, bolat):
    with pytest.raises(AddressTaken):
        people.add_person(actor=aigerim, name="Тағы біреу", email="BOLAT@example.kz")


def test_a_coordinator_gives_no_role_outside_the_own_programmes(client_of, dana, programme):
    mine = people.add_person(actor=dana, name="Жаңа адам")
    address = reverse("accounts:role_add", args=[mine.pk])
    browser = client_of(dana)

    foreign = browser.post(address, {"role": "coder", "scope": f"programme:{programme.pk}"})
    everywhere = browser.post(address, {"role": "coordinator", "scope": "site:"})
    own = browser.post(address, {"role": "coder", "scope": f"programme:{dana.other.pk}"})

    assert (foreign.status_code, everywhere.status_code, own.status_code) == (422, 422, 302)
    assert list(mine.grants.values_list("role", "scope_id")) == [("coder", dana.other.pk)]


def test_nobody_makes_a_code_for_somebody_with_rights_beyond_their_own(dana, aigerim, bolat):
    for person in (aigerim, bolat):
        people.give_role(
            actor=aigerim, person=person, role="coder", scope_kind="programme", scope_id=dana.other.pk
        )

        with pytest.raises(PersonOutOfReach):
            people.make_printed_code(actor=dana, person=person)


def test_a_scope_keeps_its_last_coordinator(aigerim, programme):
    grant = aigerim.grants.get(role="coordinator")

    with pytest.raises(LastCoordinator):
        people.take_role(actor=aigerim, grant=grant)

    assert Grant.objects.filter(pk=grant.pk).exists()


def test_the_code_is_shown_once_on_a_card(client_of, aigerim, bolat, settings):
    settings.PUBLIC_ADDRESS = "https://mil.example.kz"
    address, browser = reverse("accounts:person_code", args=[bolat.pk]), client_of(aigerim)

    shown = browser.post(address)
    later = browser.get(address)
    code = shown.context["code"]

    text = shown.content.decode()
    assert text.count(code) == 2 and "https://mil.example.kz/kk/sign-in/" in text and "qr.svg" in text
    assert "SAUATTY_PUBLIC_ADDRESS" not in text
    assert code not in later.content.decode()
    assert shown["Cache-Control"] == "private, no-store"


def test_an_address_of_this_machine_is_said_to_be_one(client_of, aigerim, bolat):
    page = client_of(aigerim).get(reverse("accounts:person_code", args=[bolat.pk])).content.decode()

    assert "SAUATTY_PUBLIC_ADDRESS=" in page


def test_the_last_administrator_stays(aigerim, bolat):
    bolat.is_site_admin = True
    bolat.save()
    people.set_active(actor=bolat, person=aigerim, is_active=False)

    with pytest.raises(LastCoordinator):
        people.set_active(actor=bolat, person=bolat, is_active=False)


def every_value():
    """Every row of every table of ours as one text."""
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    rows = [list(model.objects.values()) for model in models]
    return json.dumps(rows, cls=BytesToo, ensure_ascii=False)


class BytesToo(DjangoJSONEncoder):
    def default(self, value):
        return (
            bytes(value).decode("utf-8", "replace")
            if isinstance(value, bytes | memoryview)
            else super().default(value)
        )


def consent_text(actor, **changes):
    fields = {
        "operator": "Білім орталығы", "operator_number": "123456789012", "term_days": 365,
        **{f"{name}_{code}": "мәтін" for name in ("purpose", "data_list") for code in ("kk", "ru", "en")},
        "goes_to_third_parties": False, "third_parties": "", "crosses_border": False, "cross_border_countries": "",
        "is_published": False, "publication_places": "",
    }  # fmt: skip
    return consents.add_consent_text(actor=actor, key="participants", **{**fields, **changes})


def test_erasure_leaves_no_trace_and_the_chain_holds(client_of, aigerim, bolat, programme):
    bolat.is_minor = True
    bolat.save()
    people.change_person(actor=aigerim, person=bolat, name="Болат Жұмабаев", email="bolat.new@example.kz")
    consents.give_consent(
        person=bolat, text=consent_text(aigerim), language="kk", how="page", guardian_name="Ғалия Жұмабаева"
    )
    people.export_own_data(person=bolat)
    people.make_printed_code(actor=aigerim, person=bolat)
    sign_in.set_password(person=bolat, password="тау мен теңіз арасы")
    browser = client_of(bolat)
    before = every_value()

    answer = client_of(aigerim).post(reverse("accounts:person_erase", args=[bolat.pk]), {"confirm": "on"})

    after = every_value()
    for trace in ("Жұмаба", "bolat", "Ғалия", "jumaba", "bolat.new@"):
        assert trace in before and trace not in after, trace
    assert answer.status_code == 302
    assert audit.verify().broken_at is None and audit.verify().n_events > 5
    assert browser.get("/kk/profile/").status_code == 302
    assert not Grant.objects.filter(person=bolat).exists()
    assert client_of(aigerim).get(reverse("accounts:person_detail", args=[bolat.pk])).status_code == 404


def test_erasure_asks_first(client_of, aigerim, bolat):
    answer = client_of(aigerim).post(reverse("accounts:person_erase", args=[bolat.pk]), {})

    assert answer.status_code == 422 and Person.objects.get(pk=bolat.pk).name == bolat.name


def test_nobody_erases_themselves_by_mistake(client_of, aigerim):
    assert (
        client_of(aigerim)
        .post(reverse("accounts:person_erase", args=[aigerim.pk]), {"confirm": "on"})
        .status_code
        == 404
    )


def test_an_organisation_is_added_found_and_corrected(client_of, aigerim):
    Region.objects.create(
        code="KZ-75", kato="750000000", kind="city", name_kk="Алматы", name_ru="Алматы", name_en="Almaty"
    )
    browser = client_of(aigerim)
    fields = {
        "name_kk": "Қалалық кітапхана",
        "kind": "public-library",
        "region": "KZ-75",
        "locality": "urban",
    }

    browser.post("/kk/organisations/add/", fields)
    organisation = Organisation.objects.get()
    browser.post(
        reverse("accounts:organisation_edit", args=[organisation.pk]),
        {**fields, "name_ru": "Городская библиотека"},
    )
    organisation.refresh_from_db()

    assert organisation.name_ru == "Городская библиотека" and organisation.region_id == "KZ-75"
    assert "Қалалық" in browser.get("/kk/organisations/", {"q": "калалык"}).content.decode()
    assert browser.post("/kk/organisations/add/", {"kind": "school"}).status_code == 422


def test_a_person_sees_changes_and_downloads_what_is_kept(client_of, bolat):
    browser = client_of(bolat)

    saved = browser.post("/kk/profile/", {"name": "Болат Ж.", "language": "en"})
    file = browser.post("/kk/profile/my-data/")
    content = json.loads(browser.get(file["Location"]).content)

    assert saved["Location"] == "/en/profile/"
    assert content["person"]["name"] == "Болат Ж."
    assert {row["role"] for row in content["roles"]} == {"trainer", "coder"}
    assert list(selectors.list_people(bolat).values_list("pk", flat=True)) == [bolat.pk]


def test_a_password_is_set_and_this_session_goes_on(client_of, bolat):
    browser = client_of(bolat)

    short = browser.post("/kk/profile/password/", {"password": "abc", "again": "abc"})
    differ = browser.post("/kk/profile/password/", {"password": "тау мен теңіз", "again": "тау мен"})
    done = browser.post("/kk/profile/password/", {"password": "тау мен теңіз", "again": "тау мен теңіз"})
    without_present = browser.post(
        "/kk/profile/password/", {"password": "басқа құпиясөз", "again": "басқа құпиясөз"}
    )

    assert [answer.status_code for answer in (short, differ, done, without_present)] == [422, 422, 302, 422]
    assert browser.get("/kk/profile/").status_code == 200


def test_whoever_has_a_role_gets_a_path_and_the_stranger_a_sentence(client_of, bolat, stranger):
    home = client_of(bolat).get("/en/").content.decode()

    assert "My path" in home and "Кітапханашыларға арналған курс" in home
    assert "nobody has given you a role" in client_of(stranger).get("/en/").content.decode()


def test_an_unknown_person_is_a_404(client_of, aigerim):
    assert client_of(aigerim).get(reverse("accounts:person_detail", args=[uuid.uuid4()])).status_code == 404


def test_an_organisation_is_chosen_by_its_name_and_doubts_are_said(client_of, aigerim, bolat):
    places.save_organisation(actor=aigerim, name_kk="Қалалық кітапхана", kind="public-library")
    long = places.save_organisation(actor=aigerim, name_kk="Қалалық кітапхана № 2", kind="public-library")
    browser, fields = client_of(bolat), {"name": "Болат", "language": "kk"}

    def choose(text):
        answer = browser.post("/en/profile/", {**fields, "organisation": text})
        bolat.refresh_from_db()
        return answer.status_code, str(bolat.organisation)

    assert choose("калалык") == (422, "None")
    assert choose("№ 2") == (302, str(long))
    assert choose("Қалалық кітапхана") == (302, "Қалалық кітапхана")
    assert choose("Басқа") == (422, "Қалалық кітапхана")
    assert choose("") == (302, "None")


def test_roles_of_another_programme_are_not_in_sight(client_of, aigerim, bolat, dana):
    people.give_role(
        actor=aigerim, person=bolat, role="analyst", scope_kind="programme", scope_id=dana.other.pk
    )
    browser = client_of(dana)
    shown = [grant.role for one in people_page(browser).context["page"] for grant in one.grants_in_sight]

    assert sorted(shown) == ["analyst", "coordinator"]
    assert str(bolat.pk) not in people_page(browser, role="coder").content.decode()
    assert str(bolat.pk) in people_page(browser, role="analyst").content.decode()
    assert not selectors.may_manage(dana, selectors.access_person(dana, bolat.pk))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_the_last_two_are_locked_before_one_goes(aigerim, bolat, programme):
    people.give_role(
        actor=aigerim, person=bolat, role="coordinator", scope_kind="programme", scope_id=programme.pk
    )
    bolat.is_site_admin = True
    bolat.save()
    with CaptureQueriesContext(connection) as asked:
        people.take_role(actor=aigerim, grant=bolat.grants.get(role="coordinator"))
        people.set_active(actor=aigerim, person=bolat, is_active=False)
    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]

    assert any("accounts_grant" in sql for sql in locks) and any("accounts_person" in sql for sql in locks)


def test_regions_and_organisations_stand_in_the_order_of_the_kazakh_alphabet(client_of, aigerim):
    names = ["Өскемен", "Павлодар", "Ақтөбе", "Әулиеата", "Қарағанды", "Көкшетау", "Ұлытау"]
    for number, name in enumerate(names):
        code = f"KZ-{number}"
        Region.objects.create(code=code, kato=code, kind="region", name_kk=name, name_ru=name, name_en=name)
        places.save_organisation(actor=aigerim, name_kk=f"{name} мектебі", kind="school")
    ordered = ["Ақтөбе", "Әулиеата", "Көкшетау", "Қарағанды", "Өскемен", "Павлодар", "Ұлытау"]
    browser = client_of(aigerim)

    for address in ("regions", "organisations", "organisations/add"):
        text = browser.get(f"/kk/{address}/").content.decode().split("<main")[1]
        assert sorted(ordered, key=text.index) == ordered, address


def test_the_search_of_organisations_asks_for_the_name_of_an_organisation(client_of, aigerim):
    assert "Name of the organisation</label>" in client_of(aigerim).get("/en/organisations/").content.decode()
