"""Every module that Sauatty comes with, in each language: it can be printed, shown and packed, and no text is lost."""

import pytest

from sauatty.core.catalogue.lesson_reading import lessons_of, load_lessons
from sauatty.core.catalogue.modules import module
from sauatty.core.documents.blocks import parts
from sauatty.core.documents.checks import validate
from sauatty.core.documents.lesson_document import module_document
from sauatty.core.documents.lesson_figures import figure_svg
from sauatty.core.documents.lesson_html import lesson_page
from sauatty.core.documents.lesson_paper import shipped_paper
from sauatty.core.documents.lesson_sheets import card_sheet, facilitator_notes, task_sheet
from sauatty.core.documents.lesson_slides import lesson_slides
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.pictures import svg_problem
from sauatty.core.languages import LANGUAGES

MODULES = sorted({one.module for one in load_lessons()})
EACH = [(name, language) for name in MODULES for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_module_makes_sound_documents(name, language):
    outline, lessons = module(name), lessons_of(name)

    documents = [
        module_document(outline, lessons, language),
        card_sheet(outline, lessons, language),
        facilitator_notes(outline, lessons, language),
        *(task_sheet(one, language, outline.title.text(language)) for one in lessons),
    ]

    for document in documents:
        validate(document)
        text = "\n".join(part.text for part in parts(document))
        assert not {"[[", "]]", "(resource:", "[^", "**"} & {
            mark for mark in ("[[", "]]", "(resource:", "[^", "**") if mark in text
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_has_slides_and_a_page_with_its_sources_terms_and_services(language):
    paper = shipped_paper(language)
    for lesson in load_lessons():
        page = lesson_page(lesson, paper)

        assert len(lesson_slides(lesson, language).slides) > 8, lesson.key
        assert page.count("<li id=") == len(lesson.sources), lesson.key
        assert "[[" not in page and "resource:" not in page, lesson.key
        if lesson.figure is not None:
            for is_wide in (False, True):
                assert svg_problem(figure_svg(lesson.figure, language, is_wide=is_wide)) == "", lesson.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits_one_page(language):
    import pypdfium2 as pdfium

    for name in MODULES:
        lessons = lessons_of(name)
        pages = len(pdfium.PdfDocument(render_pdf(card_sheet(module(name), lessons, language))))
        assert pages == 1 + len(lessons), name
