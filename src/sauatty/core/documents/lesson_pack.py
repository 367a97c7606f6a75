"""The facilitator's pack of a module: slides, notes, task sheets and cards in one zip file."""

from collections.abc import Sequence

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.lesson_document import state_lines
from sauatty.core.documents.lesson_paper import LessonPaper, drafts_label, licence_address, shipped_paper
from sauatty.core.documents.lesson_sheets import card_sheet, facilitator_notes, task_sheet
from sauatty.core.documents.lesson_slides import lesson_pptx
from sauatty.core.documents.packing import pack
from sauatty.core.documents.pdf import render_pdf


def facilitator_pack(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> bytes:
    """Return the pack of a module in a language as zip; the same lessons give the same bytes."""
    paper = paper or shipped_paper(language)
    files = {
        "read-me.txt": read_me(module, lessons, paper),
        "notes.docx": render_docx(facilitator_notes(module, lessons, language, paper)),
        "cards.pdf": render_pdf(card_sheet(module, lessons, language, paper)),
    }
    return pack(files | lesson_files(lessons, language, paper.text(module.title), paper))


def lesson_files(
    lessons: Sequence[Lesson], language: str, title: str, paper: LessonPaper
) -> dict[str, bytes]:
    """Return slides and task sheets of lessons by the names of their files; `title` stands above those of lessons."""
    files = {}
    for number, lesson in enumerate(lessons, 1):
        name = f"{number:02}-{lesson.id}"
        files[f"slides/{name}.pptx"] = lesson_pptx(lesson, language, title, paper)
        files[f"tasks/{name}.docx"] = render_docx(task_sheet(lesson, language, title, paper))
    return files


def read_me(
    module: ModuleOutline, lessons: Sequence[Lesson], paper: LessonPaper, holds: str = "pack_read_me"
) -> bytes:
    """Return what a zip file holds (the key of a word) and how far its texts are reviewed, as plain text."""
    lines = (
        paper.text(module.title),
        drafts_label(lessons, paper),
        "",
        paper.text(module.summary),
        "",
        paper.say(holds),
        "",
        *state_lines(lessons, paper),
        licence_address(lessons),
    )
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
