import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.web.accounts.models import Person
from sauatty.web.base.models import ExportedFile
from sauatty.web.specialists import regional, services
from sauatty.web.specialists.models import RegionFigure

pytestmark = pytest.mark.django_db
REGIONS, NUMBERS = "/en/specialists/regions/", "/en/specialists/regions/numbers/"
FACTS = {"kind": "libraries", "source": "Ұлттық кітапхана, жылдық есеп", "stated_on": "2026-01-01"}


def row_of(code):
    return next(one for one in regional.list_region_rows() if one.code == code)


def test_it_works(enter, bolat, client_of):
    for n in range(4):
        enter(f"Маман {n}", languages=["kk", "ru"], is_available=n > 0)
    page = client_of(bolat).get(REGIONS).content.decode()

    assert "In 19 regions there is nobody" in page and "white spot" in page
    assert "4 specialists stand in the directory" in page
    assert "92.8" in page  # 371 schools for 4
    assert "came with Sauatty" in page and "Bureau of National Statistics" in page
    assert "Маман" not in page


def test_the_map_is_a_picture_of_all_regions(enter, bolat, client_of):
    enter("Маман")
    for shown in ("specialists", "schools", "nonsense"):
        answer = client_of(bolat).get(REGIONS + f"map.svg?show={shown}")
        assert answer["Content-Type"] == "image/svg+xml" and answer.content.count(b"<rect") >= 20


def test_numbers_are_stated_with_source_and_day(aigerim, client_of):
    client = client_of(aigerim)
    answer = client.post(
        NUMBERS, FACTS | {"table": "Павлодар облысы; 210\nКZ-62; 34".replace("К", "K")}, follow=True
    )

    assert "2 regions have new numbers" in answer.content.decode()
    figure = row_of("KZ-55").figures["libraries"]
    assert (figure.n, figure.stated_on, figure.is_shipped) == (210, date(2026, 1, 1), False)
    assert "жылдық есеп" in client.get(REGIONS).content.decode()


def test_a_file_is_taken_whole_or_not_at_all(aigerim, client_of):
    client = client_of(aigerim)
    good = SimpleUploadedFile("t.csv", "Өңір;Саны\r\nАбай облысы;5\r\nАстана қаласы;7\r\n".encode())
    bad = SimpleUploadedFile("t.csv", "Абай облысы;500\r\nНарния;7\r\n".encode())
    client.post(NUMBERS, FACTS | {"file": good})
    answer = client.post(NUMBERS, FACTS | {"file": bad})

    assert answer.status_code == 422 and "Line 2" in answer.content.decode()
    assert dict(RegionFigure.objects.values_list("region", "n")) == {"KZ-10": 5, "KZ-71": 7}


@pytest.mark.parametrize(
    "wrong",
    [{"source": ""}, {"stated_on": "2099-01-01"}, {"table": ""}, {"kind": "cinemas"}, {"table": "KZ-55;x"}],
)
def test_a_number_without_source_or_of_tomorrow_is_refused(aigerim, client_of, wrong):
    answer = client_of(aigerim).post(NUMBERS, FACTS | {"table": "KZ-55;1"} | wrong)

    assert answer.status_code == 422 and not RegionFigure.objects.exists()


def test_an_own_number_stands_before_the_shipped_one_until_it_is_taken_back(aigerim, client_of):
    facts = {"source": "Облыстық басқарма", "stated_on": date(2026, 9, 1)}
    services.state_figures(actor=aigerim, kind="schools", numbers={"KZ-55": 380}, **facts)
    assert row_of("KZ-55").figures["schools"].n == 380
    services.state_figures(actor=aigerim, kind="schools", numbers={"KZ-55": 381}, **facts)
    assert RegionFigure.objects.count() == 1

    client_of(aigerim).post(NUMBERS + "forget/", {"kind": "schools", "region": "KZ-55"})
    figure = row_of("KZ-55").figures["schools"]
    assert figure.n == 371 and figure.is_shipped


def test_who_may_not(bolat, stranger, client_of):
    assert client_of(bolat).get(NUMBERS).status_code == 404
    assert client_of(stranger).get(REGIONS).status_code == 404
    assert client_of().get(REGIONS).status_code == 302


def test_few_queries(aigerim, client_of, enter, django_assert_max_num_queries):
    for n in range(20):
        enter(f"Маман {n}")
    client = client_of(aigerim)
    with django_assert_max_num_queries(12):
        client.get(REGIONS)


def test_the_table_is_offered_as_a_workbook(bolat, client_of, enter):
    enter("Маман")
    answer = client_of(bolat).post(REGIONS + "file/")
    table = regional.cells(regional.list_region_rows())

    assert answer.status_code == 302 and bytes(ExportedFile.objects.get().content).startswith(b"PK")
    assert len(table) == 21 and any("2022-09-01" in str(cell) for cell in table[1])
    assert all(len(row) == len(table[0]) for row in table)


def test_tables_in_which_invented_people_are_counted_say_so(aigerim, client_of, enter):
    for is_demo in (False, True):
        enter("", person=Person.objects.create_person(name="Маман", is_demo=is_demo))
        client_of(aigerim).post(REGIONS + "file/")
        content = ExportedFile.objects.latest("created_at").content
        sheet = openpyxl.load_workbook(io.BytesIO(bytes(content))).active
        said = [row[0] for row in sheet.iter_rows(values_only=True)]
        assert ("Invented data for looking around" in said) == is_demo
