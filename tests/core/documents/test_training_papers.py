"""The papers of a training go out as DOCX, XLSX and CSV, and come back in."""

import csv
import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from sauatty.core.documents.training_papers import TrainingPaper, paper_csv, paper_docx, paper_xlsx
from sauatty.core.errors import RegisterListRefused, SauattyError
from sauatty.core.exchange.register_lists import ListProblem, read_list

DAY = dt.date(2026, 5, 4)
ROWS = (
    {
        "register_number": "0001", "holder": "Ерғалиева Айгүл Серікқызы", "kind": "completion",
        "title": "Әдіскерлерге арналған оқыту", "academic_hours": 72, "issued_on": DAY, "state": "valid",
        "code": "0012345678901234567890123456",
    },
    {
        "register_number": "0002", "holder": "=1+1", "kind": "attendance", "title": "«А»; «Б»",
        "academic_hours": 8, "issued_on": DAY, "state": "revoked", "code": "1E5",
    },
)  # fmt: skip
WAYS = {"a.docx": paper_docx, "a.xlsx": paper_xlsx, "a.csv": paper_csv}


def paper(**changes) -> TrainingPaper:
    told = {"name": "register", "rows": ROWS, "language": "ru", "training": "Обучение", "made_on": DAY}
    return TrainingPaper(**(told | changes))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("file", WAYS)
def test_it_works(file, language):
    read = read_list(WAYS[file](paper(language=language)), file, "register")
    assert read.problems == ()
    for row, wanted in zip(read.rows, ROWS, strict=True):
        kept = {name: value for name, value in wanted.items() if name != "code" or file != "a.docx"}
        assert kept.items() <= dict(row.fields).items()


@pytest.mark.parametrize("file", WAYS)
def test_the_same_list_gives_the_same_bytes(file):
    assert WAYS[file](paper()) == WAYS[file](paper())


def test_codes_are_text_and_formulas_are_not_run():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(paper_xlsx(paper()))).get_sheet_by_index(0).to_python()
    assert sheet[1][1] == "0001" and sheet[1][8] == "0012345678901234567890123456"
    assert sheet[2][2] == "=1+1" and sheet[2][8] == "1E5" and sheet[2][5] == 8.0
    told = paper_csv(paper()).decode("utf-8")
    assert told.startswith("\ufeff№;Регистрационный номер;")
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff")), delimiter=";"))
    assert rows[2][2] == "'=1+1" and rows[2][4] == "«А»; «Б»"


def test_a_signature_sheet_has_room_for_hands_and_comes_back():
    rows = ({"holder": "Ә. Ө.", "register_number": "7", "workplace": "№ 5 мектеп"},)
    sent = paper_docx(paper(name="signatures", rows=rows, language="kk", is_demo=True))
    (row,) = read_list(sent, "a.docx", "signatures").rows
    assert row.fields["holder"] == "Ә. Ө." and row.fields["signature"] is None
    assert row.fields["workplace"] == "№ 5 мектеп"


def test_columns_may_stand_in_any_order_below_a_title():
    text = "Реестр;;\r\nДАТА ВЫДАЧИ;Name:;Тіркеу нөмірі;Примечание\r\n2026-05-04;Айгүл;5;да\r\n;;;\r\n4/5/2026;Ә;6;\r\n"
    read = read_list(text.encode(), "a.csv", "register")
    assert [(one.line, one.fields["issued_on"]) for one in read.rows] == [(3, DAY), (5, DAY)]


def test_problems_are_named_by_line():
    text = (
        "№;Регистрационный номер;Фамилия, имя, отчество;Вид;Академические часы;Дата выдачи\r\n"
        "1;5;Айгүл;участие;72;04.05.2026\r\n2;5;Әлия;участие;72;04.05.2026\r\n3;6;;участие;72;04.05.2026\r\n"
        f"4;7;Өмір;медаль;много;31.02.2026\r\n5;8;{'Ж' * 251};;;04.05.2026\r\n"
    )
    read = read_list(text.encode(), "a.csv", "register")
    assert [one.line for one in read.rows] == [2]
    assert read.problems == (
        ListProblem(3, "register_number", "repeated", "5"),
        ListProblem(4, "holder", "missing"),
        ListProblem(5, "kind", "unknown", "медаль"),
        ListProblem(5, "academic_hours", "not-a-number", "много"),
        ListProblem(5, "issued_on", "not-a-day", "31.02.2026"),
        ListProblem(6, "holder", "too-long", "Ж" * 250),
    )


@pytest.mark.parametrize(
    "content", ["имя;дата\r\nа;б\r\n".encode(), b"", paper_xlsx(paper(name="participants", rows=()))]
)
def test_a_file_without_the_needed_headings_is_refused(content):
    with pytest.raises(RegisterListRefused, match=r"a\.csv"):
        read_list(content, "a.csv", "register")


def test_a_damaged_workbook_is_refused_by_name():
    with pytest.raises(SauattyError):
        read_list(paper_xlsx(paper())[:900], "a.xlsx", "register")
