"""Lessons as documents: what stands in them, what is said about them, and that the same lessons give the same bytes."""

import zipfile
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from core.documents.lesson_cast import LETTERS, paper, reviewed, small_lesson, small_module
from sauatty.core.documents.blocks import (
    Bullets,
    Contents,
    Heading,
    Note,
    Paragraph,
    Table,
    parts,
    plain_text,
)
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.html import render_html
from sauatty.core.documents.lesson_document import lesson_document, module_document
from sauatty.core.documents.lesson_paper import right_letters, shown_options, texts_version
from sauatty.core.documents.lesson_sheets import card_sheet, facilitator_notes, lesson_card, task_sheet
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.languages import LANGUAGES

LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def whole_text(document):
    return "\n".join(part.text for part in parts(document))


def pages_of(pdf):
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]


@LANGUAGE
def test_it_works(language):
    module, lessons = small_module()
    document = module_document(module, lessons, language, paper(language))

    text = whole_text(document)

    assert any(isinstance(block, Contents) for block in document.blocks)
    for lesson in lessons:
        assert lesson.title.text(language) in text and lesson.card[0].text(language) in text
    assert "[[" not in text and "resource:" not in text and "[^" not in text and "**" not in text


def test_a_module_is_marked_as_a_machine_draft_until_a_native_reader_has_signed_it():
    module, lessons = small_module()

    draft = module_document(module, lessons, "kk", paper("kk"))
    partly = module_document(module, (reviewed(lessons[0], "kk"), lessons[1]), "kk", paper("kk"))
    done = module_document(module, tuple(reviewed(one, "kk") for one in lessons), "kk", paper("kk"))
    other = module_document(module, tuple(reviewed(one, "kk") for one in lessons), "ru", paper("ru"))

    assert draft.note == "Машина жазған, ана тілінде сөйлейтін рецензент әлі оқымаған"
    assert partly.note == "Бір бөлігін рецензент әлі оқымаған"
    assert done.note == "" and "А. Рецензент" in done.authors
    assert other.note == "Написано машиной, рецензент – носитель языка ещё не читал"


def test_a_module_counts_what_is_reviewed_and_what_is_to_be_checked():
    module, lessons = small_module()
    text = whole_text(module_document(module, (reviewed(lessons[0], "en"), lessons[1]), "en", paper("en")))

    assert "Lessons read by a native reviewer: 1 of 2." in text
    assert "Sources still to be checked: 2 of 4." in text
    assert "(to be checked; entered on 22 November 2026)" in text


def test_sources_have_their_numbers_and_only_the_unchecked_ones_are_marked():
    document = lesson_document(small_lesson(), "en", paper("en"))
    sources = next(block for block in document.blocks if block.id == "sources-ask-first")

    law, facts = (plain_text(item) for item in sources.items)

    assert "https://example.kz/law" in law and "to be checked" in law
    assert "to be checked" not in facts
    assert any(
        run.text == "[1]" and run.link == "#sources-ask-first"
        for block in document.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
    )


def test_the_glossary_holds_the_terms_of_the_text_and_no_others():
    document = lesson_document(small_lesson(), "kk", paper("kk"))
    table = [block for block in document.blocks if isinstance(block, Table)][-1]

    assert [row[0] for row in table.rows] == ["дереккөз"]


def test_what_is_invented_says_so():
    made_up = lesson_document(small_lesson(), "ru", paper("ru"))

    labels = [block.label for block in made_up.blocks if isinstance(block, Paragraph)]
    titles = [block.kind for block in made_up.blocks if isinstance(block, Note)]

    assert "Вымышленный пример" in labels and "Ситуация (вымышленная)" in titles


def test_answers_stand_behind_the_questions_with_a_reason_for_each_option():
    document = lesson_document(small_lesson(), "kk", paper("kk"))
    at = next(place for place, block in enumerate(document.blocks) if block.id == "answers")

    before = " ".join(plain_text(b.runs) for b in document.blocks[:at] if isinstance(b, Paragraph))
    after = " ".join(plain_text(b.runs) for b in document.blocks[at:] if isinstance(b, Paragraph))

    assert "Себебі" not in before and after.count("Себебі") == 9
    assert "1. B" in after and "2. A, C" in after


