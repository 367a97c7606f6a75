import time

import pytest

from sauatty.core.errors import NestedTooDeep
from sauatty.core.exchange.blocks import Heading, Paragraph, Table
from sauatty.core.exchange.html import read_html_blocks, saved_from


def test_it_works():
    blocks = read_html_blocks('<h3 id="z1"> Глава 1</h3><p id="z2">\n&nbsp;&nbsp; 1. Текст</p>')
    assert blocks == [Heading("Глава 1", 0, "z1"), Paragraph("1. Текст", "z2")]


def test_a_break_is_a_new_line_and_a_line_of_the_source_is_a_space():
    (paragraph,) = read_html_blocks("<p>2-4 класс:<br>\n1)\nКомпьютер:</p>")
    assert paragraph.text == "2-4 класс:\n1) Компьютер:"


def test_a_note_in_spans_between_paragraphs_is_one_note():
    page = '<p>4. Пункт</p><span class="note">&nbsp; Сноска. От 31.10.2023 </span><a href="#z1">№ 328</a><span> (введено).</span><br><p>5. Пункт</p>'
    blocks = read_html_blocks(page)
    assert [block.text for block in blocks] == [
        "4. Пункт",
        "Сноска. От 31.10.2023 № 328 (введено).",
        "5. Пункт",
    ]
    assert [block.is_note for block in blocks] == [False, True, False]


def test_spans_place_cells_in_the_grid_and_are_cut_at_the_last_row():
    (table,) = read_html_blocks(
        "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td rowspan=9>d</td></tr></table>"
    )
    placed = [
        (cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for row in table.rows for cell in row
    ]
    assert placed == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)]
    assert table.width == 3


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999999999", "2000000"])
def test_senseless_spans_do_no_harm(span):
    (table,) = read_html_blocks(
        f"<table><tr><td colspan='{span}' rowspan='{span}'>a</td><td>b</td></tr></table>"
    )
    assert [cell.text for cell in table.rows[0]] == ["a", "b"]
    assert table.width <= 201


def test_buttons_scripts_and_styles_of_saved_pages_are_not_read():
    page = "<head><style>.media-ad {}</style></head><script>7.1.1.1</script><table><tbody><tr><td>a</td></tr></tbody><button>Скачать</button></table>"
    (table,) = read_html_blocks(page)
    assert [[cell.text for cell in row] for row in table.rows] == [["a"]]


def test_headings_and_anchors_inside_cells_are_kept():
    (table,) = read_html_blocks(
        '<table><tr><td><h3> 2 класс</h3></td><td><p id="z7">x<a name="z8"></a></p></td></tr></table>'
    )
    first, second = table.rows[0]
    assert (first.text, first.is_heading) == ("2 класс", True)
    assert (second.anchor, second.is_heading) == ("z7", False)


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    page = "<table><tr><td>7.1.1.1 знать<table><tr><td>внутри</td></tr></table></td><td>8.1.1.1 уметь</td></tr></table>"
    outer, inner = read_html_blocks(page)
    assert [cell.text for cell in outer.rows[0]] == ["7.1.1.1 знать", "8.1.1.1 уметь"]
    assert inner.rows[0][0].text == "внутри"


def test_a_table_that_only_arranges_the_page_is_looked_through():
    page = "<table><tr><td>Меню</td><td><h3>Глава 1</h3><table><tr><td>7.1.1.1 знать</td></tr></table></td></tr></table>"
    blocks = read_html_blocks(page)
    assert [type(block) for block in blocks] == [Paragraph, Heading, Table]


def test_a_picture_of_a_formula_leaves_a_mark():
    (table,) = read_html_blocks("<table><tr><td>знать <img src=1.jpg> знак</td></tr></table>")
    assert table.rows[0][0].text == "знать \ufffc знак"


def test_a_page_without_its_end_is_read_as_far_as_it_goes():
    (table,) = read_html_blocks("<table><tr><td>7.1.1.1 знать<td>8.1.1.1 уме")
    assert [cell.text for cell in table.rows[0]] == ["7.1.1.1 знать", "8.1.1.1 уме"]


def test_senseless_depth_is_refused_at_once():
    start = time.perf_counter()
    with pytest.raises(NestedTooDeep) as caught:
        read_html_blocks("<div>" * 100_000, name="deep.html")
    assert caught.value.params["name"] == "deep.html"
    assert time.perf_counter() - start < 2


def test_unclosed_paragraphs_and_cells_are_no_depth():
    assert len(read_html_blocks("<p>x" * 5000)) == 5000


def test_an_empty_page_gives_nothing():
    assert read_html_blocks("") == []
    assert read_html_blocks("<html><head></head><body></body></html>") == []


def test_the_address_of_a_saved_page_is_found():
    page = "<!DOCTYPE html>\n<!-- saved from url=(0043)https://adilet.zan.kz/rus/docs/V2200029767 -->\n<html>"
    assert saved_from(page) == "https://adilet.zan.kz/rus/docs/V2200029767"
    assert saved_from("<html>") is None
