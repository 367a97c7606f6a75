import io

import pytest
from python_calamine import CalamineWorkbook

from sauatty.web.base import exports


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@x", "\t=1", " =1", "\u200b=1", "＝1", "'=1", "\r=1"])
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
