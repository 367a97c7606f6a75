"""The pages of curricula: browser, objective, programme, edition; who sees them and at what cost."""

import pytest
from django.utils.translation import override

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.curricula.models import Objective, Oddity, PairFinding, SubjectProgramme
from web.curricula.cast import curriculum

pytestmark = pytest.mark.django_db


def addresses(edition):
    programme = SubjectProgramme.objects.filter(edition=edition).first()
    objective = Objective.objects.filter(edition=edition).first()
    return [
        f"/en/curricula/editions/{edition.pk}/",
        f"/en/curricula/editions/{edition.pk}/oddities/",
        f"/en/curricula/objectives/?edition={edition.pk}",
        f"/en/curricula/objectives/{objective.pk}/",
        f"/en/curricula/programmes/{programme.pk}/",
        f"/en/curricula/programmes/{programme.pk}/text/",
    ]


def test_it_works(store, client_of, aigerim):
    edition = store()
    client = client_of(aigerim)

    for address in ["/en/curricula/", "/en/curricula/upload/", *addresses(edition)]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "style=" not in response.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(store, client_of, aigerim, language):
    edition = store()

    for address in addresses(edition):
        assert client_of(aigerim).get(address.replace("/en/", f"/{language}/", 1)).status_code == 200


def test_an_empty_site_says_what_will_stand_here(client_of, aigerim, bolat):
    page = client_of(aigerim).get("/en/curricula/")
    objectives = client_of(bolat).get("/en/curricula/objectives/")

    assert "/en/curricula/upload/" in page.content.decode()
    assert "Ask your coordinator" in objectives.content.decode()
    assert "/en/curricula/upload/" not in objectives.content.decode()


def test_a_stranger_finds_nothing(store, client_of, stranger):
    edition = store()

    for address in ["/en/curricula/", "/en/curricula/upload/", *addresses(edition)]:
        assert client_of(stranger).get(address).status_code == 404, address


def test_a_visitor_is_asked_to_sign_in(store, client_of):
    edition = store()

    for address in addresses(edition):
        response = client_of().get(address)
        assert response.status_code == 302 and "/sign-in/" in response["Location"]


def test_a_coder_reads_but_does_not_upload(store, client_of, bolat):
    edition = store()

    assert client_of(bolat).get(f"/en/curricula/editions/{edition.pk}/").status_code == 200
    assert client_of(bolat).get("/en/curricula/upload/").status_code == 404


def test_a_grant_on_one_curriculum_opens_that_one_alone(store, client_of):
    edition = store()
    other = store(
        curriculum(
            head="Приложение 3<br>к приказу от 2 марта 2022 года № 88", extra="5.1.4.1 рисовать схему дома"
        )
    )
    coder = Person.objects.create_person(name="Сәуле")
    Grant.objects.create(person=coder, role="coder", scope_kind="curriculum", scope_id=other.document_id)
    client = client_of(coder)

    assert other.document_id != edition.document_id
    assert client.get(f"/en/curricula/editions/{other.pk}/").status_code == 200
    for address in addresses(edition):
        assert client.get(address).status_code == 404, address
    assert "№ 77" not in client.get("/en/curricula/").content.decode()


def test_kazakh_is_found_from_a_russian_keyboard(store, client_of, aigerim):
    edition = store(curriculum("kk"))
    client = client_of(aigerim)

    for typed in ("қазақ", "казак", "qazaq", "КАЗАК жарнамасын"):
        page = client.get("/kk/curricula/objectives/", {"edition": str(edition.pk), "q": typed})
        assert page.context["page"].paginator.count == 1, typed
        assert "жаңалық пен қазақ жарнамасын ажырату" in page.content.decode()


def test_the_filters_narrow_together(store, client_of, aigerim):
    edition = store()
    client = client_of(aigerim)

    def count(**filters):
        return (
            client.get("/en/curricula/objectives/", {"edition": str(edition.pk), **filters})
            .context["page"]
            .paginator.count
        )

    assert count() == 6
    assert count(grade="5") == 3
    assert count(relevance="relevant") == 4
    assert count(relevance="other") == 2
    assert count(relevance="0.95") == 0
    assert count(competence="gmilaf.2.3", relevance="relevant", grade="6") == 1
    assert count(subject_area="mathematics-informatics", subject="informatics") == 6
    assert count(subject_area="people-society") == 0
    assert count(place="long_term_plan") == 0
    assert count(q="6.1.2.1") == 1
    assert count(grade="ten", relevance="much", programme="none") == 0


def test_htmx_gets_the_table_alone(store, client_of, aigerim):
    edition = store()
    response = client_of(aigerim).get(
        f"/en/curricula/objectives/?edition={edition.pk}", headers={"HX-Request": "true"}
    )

    assert response.status_code == 200
    assert "<html" not in response.content.decode() and 'id="found"' in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_a_wrong_edition_in_the_address_is_not_there(client_of, aigerim):
    assert client_of(aigerim).get("/en/curricula/objectives/?edition=nonsense").status_code == 404


