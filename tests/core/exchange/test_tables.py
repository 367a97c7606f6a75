import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from made_files import make_xlsx, sheet_rows
from sauatty.core.errors import ArchiveSuspicious, ColumnsMissing, NothingFound, TableInvalid
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.reading import read_document
from sauatty.core.exchange.tables import read_csv_rows, read_xlsx_sheets
from sauatty.core.exchange.writing import guard_formula, write_csv

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "curricula"


def read_csv(text: str):
    return read_document(text.encode(), name="table.csv")


def test_it_works() -> None:
    document = read_csv("code,text,grade,subject\n7.2.1.1,compare two sources of the news,7,Informatics\n")
    (row,) = document.objectives
    assert (row.subject_id, row.subject_area) == ("informatics", "mathematics-informatics")
    assert (row.code, row.text, row.grade, row.subject) == (
        "7.2.1.1",
        "compare two sources of the news",
        7,
        "Informatics",
    )
    assert (document.kind, document.format, row.language) == ("table", "csv", "en")


@pytest.mark.parametrize(
    "header",
    [
        "Код;Цель обучения;Класс;Предмет",
        "Коды;Оқу мақсаты;Сынып;Пән",
        "Human Coding Scheme;Full Statement;Education Level;Subject",
        "CODE;Text;GRADE;subject_name",
    ],
)
def test_columns_are_known_in_three_languages(header: str) -> None:
    (row,) = read_csv(f"{header}\n7.2.1.1;дереккөздерді салыстыру;7;Информатика\n").objectives
    assert (row.code, row.grade, row.subject, row.language) == ("7.2.1.1", 7, "Информатика", "kk")


def test_the_header_may_stand_below_a_title() -> None:
    content = make_xlsx(
        sheet_rows(("Цели обучения, 2026",), ("",), ("Код", "Текст"), ("7.2.1.1", "сравнивать источники"))
    )
    (row,) = read_document(content, name="a.xlsx").objectives
    assert (row.code, row.text) == ("7.2.1.1", "сравнивать источники")


def test_a_table_without_texts_says_what_was_found() -> None:
    with pytest.raises(ColumnsMissing) as refusal:
        read_csv("city,people\nAlmaty,2\nAstana,1\n")
    assert refusal.value.params["found"] == "city, people"


def test_a_header_without_rows_is_nothing() -> None:
    with pytest.raises(NothingFound):
        read_csv("code,text\n")


def test_a_row_without_text_is_told_not_dropped_in_silence() -> None:
    document = read_csv("code,text\n7.1.1.1,read a map\n7.1.1.2,\n")
    assert [(o.kind, o.place) for o in document.oddities] == [("row-without-text", "row 3")]


def test_codes_that_a_spreadsheet_took_for_days_are_flagged() -> None:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Мақсаттар")
        sheet.write_row(0, 0, ["code", "text", "grade"])
        sheet.write_datetime(1, 0, date(2004, 3, 8))
        sheet.write_row(1, 1, ["über Reisen sprechen", 8.0])
    (row,) = read_document(out.getvalue(), name="a.xlsx").objectives
    assert (row.code, row.grade) == (None, 8)
    assert "code-became-date" in row.flags
    assert "2004-03-08" in str(row.code_raw)


@pytest.mark.parametrize(
    ("grade", "code", "expected", "flag"),
    [
        ("7 класс", "7.1.1.1", 7, None),
        ("7-сынып", "", 7, None),
        ("06", "", 6, None),
        ("KG", "", 0, None),
        ("", "8.1.1.1", 8, None),
        ("9,10", "", None, "grade-several"),
        ("9-10", "9.1.1.1", 9, "grade-several"),
        ("5", "7.1.1.1", 5, "grade-other-than-code"),
        ("seventh", "", None, "grade-unclear"),
        ("2026", "", None, "grade-unclear"),
    ],
)
def test_a_grade_is_read_or_flagged(grade: str, code: str, expected: int | None, flag: str | None) -> None:
    (row,) = read_csv(f'text,grade,code\nread a map,"{grade}",{code}\n').objectives
    assert row.grade == expected
    assert (flag is None and not [f for f in row.flags if f.startswith("grade")]) or flag in row.flags


def test_a_label_of_language_does_not_win_against_the_letters() -> None:
    (row,) = read_csv("text,language\nпонимать и объяснять содержание текстов разных жанров,KK\n").objectives
    assert (row.language, row.flags) == ("ru", ("language-label-differs",))


