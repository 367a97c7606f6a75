import pytest

from sauatty.core.errors import RegionFiguresInvalid, SauattyError
from sauatty.core.exchange.region_numbers import read_region_numbers, region_numbers_of_file

NUMBERS = {"KZ-55": 371, "KZ-71": 1164}


@pytest.mark.parametrize(
    "text",
    [
        "Павлодар облысы;371\nАстана қаласы;1 164",
        "Область\tШкол\nПавлодарская область\t371\nгород Астана\t1\u00a0164\n",
        "region,n\nPavlodar Region,371\n\nkz-71,1164",
        "550000000;371\r\n710000000;1164\r\n",
    ],
)
def test_it_works(text):
    assert read_region_numbers(text) == NUMBERS


@pytest.mark.parametrize("page", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_any_code_page_is_read(page):
    content = "Область;Число школ\r\nПавлодарская область;371\r\nГород Астана;1164\r\n".encode(page)

    assert region_numbers_of_file(content, name="schools.csv") == NUMBERS


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("Павлодар облысы;371\nНарния;5", 2, "no such region"),
        ("KZ-55;-3", 1, "no whole number"),
        ("KZ-55;1.5", 1, "no whole number"),
        ("KZ-55;=1+1", 1, "no whole number"),
        ("n;\nKZ-55;371\nПавлодар облысы;372", 3, "twice"),
        ("KZ-55;371\nKZ-71;", 2, "no whole number"),
        ("KZ-55;99999999999999", 1, "no whole number"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, problem):
    with pytest.raises(RegionFiguresInvalid) as refused:
        read_region_numbers(text)
    assert refused.value.params["line"] == line and problem in refused.value.params["problem"]


def test_a_huge_file_is_refused():
    with pytest.raises(RegionFiguresInvalid):
        region_numbers_of_file(b"KZ-55;1\n" * 20_000, name="x.csv")
    with pytest.raises(RegionFiguresInvalid):
        read_region_numbers("\n" * 300 + "KZ-55;1")
    assert read_region_numbers("") == {}


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + bytes(range(256)) * 9, b"\x00" * 50, b"\xff\xd8\xff\xe0JFIF" * 9]
)
def test_a_file_that_is_no_text_is_refused(content):
    with pytest.raises(SauattyError):
        region_numbers_of_file(content, name="schools.xlsx")
