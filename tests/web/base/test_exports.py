import csv
import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from sauatty.core.exchange.decision_tables import read_table
from sauatty.web.base import exports


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-2",
        "@x",
        "\t=1",
        " =1",
        "\u200b=1",
        "＝1",
        "'=1",
        "\r=1",
        "\u00ad=1",
        "\u202e=1",
        "\u2009=1",
        "\u200e=1",
        "\u3000=1",
    ],
)
def test_no_text_can_become_a_formula(text):
    assert exports.safe_cell(text).startswith("'")


@pytest.mark.parametrize("value", [1, -2.5, None, "Қазақ тілі", "7.1.2.1"])
def test_harmless_values_stay_as_they_are(value):
    assert exports.safe_cell(value) == value


def test_kazakh_letters_survive_both_formats():
    rows = [["Пән", "Саны"], ["Қазақ әдебиеті: ғ ң ө ұ ү һ і", 3]]

    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(exports.write_xlsx(rows, sheet="Карта"))
    ).get_sheet_by_index(0)

    assert sheet.to_python()[1] == ["Қазақ әдебиеті: ғ ң ө ұ ү һ і", 3.0]
    assert "ғ ң ө ұ ү һ і;3" in exports.write_csv(rows).decode("utf-8-sig")


def test_the_same_rows_give_the_same_bytes():
    rows = [["a", 1], ["b", 2]]

    assert exports.write_xlsx(rows, sheet="s") == exports.write_xlsx(rows, sheet="s")


# --- as a Russian Excel opens it ---

CODES = [
    "8.1.5",
    "1-2",
    "03.2026",
    "007",
    "00012345678901234",
    "+7 701 123 45 67",
    "1E5",
    "1/2",
    "5 мая",
    "май 2026",
]
DANGERS = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']


def plain_reading(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_for_excel_bears_its_mark_and_semicolons_and_decimal_commas():
    content = exports.write_csv([["Пән", "Үлес"], ["Қазақ тілі; әдебиет", 0.25]])

    assert content.startswith(b"\xef\xbb\xbf")
    assert plain_reading(content, ";")[1] == ["Қазақ тілі; әдебиет", "0,25"]


def test_csv_for_programs_keeps_codes_and_points_as_they_are():
    made = exports.table_file([["code", "share"], ["8.1.5", 0.25]], "csv-plain", sheet="s")

    assert plain_reading(made.content, ",")[1] == ["8.1.5", "0.25"]
    assert made.ending == "csv" and made.content.startswith(b"\xef\xbb\xbf")


def test_programs_get_nothing_that_runs_either():
    rows = plain_reading(exports.table_file([[one] for one in DANGERS], "csv-plain", sheet="s").content, ",")

    assert all(row[0].startswith("'") for row in rows)


def test_what_excel_gets_comes_back_as_it_was():
    rows = [["единица", "кодировщик", "примечание"], *[[code, "А", code] for code in CODES + DANGERS[:4]]]

    lines = read_table(exports.write_csv(rows), name="back.csv").lines

    assert [one.cells["unit"] for one in lines] == CODES + DANGERS[:4]


def test_codes_in_a_workbook_are_text_cells_for_another_reader_too():
    content = exports.write_xlsx([["code", "n"], *[[code, 7] for code in CODES + DANGERS]], sheet="Кодтар")

    page = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(CODES + DANGERS)
    assert {cell.number_format for cell in cells} == {"@"}
    assert page["B2"].value == 7 and page["B2"].data_type == "n"


def opened_in_libreoffice(content: bytes, folder: Path) -> list[list[object]]:
    """Return the cells of a CSV as LibreOffice with Russian settings understands them, days and numbers recognised."""
    (folder / "t.csv").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    wanted = [
        "--infilter=CSV:59,34,76,1,,1049,false,true",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
    ]
    program = ["soffice", profile, "--headless", *wanted, str(folder / "t.csv")]
    told = subprocess.run(program, check=True, capture_output=True, timeout=180).stderr
    if b"could not be loaded" in told:
        pytest.skip("LibreOffice is here without Calc")
    page = openpyxl.load_workbook(folder / "out" / "t.xlsx").active
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_with_russian_settings_turns_no_code_and_runs_nothing(tmp_path):
    codes = [code for code in CODES if not code.startswith("+")]
    content = exports.write_csv([["код"], *[[one] for one in codes + DANGERS], [0.25]])

    cells = [row[0] for row in opened_in_libreoffice(content, tmp_path)]

    assert [str(cell).strip() for cell in cells[1 : len(codes) + 1]] == codes
    assert all(str(cell).lstrip().startswith("'") for cell in cells[len(codes) + 1 : -1])
    assert cells[-1] == 0.25


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_without_the_guard_the_same_codes_are_turned(tmp_path):
    """The control: were this to hold, the test above would prove nothing."""
    content = "\ufeffкод\r\n8.1.5\r\n007\r\n00012345678901234\r\n0.25\r\n".encode()

    cells = [row[0] for row in opened_in_libreoffice(content, tmp_path)][1:]

    assert isinstance(cells[0], datetime) and cells[1] == 7 and cells[2] == 12345678901234
