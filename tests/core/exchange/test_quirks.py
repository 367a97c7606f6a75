"""Quirks of the acts that stand in other programmes than the samples; every text is invented."""

import pytest

from sauatty.core.exchange.codes import normalise_code, split_cell
from sauatty.core.exchange.curriculum import build_curriculum
from sauatty.core.exchange.html import read_html_blocks
from sauatty.core.languages import detect_language
from sauatty.core.records import CurriculumDocument

AIMS = "<h3>Параграф 2. Система целей обучения</h3><p>1) Числа:</p>"


def read(page: str) -> CurriculumDocument:
    return build_curriculum(read_html_blocks(page), source="x.html", format="html")


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def coded(text: str, parts: int | None = 4) -> list[tuple[str | None, str]]:
    return [(piece.code, piece.text) for piece in split_cell(text, parts=parts)]


# --- cells ---


def test_a_mark_before_a_code_is_not_the_end_of_the_text_before_it():
    cell = "5.1.1.1 знать;\n- 5.1.1.2 уметь\n* 5.1.1.3 видеть\nдевочки:\n5.1.1.4 шить"
    assert coded(cell) == [
        ("5.1.1.1", "знать"),
        ("5.1.1.2", "уметь"),
        ("5.1.1.3", "видеть"),
        ("5.1.1.4", "шить"),
    ]


def test_a_dash_inside_a_text_stays():
    assert coded("5.1.1.1 знать роль учёного – физика\n5.1.1.2 уметь – и не уметь") == [
        ("5.1.1.1", "знать роль учёного – физика"),
        ("5.1.1.2", "уметь – и не уметь"),
    ]


def test_a_code_in_brackets_at_the_start_of_a_line_is_an_objective():
    assert coded("(5.1.1.1) знать;\n[5.1.1.2] уметь (5.1.1.3) это") == [
        ("5.1.1.1", "знать"),
        ("5.1.1.2", "уметь (5.1.1.3) это"),
    ]


def test_a_break_before_a_dot_and_a_lost_middle_dot_are_read():
    assert coded("5.1.1\n.1 знать\n5.1 1.2 уметь") == [("5.1.1.1", "знать"), ("5.1.1.2", "уметь")]
    assert coded("5.1.1.1 числа от 5.1 1.2 и дальше") == [("5.1.1.1", "числа от 5.1 1.2 и дальше")]
    assert coded("5.1 1 знать") == [(None, "5.1 1 знать")]
    assert normalise_code("5.1 1") is None


def test_the_name_of_a_subsection_before_its_first_code_is_no_objective():
    pieces = split_cell("5.1.1 Слушание\n5.1.1.1 слушать", parts=4)
    assert [(piece.code, piece.text, piece.flags) for piece in pieces] == [
        (None, "Слушание", ("code-header",)),
        ("5.1.1.1", "слушать", ()),
    ]


def test_a_code_of_three_among_codes_of_four_is_kept_and_doubted():
    pieces = split_cell("5.1.1.1 знать\n5.1.2 уметь", parts=4)
    assert [piece.code for piece in pieces] == ["5.1.1.1", "5.1.2"]
    assert "code-three-parts-among-four" in pieces[1].flags


@pytest.mark.parametrize("line", ["5.З.1.2 уметь", "5.1,1,2 уметь", "5.l.1.2 уметь"])
def test_a_line_that_nearly_begins_with_a_code_is_doubted(line):
    (piece,) = split_cell(f"5.1.1.1 знать\n{line}", parts=4)[:1]
    assert "text-without-code" in piece.flags


@pytest.mark.parametrize("line", ["10, 20, 30 и 40", "в 19.30 часов", "2.5 л воды", "1-2 предложения"])
def test_numbers_in_a_text_are_not_doubted(line):
    (piece,) = split_cell(f"5.1.1.1 называть числа\n{line}", parts=4)
    assert piece.flags == ()


def test_the_number_of_a_version_is_no_code():
    assert coded("7.1.1.1 запускать версию 3.8.1 программы", parts=3)[-1][0] != "3.8.1"


# --- tables ---


def test_a_pair_of_cells_under_one_grade_is_code_and_text():
    page = AIMS + table(
        "<td colspan=2>5 класс</td><td colspan=2>6 класс</td>",
        "<td>5.1.1.1</td><td>знать числа</td><td>6.1.1.1</td><td>строить числа</td>",
    )
    assert [(one.code, one.text) for one in read(page).objectives] == [
        ("5.1.1.1", "знать числа"),
        ("6.1.1.1", "строить числа"),
    ]