def test_texts_in_two_languages_become_two_objectives() -> None:
    rows = read_csv("code,kk,ru\n7.2.1.1,дереккөздерді салыстыру,сравнивать источники\n").objectives
    assert [(row.language, row.code, row.id) for row in rows] == [
        ("kk", "7.2.1.1", "7.2.1.1"),
        ("ru", "7.2.1.1", "7.2.1.1~2"),
    ]


def test_several_objectives_in_one_cell_are_split_at_their_codes() -> None:
    rows = read_csv('text,subject\n"7.2.1.1 read a map;\n7.2.1.2 draw a map",Geography\n').objectives
    assert [(row.code, row.text, row.subject) for row in rows] == [
        ("7.2.1.1", "read a map", "Geography"),
        ("7.2.1.2", "draw a map", "Geography"),
    ]


def test_a_sheet_with_the_curriculum_s_own_table_is_read_like_a_document() -> None:
    content = make_xlsx(
        sheet_rows(
            ("Информатика, 5-9 класс",),
            ("Подраздел", "7 класс", "8 класс"),
            (
                "1. Сведения",
                "7.2.1.1 сравнивать источники сведений",
                "8.2.1.1 проверять новость по источникам",
            ),
        )
    )
    document = read_document(content, name="a.xlsx")
    assert [(row.code, row.grade) for row in document.objectives] == [("7.2.1.1", 7), ("8.2.1.1", 8)]
    assert document.kind == "model-curriculum"


def test_a_far_cell_alone_does_not_make_a_million_empty_rows() -> None:
    content = make_xlsx('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>text</t></is></c></row>')
    with pytest.raises((NothingFound, ColumnsMissing)):
        read_document(content, name="a.xlsx")
    both = make_xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r=\'XFD1048576\'><v>1</v></c></row>'
    )
    with pytest.raises(ArchiveSuspicious) as refusal:
        read_xlsx_sheets(both, check_container(both, name="a.xlsx"), name="a.xlsx")
    assert "1048576" in str(refusal.value)


def test_a_quote_that_never_closes_names_the_row() -> None:
    with pytest.raises(TableInvalid):
        read_csv_rows('text,code\n"' + "a" * 140_000, name="a.csv")


@pytest.mark.parametrize(
    "payload",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1+1",
        "\u200b=1",
        "＝1+1",
        "－2",
        "\u00a0@x",
        '=HYPERLINK("x")',
    ],
)
def test_a_text_that_could_run_is_guarded_and_comes_back(payload: str) -> None:
    guarded = guard_formula(payload)
    assert guarded == f"'{payload}"


@pytest.mark.parametrize("text", ["read a map", "", "7.1.1.1", "'quoted' word", "а = б", "«сөз»"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guard_formula(text) == text


def test_no_cell_of_a_written_table_starts_a_formula() -> None:
    (row,) = read_document(b'{"text": "=cmd|calc", "subject": "+1", "code": "-2"}', name="a.jsonl").objectives
    written = list(csv.reader(io.StringIO(write_csv([row]))))
    assert all(cell[:1] not in ("=", "+", "-", "@") for line in written for cell in line)
    (back,) = read_csv(write_csv([row])).objectives
    assert (back.text, back.subject, back.code) == ("=cmd|calc", "+1", "-2")


@given(st.text(alphabet="абвәғқ =+-@'\"\n\t,;aZ19.", min_size=1, max_size=40))
def test_every_text_comes_back_from_a_table(text: str) -> None:
    clean = " ".join(text.split())
    if not clean or clean[0].isdigit():
        return
    rows = read_document(
        (
            "id,language,text,place,quality\r\n"
            + f'"a","kk","{guard_formula(clean).replace(chr(34), chr(34) * 2)}",x,y\r\n'
        ).encode(),
        name="a.csv",
    ).objectives
    assert [row.text for row in rows] == [clean]


def test_the_tables_of_other_countries_are_read() -> None:
    if not SHARED.exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    for name, count in (("opensalt_case/ccsso_ela.xlsx", 1189), ("opensalt_case/ccsso_ela_item.csv", 1189)):
        document = read_document((SHARED / name).read_bytes(), name=name.split("/")[1])
        assert len(document.objectives) == count
        assert sum("grade-several" in row.flags for row in document.objectives) == 246
    (digcomp,) = (SHARED / "digcomp3").glob("*.xlsx")
    assert len(read_document(digcomp.read_bytes(), name="digcomp.xlsx").objectives) == 362 + 523