def test_a_question_of_order_does_not_show_the_right_order():
    question = small_lesson().self_check[2]

    assert shown_options(question) == (1, 0, 2)
    assert right_letters(question) == "B → A → C"


def test_the_texts_of_a_language_make_its_version():
    one = small_lesson()
    from core.documents.lesson_cast import t

    other = small_lesson(aim=t("Сұрақ қоясыз.", "Вы спросите иначе."))

    assert texts_version([one], "kk") == texts_version([other], "kk")
    assert texts_version([one], "ru") != texts_version([other], "ru")


@LANGUAGE
def test_every_writer_takes_a_module_and_gives_the_same_bytes_twice(language):
    module, lessons = small_module()
    documents = [
        module_document(module, lessons, language, paper(language)),
        facilitator_notes(module, lessons, language, paper(language)),
        task_sheet(lessons[0], language, module.title.text(language), paper(language)),
        card_sheet(module, lessons, language, paper(language)),
    ]

    for document in documents:
        assert render_pdf(document) == render_pdf(document)
        assert render_docx(document) == render_docx(document)
        assert "<article" in render_html(document)


def test_the_kazakh_letters_reach_the_paper():
    module, lessons = small_module(1)

    text = "".join(pages_of(render_pdf(module_document(module, lessons, "kk", paper("kk")))))

    assert set(LETTERS) <= set(text) | {" "}
    assert "\ufffd" not in text


def test_each_card_has_a_page_of_its_own():
    module, lessons = small_module(3)

    pages = pages_of(render_pdf(card_sheet(module, lessons, "kk", paper("kk"))))

    assert len(pages) == 4
    assert ["3-бет: Сабақ 2" in page for page in pages] == [True, False, False, False]
    assert all(f"Сабақ {number}" in page for number, page in enumerate(pages[1:], 1))
    assert len(pages_of(render_pdf(lesson_card(lessons[0], "kk", paper("kk"))))) == 1


def test_the_notes_plan_the_minutes_and_answer_the_hard_questions():
    module, lessons = small_module(1)
    notes = facilitator_notes(module, lessons, "kk", paper("kk"))
    table = next(block for block in notes.blocks if isinstance(block, Table))

    assert [row[0] for row in table.rows] == ["0–10", "10–40"]
    assert any(isinstance(block, Note) and block.kind == "Неге?" for block in notes.blocks)
    assert any(isinstance(block, Heading) and block.level == 2 for block in notes.blocks)


def test_a_task_sheet_leaves_room_and_gives_no_answer():
    sheet = task_sheet(small_lesson(), "kk", "", paper("kk"))
    text = whole_text(sheet)

    assert "https://example.kz/catalogue?a=1&b=2" in text
    assert "Себебі" not in text
    assert any(isinstance(block, Table) and block.rows[0][0].count("\n") >= 4 for block in sheet.blocks)


def test_a_lesson_without_figure_more_and_sources_is_printed_too():
    from dataclasses import replace

    bare = small_lesson(figure=None, sources=(), competences=())
    bare = replace(bare, sections=tuple(replace(one, more=type(one.more)()) for one in bare.sections))

    document = lesson_document(bare, "en", paper("en"))

    assert any(isinstance(block, Bullets) and block.id == "sources-ask-first" for block in document.blocks)
    assert render_docx(document).startswith(b"PK")


def test_the_contents_of_a_printed_module_list_its_lessons_and_not_their_parts():
    module, lessons = small_module()
    document = module_document(module, lessons, "en", paper("en"))
    contents = render_html(document).partition("</nav>")[0]

    with zipfile.ZipFile(BytesIO(render_docx(document))) as archive:
        text = archive.read("word/document.xml").decode()

    assert 'TOC \\o "1-1"' in text
    assert "1. Lesson 1" in contents and "Check yourself</a>" not in contents
