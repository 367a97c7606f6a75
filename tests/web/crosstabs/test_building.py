"""Tables of one's own: exact for those who work in the programme, protected for the others, saved without numbers."""

import io
import re

import openpyxl
import pytest

from sauatty.web.accounts.models import Person
from sauatty.web.base.models import ExportedFile
from sauatty.web.crosstabs import erasure
from sauatty.web.crosstabs.models import SavedTable
from sauatty.web.programmes.models import Programme
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
ASKED = {"row": "region", "column": "workplace", "measure": "count", "filter": ""}


def rows_of(page):
    """Return the first table of a page as texts."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.S)[1]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]


def numbers_of(page):
    return [row[1:] for row in rows_of(page)]


def test_it_works(client_of, nurlan, address, visitors):
    page = client_of(nurlan).get(address(), ASKED).content.decode()
    assert sorted(numbers_of(page)) == sorted([["3", "12", "15"], ["0", "9", "9"], ["3", "21", "24"]])
    assert "Number of people: Region × Kind of organisation" in page and page.count("<meter") == 4


def test_shares_carry_the_people_they_stand_on(client_of, nurlan, address, visitors):
    page = client_of(nurlan).get(address(), ASKED | {"measure": "row_share"}).content.decode()
    assert ["20%n = 3", "80%n = 12", "100%n = 15"] in numbers_of(page)


def test_a_filter_counts_only_those(client_of, nurlan, address, visitors):
    asked = {"row": "workplace", "filter": "region:KZ-55"}
    page = client_of(nurlan).get(address(), asked).content.decode()
    assert sorted(numbers_of(page)) == [["12"], ["15"], ["3"]]
    assert "Only people of whom this is so" in page


def test_who_only_keeps_the_site_gets_protected_numbers(client_of, keeper, nurlan, address, visitors):
    browser = client_of(keeper)
    page = browser.get(address(), ASKED).content.decode()
    shown = [int(one) for row in numbers_of(page) for one in row if one.isdigit()]
    assert shown and all(one % 5 == 0 for one in shown)
    assert "3" not in {one for row in numbers_of(page) for one in row}
    assert "hidden" in page

    means = browser.get(address(), ASKED | {"measure": "mean_pre"})
    assert means.status_code == 422 and "was not made" in means.content.decode()
    three = browser.get(address(), ASKED | {"filter": "attended:yes"})
    assert three.status_code == 422
    assert client_of(nurlan).get(address(), ASKED | {"filter": "attended:yes"}).status_code == 200


def test_the_file_of_who_gets_protected_numbers_is_protected(client_of, keeper, address, visitors):
    client_of(keeper).post(address("table_file"), ASKED | {"as": "csv"})
    text = ExportedFile.objects.get(owner=keeper).content.decode()
    assert "Rounded to 5" in text
    assert not re.search(r";(1|2|3|4|9|12|21|24)(;|\r|$)", text)


def test_a_table_goes_out_as_workbook_and_csv(client_of, nurlan, address, visitors):
    browser = client_of(nurlan)
    assert (
        browser.post(address("table_file"), ASKED | {"as": "xlsx", "measure": "row_share"}).status_code == 302
    )
    file = ExportedFile.objects.get(owner=nurlan)
    rows = list(openpyxl.load_workbook(io.BytesIO(bytes(file.content))).active.values)
    assert file.name.startswith("table-") and any(row[1:7] == (0.2, 0.8, 1, 3, 12, 15) for row in rows)

    browser.post(address("table_file"), ASKED | {"as": "csv"})
    text = ExportedFile.objects.get(owner=nurlan, name__endswith=".csv").content.decode()
    assert ";3;12;15;3;12;15" in text


@pytest.mark.parametrize(
    "asked", [{"row": "phone"}, {"row": "region", "filter": "email:a"}, {"measure": "median"}]
)
def test_what_is_not_on_the_list_is_refused_by_name(client_of, nurlan, address, visitors, asked):
    browser, wrong = client_of(nurlan), next(one for one in ("phone", "email", "median") if one in str(asked))
    answer = browser.get(address(), asked)
    assert answer.status_code == 422 and f"knows no &#x27;{wrong}&#x27;" in answer.content.decode()
    assert browser.post(address("table_save"), asked | {"name": "A"}).status_code == 422
    assert browser.post(address("table_file"), asked).status_code == 422
    assert not SavedTable.objects.exists() and not ExportedFile.objects.exists()


def test_a_table_is_kept_without_its_numbers_and_shared_or_not(client_of, nurlan, aigerim, address, visitors):
    browser = client_of(nurlan)
    answer = browser.post(address("table_save"), ASKED | {"name": "By region", "is_shared": "on"})
    assert answer.status_code == 302 and "column=workplace" in answer.url
    browser.post(address("table_save"), {"row": "language", "name": "My own"})

    mine, theirs = (client_of(one).get(address()).content.decode() for one in (nurlan, aigerim))
    assert "By region" in mine and "My own" in mine
    assert "By region" in theirs and "My own" not in theirs
    assert set(SavedTable.objects.get(name="By region").asked) == {
        "row", "column", "measure", "filter_by", "filter_value",
    }  # fmt: skip
    assert browser.post(address("table_save"), ASKED | {"name": ""}).status_code == 422


def test_ones_own_and_what_was_shared_with_a_coordinator_can_be_deleted(
    client_of, nurlan, aigerim, programme, address
):
    other = make_person("Сәуле Зерттеуші", "saule@example.kz")
    give_role(other, "researcher", programme)
    shared, own = (
        SavedTable.objects.create(programme=programme, name=name, asked={"row": "region"}, is_shared=name == "S", made_by=nurlan)
        for name in ("S", "O")
    )  # fmt: skip
    assert client_of(other).post(address("table_remove", shared.pk)).status_code == 404
    assert client_of(aigerim).post(address("table_remove", own.pk)).status_code == 404
    assert client_of(aigerim).post(address("table_remove", shared.pk)).status_code == 302
    assert client_of(nurlan).post(address("table_remove", own.pk)).status_code == 302
    assert not SavedTable.objects.exists()


def test_a_programme_of_others_is_not_there(client_of, nurlan, bolat, stranger, address):
    elsewhere = Programme.objects.create(title_kk="Басқа")
    for person in (bolat, stranger):
        assert client_of(person).get(address()).status_code in {403, 404}
    assert client_of(nurlan).get(f"/en/board/{elsewhere.pk}/tables/").status_code == 404
    table = SavedTable.objects.create(programme=elsewhere, name="A", asked={"row": "region"}, made_by=nurlan)
    assert client_of(nurlan).post(address("table_remove", table.pk)).status_code == 404


def test_without_people_the_page_says_so(client_of, nurlan, address):
    assert "Nobody takes part yet" in client_of(nurlan).get(address()).content.decode()


def test_the_list_leads_to_the_only_programme(client_of, nurlan, programme, address):
    assert client_of(nurlan).get("/en/board/tables/").url == address()
    give_role(nurlan, "analyst", Programme.objects.create(title_kk="Екінші"))
    assert "Екінші" in client_of(nurlan).get("/en/board/tables/").content.decode()


def test_more_people_and_tables_ask_no_more_queries(
    client_of, nurlan, programme, address, visitors, django_assert_max_num_queries
):
    for at in range(21):
        SavedTable.objects.create(
            programme=programme, name=f"T{at:02}", asked={"row": "region"}, is_shared=True, made_by=nurlan
        )
    with django_assert_max_num_queries(45):
        first = client_of(nurlan).get(address(), ASKED)
    assert first.status_code == 200 and len(first.context["saved"]) == 20
    last = client_of(nurlan).get(address(), ASKED | {"page": "2"})
    named = [[one["table"].name for one in page.context["saved"]] for page in (first, last)]
    assert len(named[1]) == 1 and sorted(named[0] + named[1]) == [f"T{at:02}" for at in range(21)]
    assert "column=workplace" in first.content.decode().split('rel="next"')[0].rsplit("href=", 1)[1]


def test_a_person_who_is_forgotten_takes_their_own_and_leaves_what_they_shared(nurlan, programme):
    for name in ("S", "O"):
        SavedTable.objects.create(
            programme=programme, name=name, asked={"row": "region"}, is_shared=name == "S", made_by=nurlan
        )
    assert erasure.tables(Person.objects.get(pk=nurlan.pk)) == 2
    assert [(one.name, one.made_by) for one in SavedTable.objects.all()] == [("S", None)]