def test_an_objective_says_why_and_who_says_so(store, client_of, aigerim):
    edition = store()
    objective = edition.objectives.get(code="6.1.1.1")
    page = client_of(aigerim).get(f"/en/curricula/objectives/{objective.pk}/").content.decode()

    assert "оценивать <mark>достоверность</mark> новости" in page.replace("\n", "")
    assert "90%" in page and "2.3" in page and "сравнивать источники" in page
    assert "machine proposal, not reviewed" in page
    assert "word-matcher/1" in page


def test_twins_and_disagreements_are_shown(store, client_of, aigerim):
    russian = store()
    kazakh = store(curriculum("kk"), "act-kk.html")
    objective = russian.objectives.get(code="6.1.2.1")
    client = client_of(aigerim)
    page = client.get(f"/en/curricula/objectives/{objective.pk}/").content.decode()
    detail = client.get(f"/en/curricula/editions/{kazakh.pk}/").content.decode()

    assert russian.document_id == kazakh.document_id
    assert "желі құрылымын түсіндіру" in page
    finding = PairFinding.objects.get(objective_ru=objective)
    assert "numbers" in finding.doubts
    assert "the numbers differ" in page and "the numbers differ" in detail


def test_oddities_stand_with_their_place(store, client_of, aigerim):
    edition = store(curriculum(extra="5. 1. 4. 1 рисовать схему"))
    page = client_of(aigerim).get(f"/en/curricula/editions/{edition.pk}/oddities/?kind=code-spaced")

    assert Oddity.objects.filter(edition=edition, kind="code-spaced").exists()
    assert "spaces stand in the code" in page.content.decode()
    assert "рисовать схему" in page.content.decode()


def test_the_text_of_the_document_links_to_its_objectives(store, client_of, aigerim):
    edition = store()
    programme = edition.programmes.get()
    objective = edition.objectives.get(code="6.1.1.1")
    page = client_of(aigerim).get(f"/en/curricula/programmes/{programme.pk}/text/").content.decode()

    assert "1) Информация:" in page
    assert f"/en/curricula/objectives/{objective.pk}/" in page
    assert "<mark>оценивать достоверность новости</mark>" in page
    assert "<mark>называть части компьютера</mark>" not in page


@pytest.mark.parametrize("index", range(6))
def test_pages_ask_few_questions(store, client_of, aigerim, django_assert_max_num_queries, index):
    edition = store()
    client = client_of(aigerim)
    address = addresses(edition)[index]
    client.get(address)

    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


def test_the_list_of_documents_does_not_grow_in_questions(
    store, client_of, aigerim, django_assert_max_num_queries
):
    store()
    store(curriculum("kk"), "kk.html")
    client = client_of(aigerim)

    with django_assert_max_num_queries(8):
        client.get("/en/curricula/")


def test_subjects_read_in_one_language_only_are_no_disagreement(store):
    store()
    other = curriculum("kk").decode().replace('"Информатика"', '"Қазақ тілі"')
    store(other.encode(), "kk.html")

    assert not PairFinding.objects.exists()


def test_a_language_that_no_page_knows_is_shown_as_it_stands():
    from sauatty.web.curricula.templatetags.audit_words import act_day, tongue

    with override("en"):
        assert str(tongue("de")) == "German" and tongue("xx") == "xx"
        assert act_day("2022-13-45") == "2022-13-45" and "2022" in act_day("2022-09-16")


def test_marked_words_are_whole_words_whatever_their_case():
    from sauatty.web.curricula.labels import marked

    assert marked("Новость и новости", ["новость"]) == [("Новость", True), (" и новости", False)]
    assert marked("текст", []) == [("текст", False)]


def test_a_text_of_the_document_cannot_become_markup(store, client_of, aigerim):
    edition = store(curriculum(extra="5.1.4.1 писать &lt;script&gt;alert(1)&lt;/script&gt; в тексте"))
    objective = edition.objectives.get(code="5.1.4.1")
    page = client_of(aigerim).get(f"/en/curricula/objectives/{objective.pk}/").content.decode()

    assert "alert(1)" in page and "<script>alert(1)" not in page


def test_an_amending_act_is_named_once_with_its_notes():
    from sauatty.web.curricula.labels import grouped_amendments

    rows = [
        {"act": "№ 328", "adopted_on": "2023-10-31", "detail": "Пункт 4"},
        {"act": "№ 323", "adopted_on": "2024-11-05", "detail": "Приложение 28"},
        {"act": "№ 328", "adopted_on": "2023-10-31", "detail": "Пункт 5"},
        {"act": "", "adopted_on": None, "detail": "без номера"},
    ]

    assert [(row["act"], len(row["notes"])) for row in grouped_amendments(rows)] == [
        ("№ 323", 1),
        ("№ 328", 2),
        ("", 1),
    ]


def test_the_way_back_gets_the_whole_page(store, client_of, aigerim):
    edition = store()
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    page = client_of(aigerim).get(f"/en/curricula/objectives/?edition={edition.pk}", headers=headers)

    assert "<html" in page.content.decode()
