"""What coordinators and specialists find: narrowed lists, what waits in a region, how far schools are, who was first."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.models import ExportedFile
from sauatty.web.programmes.models import Programme
from sauatty.web.specialists import selectors as specialists
from sauatty.web.specialists.models import Specialist
from sauatty.web.visits import selectors, services
from sauatty.web.visits.models import HelpRequest
from web.conftest import make_person

pytestmark = pytest.mark.django_db
PLACE = "/en/schools/"


@pytest.fixture
def three(ask):
    """Three requests: of two regions, two languages, two competences; one waits long, one is closed."""
    old = ask("№ 1", topic="Фотоны тексеру", competences=["gmilaf.2.3"])
    HelpRequest.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=20))
    second = ask("№ 2", topic="Проверка источников", language="ru", code="KZ-55", competences=["gmilaf.2.2"])
    return [old, second, ask("№ 3", topic="Подкаст жасау", code="KZ-55")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "123"), ("?region=KZ-55", "23"), ("?language=ru", "2"), ("?competence=gmilaf.2.3", "1"),
        ("?days=14", "1"), ("?days=3&region=KZ-55", ""), ("?q=источник", "2"), ("?q=фото", "1"), ("?q=№ 3", "3"),
        ("?state=closed", ""), ("?region=KZ-55&language=kk", "3"), ("?state=none&days=x&competence=y", "123"),
    ],
)  # fmt: skip
def test_a_list_is_narrowed(client_of, aigerim, three, asked, found):
    page = client_of(aigerim).get(PLACE + asked).content.decode()
    topics = {"1": "Фотоны тексеру", "2": "Проверка источников", "3": "Подкаст жасау"}
    assert {n for n, topic in topics.items() if topic in page} == set(found)


def test_the_region_sees_what_waits_and_since_when(aigerim, three, region):
    services.close(actor=aigerim, request=three[2], why="керек емес")
    rows = {row.code: row for row in selectors.what_waits(selectors.list_requests(aigerim))}
    assert (rows[region.code].n_waiting, rows[region.code].n_late) == (1, 1)
    assert (rows["KZ-55"].n_waiting, rows["KZ-55"].n_late) == (1, 0)
    assert rows[region.code].oldest < timezone.now() - timedelta(days=19)


def test_how_far_schools_are_by_region_and_as_a_file_without_contacts(client_of, aigerim, three):
    services.adopt(actor=aigerim, school=three[1].school, adoption="sustained")
    counts = {row.code: row.counts for row in selectors.adoption_by_region(aigerim)}
    assert counts["KZ-55"] == [1, 0, 0, 1]
    browser = client_of(aigerim)
    page = browser.get(PLACE + "list/?region=KZ-55&adoption=sustained").content.decode()
    assert "№ 2" in page and "№ 3" not in page and "№ 1" not in page
    assert browser.post(PLACE + "list/file/").status_code == 302
    sheet = openpyxl.load_workbook(io.BytesIO(ExportedFile.objects.get().content)).active
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "№ 1" in cells and "goes on by itself" in cells
    assert "Сәуле" not in cells and "+7 700" not in cells


def test_only_coordinators_see_how_far_all_schools_are(client_of, dana, bolat, three):
    for who in (dana, bolat):
        assert client_of(who).get(PLACE + "list/").status_code == 404
        assert client_of(who).post(PLACE + "list/file/").status_code == 404
    assert client_of().get(PLACE + "list/").status_code == 302


def test_lists_ask_the_same_for_many(client_of, aigerim, ask, django_assert_max_num_queries):
    for n in range(60):
        ask(f"№ {n}", competences=["gmilaf.2.2"])
    browser = client_of(aigerim)
    for asked in ("?q=фото&competence=gmilaf.2.2", "list/"):
        with django_assert_max_num_queries(25):
            assert browser.get(PLACE + asked).status_code == 200


@pytest.mark.parametrize(("audience", "named"), [("schools", True), ("network", True), (None, False)])
def test_who_comes_second_is_told_by_whom_only_if_they_may_know(
    client_of, aigerim, bolat, dana, region, asked, audience, named, monkeypatch
):
    if audience:
        Specialist.objects.create(person=bolat, region=region, audience=audience)
    browser, access = client_of(dana), selectors.access_request

    def taken_meanwhile(actor, request_id):
        found = access(actor, request_id)
        services.take(actor=bolat, request=found)
        return found

    monkeypatch.setattr(selectors, "access_request", taken_meanwhile)
    page = browser.post(f"{PLACE}requests/{asked.pk}/take/", follow=True).content.decode()

    assert ("Болат Жұмабаев took this request a moment before you" in page) is named
    assert ("Somebody else has moved this request on" in page) is not named
    assert HelpRequest.objects.get().taken_by == bolat


def test_who_gave_it_back_is_named_to_those_who_may_know(client_of, aigerim, bolat, dana, asked):
    taken = services.take(actor=bolat, request=asked)
    services.give_back(actor=bolat, request=taken, why="ауырып қалды")
    place = f"{PLACE}requests/{asked.pk}/"
    hers = client_of(dana).get(place).content.decode()
    assert "given back" in hers and "Болат" not in hers and "ауырып" not in hers
    assert "Болат" in client_of(aigerim).get(place).content.decode()


def test_invented_people_do_not_stand_among_those_who_could_come(aigerim, ask, region):
    real, invented = make_person("Шынар"), make_person("Үлгі маман", is_demo=True)
    for person in (real, invented):
        Specialist.objects.create(person=person, region=region, languages=["kk"])
    demo = Programme.objects.create(title_kk="Үлгі", is_demo=True)
    near = {
        one.pk: [who.person for who in selectors.list_near(aigerim, one)] for one in (ask(), ask(at=demo))
    }
    assert list(near.values()) == [[real], [invented]]


def test_tables_that_count_invented_schools_say_so_on_every_page(client_of, aigerim, ask):
    ask("№ 1")
    one = ask("№ 2", at=Programme.objects.create(title_kk="Үлгі", is_demo=True), code="KZ-55")
    assert one.school.region_id == "KZ-55"
    for narrowed in (PLACE + "?q=№+1", PLACE + "list/?adoption=taught"):
        assert "Invented data" in client_of(aigerim).get(narrowed).content.decode()


def test_who_took_the_consent_to_the_directory_back_sees_no_requests(client_of, dana, asked, monkeypatch):
    assert list(selectors.list_requests(dana)) == [asked]
    monkeypatch.setattr(accounts, "who_took_back", lambda _key: [dana.pk])
    assert not selectors.list_requests(dana) and not specialists.is_in_network(dana)
