import io

import pypdfium2
import pytest

from made_tests import body
from sauatty.core.catalogue.words import words
from sauatty.core.documents.blocks import plain_text
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.test_paper import SheetPerson, code_list, option_letters, target_letters
from sauatty.core.documents.test_paper import test_paper as made_paper

ITEMS = body()["items"]


def text_of(content):
    return "\n".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(content))
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_paper_has_every_question_and_a_sheet_with_a_place_for_each_answer(language):
    made = made_paper(ITEMS, language, title="Pre-test", code="A", minutes=40, note="Invented data")
    said = text_of(render_pdf(made))
    suffix = {"kk": " (қаз)", "ru": " (рус)", "en": ""}[language]
    assert all(f"{n}. What about q{n}?" in said for n in range(1, 7))
    assert (
        f"q1 option <d>{suffix}" in said
        and f"target z{suffix}" in said
        and "40" in said
        and "Invented data" in said
    )
    table = next(block for block in made.blocks if type(block).__name__ == "Table")
    places = dict(table.rows)
    assert places["1"].count("☐") == 4 and places["2"].count("☐") == 4 and places["5"].count("☐") == 4
    assert places["3"].count("____") == 4 and "a\u00a0=" in places["4"]


def test_the_word_not_stands_out_in_print_too():
    made = made_paper(ITEMS, "en", title="T", code="A")
    stems = [plain_text(block.runs) for block in made.blocks if type(block).__name__ == "Paragraph"]
    assert any("Which is NOT so?" in stem for stem in stems)


def test_large_print_takes_more_pages_and_nothing_is_lost():
    usual, large = (
        render_pdf(made_paper(ITEMS, "ru", title="T", code="B", is_large=big)) for big in (False, True)
    )
    assert len(pypdfium2.PdfDocument(io.BytesIO(large))) > len(pypdfium2.PdfDocument(io.BytesIO(usual)))
    assert all(f"{n}. What about" in text_of(large) for n in range(1, 7))


def test_letters_follow_the_order_of_the_paper_and_targets_have_letters_of_their_own():
    assert option_letters(ITEMS[0]) == {"a": "a", "b": "b", "c": "c", "d": "d"}
    assert target_letters(ITEMS[3]) == {"x": "p", "y": "q", "z": "r"}


def test_the_list_of_codes_names_people_and_says_what_becomes_of_it():
    said = text_of(render_pdf(code_list([SheetPerson("Дана", "abc234", "Бірінші топ")], "kk", title="Тест")))
    assert "Дана" in said and "abc234" in said and "Бірінші топ" in said and "жойылады" in said
    assert "Нұсқа" not in said
    two = [SheetPerson("Дана", "abc234", "", "A"), SheetPerson("Ерлан", "abc235", "", "B")]
    assert "Нұсқа" in text_of(render_pdf(code_list(two, "kk", title="Тест")))
    assert "abc" not in text_of(render_pdf(code_list([], "en", title="Test")))


def test_every_word_is_there_in_three_languages():
    assert all(
        set(one) >= {"kk", "ru", "en"} if isinstance(one, dict) else one
        for one in words("test_paper").values()
    )
