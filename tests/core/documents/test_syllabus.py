"""The syllabus of a plan: modules in their order, edited lessons, reasons without small counts."""

from dataclasses import replace

import pytest

from core.surveys.need_cast import REFERENCE, cast_instrument
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.documents.blocks import Heading, Table, parts
from sauatty.core.documents.checks import validate
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.syllabus import SyllabusCover, syllabus
from sauatty.core.exchange.responses import read_responses
from sauatty.core.languages import Translated
from sauatty.core.surveys.needs import needs
from sauatty.core.surveys.plan import plan


@pytest.fixture(scope="module")
def needed():
    asked = cast_instrument()
    table = read_responses((REFERENCE / "c2_responses.csv").read_bytes(), asked, "c2")[0]
    return needs(asked, table, n_resamples=100)


@pytest.fixture(scope="module")
def found(needed):
    return plan(needed, load_modules(), hours=16, languages=("kk", "ru"), forms=("online",))


def texts(document):
    return "\n".join(part.text for part in parts(document))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_works(found, language):
    document = syllabus(found, language)
    validate(document)

    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document) == render_docx(syllabus(found, language))
    assert len([one for one in document.blocks if isinstance(one, Heading) and one.level == 2]) == len(
        found.modules
    )


def test_modules_stand_in_the_order_of_the_plan(found):
    turned = replace(found, modules=found.modules[::-1])
    headings = [
        one.text for one in syllabus(turned, "en").blocks if isinstance(one, Heading) and one.level == 2
    ]

    assert headings[0] == f"1. {found.modules[-1].title.en}"


def test_the_hours_of_the_modules_add_up_to_the_total(found):
    table = next(one for one in syllabus(found, "en").blocks if one.id == "modules-table")
    assert isinstance(table, Table)

    assert sum(float(row[2]) for row in table.rows[:-1]) == float(table.rows[-1][2]) == found.hours_used


def test_lessons_are_those_of_the_edited_module(found):
    own = next(one for one in load_modules() if one.id == found.modules[0].id)
    cover = SyllabusCover(modules=(replace(own, lessons=own.lessons[:1]),))
    table = next(one for one in syllabus(found, "en", cover).blocks if one.id == f"lessons-{own.id}")

    assert [row[1] for row in table.rows] == [own.lessons[0].title.en]


def test_small_counts_are_no_reason(found):
    few = tuple(
        replace(one, reasons=tuple(
            replace(reason, shares=tuple(replace(own, n_in_need=4) for own in reason.shares)) for reason in one.reasons
        ))
        for one in found.modules
    )  # fmt: skip

    assert "Why this module is there" in texts(syllabus(found, "en"))
    assert "Why this module is there" not in texts(syllabus(replace(found, modules=few), "en"))


def test_an_empty_plan_says_so_and_invented_data_are_marked(needed):
    nothing = plan(needed, load_modules(), hours=0)
    document = syllabus(nothing, "ru", SyllabusCover(title=Translated(ru="Моя"), is_invented=True))

    assert "В плане нет модулей." in texts(document)
    assert (document.title, document.note) == ("Моя", "Вымышленные данные")
