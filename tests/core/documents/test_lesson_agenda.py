"""The agenda of a training: its clock, its hand-outs, and the zip file with all that is shown and handed out."""

import zipfile
from io import BytesIO

import pytest

from core.documents.lesson_cast import paper, small_module, t
from sauatty.core.catalogue.agendas import load_agendas
from sauatty.core.catalogue.content import Provenance
from sauatty.core.catalogue.lessons import Agenda, AgendaSlot
from sauatty.core.documents.blocks import Heading, Table, cell_runs, plain_text
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.lesson_agenda import agenda_document, agenda_lessons, agenda_pack
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.languages import LANGUAGES, Translated

LESSONS = {one.key: one for one in small_module()[1]}
AGENDA = Agenda(
    "two-days",
    t("Екі күн"),
    t("Екі күндік оқу."),
    (
        (
            AgendaSlot(50, t("Танысу"), t("Екі-екіден.")),
            AgendaSlot(15, t("Үзіліс"), Translated()),
            AgendaSlot(45, t("Сабақ"), t("Тапсырма."), "invented.lesson-2", t("А парағы")),
        ),
        (AgendaSlot(60, t("Қорытынды"), t("Жоспар."), "invented.lesson-1"), AgendaSlot(30, t("Ескі"), Translated(), "gone.gone")),
    ),
    Provenance("Sauatty project", "machine", {}, (), "CC-BY-4.0"),
)  # fmt: skip


def rows_of(document):
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[[plain_text(cell_runs(cell)) for cell in row] for row in table.rows] for table in tables]


def test_it_works():
    document = agenda_document(AGENDA, "kk", paper("kk"), LESSONS)
    first, second = rows_of(document)

    assert [row[0] for row in first] == ["09:00–09:50", "09:50–10:05", "10:05–10:50"]
    assert first[2][2] == "Сабақ: Сабақ 2\nА парағы"
    assert second[1][2] == "" and first[1][1] == "Үзіліс"
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["1-күн", "2-күн"]
    assert document.note == "Машина жазған, ана тілінде сөйлейтін рецензент әлі оқымаған"


def test_its_lessons_come_once_and_in_its_order():
    assert [one.key for one in agenda_lessons(AGENDA, LESSONS)] == ["invented.lesson-2", "invented.lesson-1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_has_the_agenda_and_what_its_lessons_need(language):
    content = agenda_pack(AGENDA, language, paper(language), LESSONS)

    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [
            "agenda.docx",
            "agenda.pdf",
            "cards.pdf",
            "read-me.txt",
            "slides/01-lesson-2.pptx",
            "slides/02-lesson-1.pptx",
            "tasks/01-lesson-2.docx",
            "tasks/02-lesson-1.docx",
        ]
    assert content == agenda_pack(AGENDA, language, paper(language), LESSONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_agenda_is_set_and_names_lessons_that_are_there(language):
    for agenda in load_agendas().values():
        document = agenda_document(agenda, language)
        named = {slot.lesson for day in agenda.days for slot in day if slot.lesson}

        assert render_pdf(document).startswith(b"%PDF") and render_docx(document).startswith(b"PK")
        assert {one.key for one in agenda_lessons(agenda)} == named
