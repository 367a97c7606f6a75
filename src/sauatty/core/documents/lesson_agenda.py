"""A training of several days on paper: its agenda, and a zip file with what is shown and handed out in it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from sauatty.core.catalogue.lesson_reading import load_lessons, texts_of
from sauatty.core.catalogue.lessons import Agenda, AgendaSlot, Lesson
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.blocks import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text_runs,
)
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.lesson_blocks import Leads, blocks_of, flat_runs
from sauatty.core.documents.lesson_pack import lesson_files
from sauatty.core.documents.lesson_paper import LICENCE_ADDRESS, LICENCES, LessonPaper, shipped_paper
from sauatty.core.documents.lesson_sheets import card_sheet
from sauatty.core.documents.packing import pack
from sauatty.core.documents.pdf import render_pdf

BEGINS = 9 * 60  # minutes of the day
Lessons = Mapping[str, Lesson]


def agenda_document(
    agenda: Agenda, language: str, paper: LessonPaper | None = None, lessons: Lessons | None = None
) -> Document:
    """Write an agenda, a day on a page of its own; `lessons` by their keys are those that slots may name."""
    paper, known = paper or shipped_paper(language), _known(lessons)
    return Document(
        title=paper.text(agenda.title),
        language=language,
        blocks=tuple(_days(agenda, paper, known)),
        subtitle=paper.say("agenda_subtitle"),
        authors=(paper.say("authors"), *agenda.provenance.reviewed_by),
        version=_version(agenda, language),
        identifier=f"sauatty:agenda/{agenda.id}",
        note=agenda_mark(agenda, paper),
        licence=LICENCES.get(agenda.provenance.licence, agenda.provenance.licence),
    )


def agenda_mark(agenda: Agenda, paper: LessonPaper) -> str:
    """Return what is said beside an agenda that nobody has looked over; '' where somebody has."""
    return "" if agenda.provenance.is_reviewed else paper.say("draft")


def agenda_lessons(agenda: Agenda, lessons: Lessons | None = None) -> tuple[Lesson, ...]:
    """Return the lessons that an agenda names, each once, in its order; those that are not known are left out."""
    known = _known(lessons)
    keys = dict.fromkeys(slot.lesson for day in agenda.days for slot in day if slot.lesson in known)
    return tuple(known[key] for key in keys)


def agenda_pack(
    agenda: Agenda, language: str, paper: LessonPaper | None = None, lessons: Lessons | None = None
) -> bytes:
    """Return the agenda with slides, task sheets and cards of its lessons as zip; the same agenda, the same bytes."""
    paper = paper or shipped_paper(language)
    named = agenda_lessons(agenda, lessons)
    document = agenda_document(agenda, language, paper, lessons)
    files = {
        "agenda.docx": render_docx(document),
        "agenda.pdf": render_pdf(document),
        "read-me.txt": _read_me(agenda, paper),
        **lesson_files(named, language, paper.text(agenda.title), paper),
    }
    if named:
        files["cards.pdf"] = render_pdf(card_sheet(_as_module(agenda), named, language, paper))
    return pack(files)


def _known(lessons: Lessons | None) -> Lessons:
    return {one.key: one for one in load_lessons()} if lessons is None else lessons


def _version(agenda: Agenda, language: str) -> str:
    joined = "\n".join(getattr(text, language) for _, text in texts_of(agenda))
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


def _as_module(agenda: Agenda) -> ModuleOutline:
    return ModuleOutline(agenda.id, agenda.title, agenda.about, {}, 1, len(agenda.days) or 1, ())


def _days(agenda: Agenda, paper: LessonPaper, known: Lessons) -> Iterator[Block]:
    yield from blocks_of(paper.text(agenda.about), paper, Leads())
    yield Paragraph(text_runs(paper.say("agenda_start"), italic=True))
    for number, day in enumerate(agenda.days, 1):
        if number > 1:
            yield PageBreak()
        yield Heading(1, paper.say("agenda_day", n=number))
        yield _day_table(day, paper, known)


def _day_table(day: Sequence[AgendaSlot], paper: LessonPaper, known: Lessons) -> Table:
    head = (paper.say("agenda_time"), paper.say("what"), paper.say("agenda_handout"))
    rows, now = [], BEGINS
    for slot in day:
        rows.append(
            (f"{_clock(now)}–{_clock(now + slot.minutes)}", _told(slot, paper), _handout(slot, paper, known))
        )
        now += slot.minutes
    return Table("", head, tuple(rows), is_counted=False)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _told(slot: AgendaSlot, paper: LessonPaper) -> tuple[Run, ...]:
    text = flat_runs(paper.text(slot.text), paper, Leads())
    title = Run(paper.text(slot.title), bold=True)
    return (title, Run("\n"), *text) if text else (title,)


def _handout(slot: AgendaSlot, paper: LessonPaper, known: Lessons) -> tuple[Run, ...]:
    handout = flat_runs(paper.text(slot.handout), paper, Leads())
    if slot.lesson not in known:
        return handout
    lesson = Run(f"{paper.say('lesson')}: {paper.text(known[slot.lesson].title)}")
    return (lesson, Run("\n"), *handout) if handout else (lesson,)


def _read_me(agenda: Agenda, paper: LessonPaper) -> bytes:
    lines = (
        paper.text(agenda.title),
        agenda_mark(agenda, paper),
        "",
        paper.say("agenda_read_me"),
        paper.say("state_licence"),
        LICENCE_ADDRESS,
    )
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