def test_a_code_without_text_does_not_take_that_of_another_grade():
    page = AIMS + table(
        "<td>П</td><td>5 класс</td><td>6 класс</td>", "<td>1</td><td>5.1.1.1</td><td>строить числа</td>"
    )
    assert [(one.code, one.text) for one in read(page).objectives] == [("5.1.1.1", "")]


def test_a_grade_in_brackets_belongs_to_its_column():
    page = AIMS + table(
        "<td>П</td><td>1 0 класс</td><td>11 (12) класс</td>",
        "<td>1</td><td>10.1.1.1 знать</td><td>11.1.1.1 уметь; 12.1.1.1 видеть; 10.1.1.2 слышать</td>",
    )
    assert [one.flags for one in read(page).objectives] == [(), (), (), ("grade-differs",)]


def test_notes_and_heads_in_wide_rows_are_no_sections():
    page = AIMS + table(
        "<td>Подраздел</td><td>5 класс</td>",
        "<td colspan=2>Цели обучения</td>",
        "<td>1</td><td>5.1.1.1 знать</td>",
        "<td colspan=2>Сноска. Параграф 2 с изменением, внесенным приказом от 21.11.2022 № 467.</td>",
        "<td>2</td><td>5.1.2.1 уметь</td>",
        "<td colspan=2>Примечание: * 5.1.2.1 – для углублённого изучения</td>",
        "<td colspan=2>мальчики / девочки</td>",
        "<td>мальчики</td><td>5.1.3.1 пилить</td>",
    )
    document = read(page)
    assert [(one.code, one.section, one.subsection) for one in document.objectives] == [
        ("5.1.1.1", "Числа", "1"),
        ("5.1.2.1", "Числа", "2"),
        ("5.1.3.1", "Числа", None),
    ]
    assert [(one.act, one.adopted_on) for one in document.edition.amendments] == [("№ 467", "2022-11-21")]
    assert [one.detail[:6] for one in document.oddities if one.kind == "text-without-code"] == [
        "Сноска",
        "Примеч",
        "мальчи",
    ]


# --- running text and titles ---


def test_an_explanation_of_codes_is_neither_an_objective_nor_a_section():
    page = (
        "<h3>Параграф 2. Система целей обучения</h3>"
        "<p>7.2.1.4 – код цели, где 7 – класс, 2.1 – раздел и подраздел, 4 – номер.</p>"
        "<p>5. В кодировке «7» – класс, «2.1» – раздел и подраздел:</p>"
    ) + table("<td>П</td><td>7 класс</td>", "<td>1</td><td>7.1.1.1 знать</td>")
    assert [(one.code, one.section) for one in read(page).objectives] == [("7.1.1.1", None)]


def test_an_objective_about_codes_in_a_list_stays():
    page = "<p>7.1.1.1 кодировать сведения, называть класс и раздел</p><p>7.1.1.2 находить код</p>"
    assert [one.code for one in read(page).objectives] == ["7.1.1.1", "7.1.1.2"]


def test_a_title_in_several_headings_is_put_together():
    page = (
        "<h3>Типовая учебная программа<br>по учебному предмету</h3><h3>«Всемирная история»</h3>"
        "<h3>для 10-11 классов (ОГН)</h3><h3>Глава 1. Общие положения</h3>" + AIMS
    ) + table("<td>П</td><td>10 класс</td>", "<td>1</td><td>10.1.1.1 знать</td>")
    (programme,) = read(page).programmes
    assert (programme.subject, programme.grades, programme.direction) == (
        "Всемирная история",
        (10, 11),
        "ОГН",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("мәтинниң мәзмунини чүшиниш вә баян қилиш", "ug"),
        ("ўқиган матн мазмунини сўзлаб бериш ва қўллаш", "uz"),
        ("мәтіннің мазмұнын түсіну және баяндау", "kk"),
        ("мундариҷаи матнро нақл кардан ва ҷавоб додан", "tg"),
        ("пересказывать содержание текста", "ru"),
    ],
)
def test_languages_that_share_letters_are_told_apart(text, language):
    assert detect_language(text) == language


def test_a_single_column_of_sections_names_sections():
    page = table(
        "<td>Раздел</td><td>Код</td><td>Цель обучения</td>",
        "<td>1. Числа</td><td>5.1.1.1</td><td>знать</td>",
        "<td></td><td>5.1.2.1</td><td>уметь</td>",
        "<td>2. Фигуры</td><td>5.2.1.1</td><td>строить</td>",
        "<td></td><td>5.3.1.1</td><td>мерить</td>",
    )
    assert [(one.section, one.subsection) for one in read(page).objectives] == [
        ("1. Числа", None),
        ("1. Числа", None),
        ("2. Фигуры", None),
        (None, None),
    ]
