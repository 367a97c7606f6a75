import pytest

from sauatty.web.specialists import selectors, services

pytestmark = pytest.mark.django_db
LIST = "/en/specialists/"


@pytest.fixture
def pavlodar(enter):
    """Two in Pavlodar, one elsewhere."""
    return [
        enter("Айгүл Нұрланова", languages=["kk"], competences=["gmilaf.2.2"], audience="public"),
        enter("Борис Петров", languages=["ru"], competences=["gmilaf.2.2"], audience="schools"),
        enter("Гүлнар Әлі", region="KZ-10", languages=["kk"], competences=["gmilaf.2.2"]),
    ]


def test_it_works(aigerim, client_of, pavlodar):
    page = (
        client_of(aigerim)
        .get(LIST + "?q=who in Pavlodar teaches source evaluation in Kazakh")
        .content.decode()
    )

    assert "Айгүл Нұрланова" in page and "Борис Петров" not in page and "Гүлнар Әлі" not in page
    assert "Understood as:" in page and "Pavlodar Region" in page


@pytest.mark.parametrize(
    "asked",
    [
        "Павлодарда кім дереккөздерді бағалауды қазақша үйретеді",
        "павлодарда ким дереккоздерди багалауды казакша уйретеди",
        "кто в Павлодаре учит оценке источников на казахском",
    ],
)
def test_the_same_question_in_other_words_finds_the_same(aigerim, client_of, pavlodar, asked):
    page = client_of(aigerim).get("/kk/specialists/", {"q": asked}).content.decode()

    assert "Айгүл Нұрланова" in page and "Борис Петров" not in page and "Гүлнар Әлі" not in page


def test_everybody_sees_only_whom_they_may(pavlodar, client_of, stranger, aigerim, enter):
    seen = {
        who: [one.person.name for one in selectors.find_specialists(actor)]
        for who, actor in (("stranger", stranger), ("aigerim", aigerim))
    }
    visitor = client_of().get(LIST).content.decode()

    assert seen["aigerim"] == ["Айгүл Нұрланова", "Борис Петров", "Гүлнар Әлі"]
    assert seen["stranger"] == ["Айгүл Нұрланова", "Борис Петров"]
    assert "Айгүл" in visitor and "Борис" not in visitor and "Гүлнар" not in visitor
    enter("", person=stranger)
    assert len(selectors.find_specialists(stranger)) == 4  # who stands in the network sees the network


def test_an_entry_out_of_sight_does_not_exist(pavlodar, client_of, stranger):
    hidden = f"{LIST}{pavlodar[2].pk}/"

    assert client_of(stranger).get(hidden).status_code == 404
    assert client_of(stranger).post(hidden + "contact/").status_code == 404
    assert client_of().get(hidden).status_code == 404


def test_a_contact_needs_a_signed_in_reader_and_a_tap(enter, client_of, stranger):
    entry = enter("Айгүл", contact="aigul@example.kz", audience="public")
    address = f"{LIST}{entry.pk}/"
    visitor, reader = client_of(), client_of(stranger)

    assert "aigul@example.kz" not in visitor.get(address).content.decode()
    assert visitor.post(address + "contact/").status_code == 302
    assert "aigul@example.kz" not in reader.get(address).content.decode()
    assert reader.get(address + "contact/").status_code == 405
    answer = reader.post(address + "contact/")
    assert "aigul@example.kz" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]


def test_contacts_are_not_copied_in_bulk(enter, client_of, stranger, monkeypatch):
    monkeypatch.setattr(services, "CONTACTS_A_DAY", 2)
    address = f"{LIST}{enter('Айгүл', contact='8 777', audience='public').pk}/contact/"
    client = client_of(stranger)

    assert [client.post(address).status_code for _ in range(3)] == [200, 200, 422]


def test_a_network_that_reads_too_much_waits(enter, client_of, monkeypatch):
    monkeypatch.setattr(services, "PAGES_AN_HOUR", 2)
    client = client_of()

    assert [client.get(LIST).status_code for _ in range(3)] == [200, 200, 422]


def test_who_is_no_longer_active_is_not_shown(enter, aigerim):
    entry = enter("Айгүл")
    entry.person.is_active = False
    entry.person.save()

    assert selectors.find_specialists(aigerim) == []


def test_nobody_fits_and_the_page_says_what_to_leave_out(aigerim, client_of, pavlodar):
    page = client_of(aigerim).get(LIST + "?region=KZ-55&language=en").content.decode()

    assert "Nobody fits all of it" in page and "another language: 2 specialists" in page


def test_names_stand_by_the_kazakh_alphabet(enter, aigerim):
    for name in ("Ғалым", "Галым", "Әсел", "Асель", "Ярослав"):
        enter(name)

    found = [one.person.name for one in selectors.find_specialists(aigerim)]
    assert found == ["Асель", "Әсел", "Галым", "Ғалым", "Ярослав"]


def test_a_contact_is_not_found_by_its_digits(enter, aigerim):
    enter("Айгүл", contact="+7 777 123 45 67", about="медиа")

    assert selectors.find_specialists(aigerim, text="777") == []
    assert len(selectors.find_specialists(aigerim, text="медианы")) == 1


def test_the_list_asks_the_database_little(enter, aigerim, client_of, django_assert_max_num_queries):
    for n in range(30):
        enter(f"Маман {n}", competences=["gmilaf.2.2"] if n % 2 else [])
    client = client_of(aigerim)

    with django_assert_max_num_queries(30):
        assert client.get(LIST + "?competence=gmilaf.2.2").status_code == 200
