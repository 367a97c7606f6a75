"""Printed forms: numbers for keyed entry, conditions in words, and the same bytes each time."""

import pytest

from sauatty.core.catalogue.instrument_reading import instrument, instrument_from_mapping
from sauatty.core.documents.blocks import Paragraph, Table, parts, plain_text
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.html import render_html
from sauatty.core.documents.paper_conditions import Conditions, choice_numbers, question_numbers
from sauatty.core.documents.paper_form import BOX, paper_form
from sauatty.core.documents.pdf import render_pdf


def three(text):
    return {"kk": text, "ru": text, "en": text}


def question(id, kind, **rest):
    return {"id": id, "kind": kind, "text": three(f"Text of {id}"), **rest}


CHOICES = [{"code": code, "label": three(code.upper())} for code in ("a", "b", "c")]


@pytest.fixture(scope="module")
def small():
    return instrument_from_mapping(
        {
            "schema": "instrument/1", "id": "small", "version": "1", "kind": "other", "audience": "minors",
            "languages": ["kk", "ru", "en"], "title": three("Small"),
            "provenance": {"author": "t", "written": "person", "licence": "CC-BY-4.0"},
            "sections": [
                {"id": "one", "title": three("One"), "questions": [
                    question("first", "single", choices=CHOICES, allow_other=True),
                    question("said", "note"),
                    question("grid", "matrix", choices=CHOICES, rows=[{"code": "x", "label": three("Row x")}]),
                    question("order", "ranking", choices=CHOICES, maximum=2),
                    question("age", "number", minimum=0, maximum=20, when="selected(${first}, 'a') or ${first} = 'c'"),
                    question("where", "region"),
                    question("why", "long", length=1200),
                ]},
                {"id": "two", "title": three("Two"), "when": "${age} > 17", "questions": [
                    question("day", "date"),
                    question("more", "multiple", choices=CHOICES, maximum=2),
                ]},
            ],
        },
        "small",
    )  # fmt: skip


def texts(document):
    return "\n".join(part.text for part in parts(document))


def test_choices_have_the_numbers_of_keyed_entry(small):
    document = texts(paper_form(small, "en"))

    assert choice_numbers(small.question("first")) == {"a": "1", "b": "2", "c": "3", "other": "4"}
    assert f"{BOX}\u00a01  A\n{BOX}\u00a02  B" in document
    assert f"{BOX}\u00a04  Other:" in document


def test_a_region_is_numbered_in_the_order_of_codes(small):
    numbers = choice_numbers(small.question("where"))

    assert list(numbers) == sorted(numbers)
    assert len(numbers) == 20


def test_notes_have_no_number_and_rows_have_their_own(small):
    numbers = question_numbers(small)

    assert "said" not in numbers
    assert (numbers["first"], numbers["first_other"], numbers["grid_x"], numbers["order"]) == (
        "1",
        "1",
        "2.1",
        "3",
    )


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("selected(${first}, 'a') or ${first} = 'c'", "you ticked 1 or 3 in question 1"),
        ("not(selected(${first}, 'other'))", "you did not tick 4 in question 1"),
        ("not(${first} = 'a' or ${first} = 'b')", "you did not tick 1 or 2 in question 1"),
        ("${first} != 'b'", "you did not tick 2 in question 1"),
        ("${age} >= 5 and ${grid_x} = 'b'", "the answer to question 4 ≥ 5 and you ticked 2 in question 2.1"),
        ("${why} = ''", "you left question 6 empty"),
        ("${why} != ''", "you answered question 6"),
        ("count-selected(${more}) > 1", "the number of ticks in question 8 > 1"),
        ("${age} > 1 and (${first} = 'a' or ${age} < 9)",
         "the answer to question 4 > 1 and (you ticked 1 in question 1 or the answer to question 4 < 9)"),
        ("not(${age} > 3)", "it is not so that the answer to question 4 > 3"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(small, expression, words):
    assert Conditions.of(small, "en").words(expression) == words


def test_a_condition_is_said_in_kazakh_and_russian(small):
    condition = "selected(${first}, 'a') or selected(${first}, 'b')"

    assert Conditions.of(small, "kk").words(condition) == "1-сұрақта 1 немесе 2 белгіленген"
    assert Conditions.of(small, "ru").words(condition) == "в вопросе 1 отмечено 1 или 2"


def test_a_part_and_a_question_name_their_condition(small):
    document = texts(paper_form(small, "en"))

    assert "Answer only if you ticked 1 or 3 in question 1." in document
    assert "Answer this part only if the answer to question 4 > 17." in document


def test_a_matrix_is_a_table_without_a_number_that_stays_with_its_question(small):
    blocks = paper_form(small, "en").blocks
    place = next(place for place, block in enumerate(blocks) if isinstance(block, Table))
    table, before = blocks[place], blocks[place - 1]

    assert table.header == ("Item", "1 A", "2 B", "3 C")
    assert table.rows == (("2.1 Row x", *(f"{BOX}\u00a0{number}" for number in "123")),)
    assert isinstance(before, Paragraph)
    assert before.keep == "next"
    assert "Table 1" not in render_html(paper_form(small, "en"))


def test_a_ranking_has_as_many_blanks_as_may_be_chosen(small):
    block = next(block for block in paper_form(small, "en").blocks if block.id == "q-order")

    assert plain_text(block.runs).count("______") == 2


def test_the_sheet_number_and_a_mark_stand_on_every_page(small):
    document = paper_form(small, "ru", note="Вымышленные данные")

    assert document.note.startswith("Лист № ____")
    assert document.note.endswith("Вымышленные данные")


def test_minors_need_the_consent_of_a_parent_and_own_words_replace_ours(small):
    assert "parent or guardian" in texts(paper_form(small, "en"))
    assert "We ask you kindly" in texts(paper_form(small, "en", consent="We ask you kindly"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_shipped_instrument_is_printed(language):
    form = paper_form(instrument("mil-needs"), language)
    pdf, docx = render_pdf(form), render_docx(form)

    assert pdf.startswith(b"%PDF")
    assert docx == render_docx(paper_form(instrument("mil-needs"), language))
    assert "${" not in texts(form)
