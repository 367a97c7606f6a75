"""What is handed out beside the lessons: cards, task sheets, and the notes of whoever leads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sauatty.core.catalogue.lessons import HardQuestion, Lesson
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text_runs,
)
from sauatty.core.documents.lesson_blocks import Leads, blocks_of, boxed, flat_runs, line_runs
from sauatty.core.documents.lesson_document import (
    answer_blocks,
    card_lines,
    document_of,
    question_blocks,
    service_runs,
)
from sauatty.core.documents.lesson_paper import (
    LessonPaper,
    draft_label,
    shipped_paper,
    task_resources,
)

_ROOM = "\n" * 5  # lines to write on by hand


# --- cards ---


def card_sheet(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> Document:
    """Write the cards of lessons in large letters, each on a page of its own after a page that lists them."""
    paper = paper or shipped_paper(language)
    blocks: list[Block] = [
        Paragraph(text_runs(paper.say("cards_intro"))),
        Bullets(_card_pages(lessons, paper)),
    ]
    for lesson in lessons:
        blocks += [PageBreak(), Heading(1, paper.text(lesson.title)), Bullets(card_lines(lesson, paper))]
    title = paper.say("cards_title", module=paper.text(module.title))
    made = document_of(lessons, paper, title, "", blocks, f"cards/{module.id}")
    return replace(made, is_large=True)


def lesson_card(lesson: Lesson, language: str, paper: LessonPaper | None = None) -> Document:
    """Write the card of one lesson on one page."""
    paper = paper or shipped_paper(language)
    blocks = [Bullets(card_lines(lesson, paper))]
    made = document_of(
        [lesson], paper, paper.text(lesson.title), paper.say("card"), blocks, f"card/{lesson.key}"
    )
    return replace(made, is_large=True)


def _card_pages(lessons: Sequence[Lesson], paper: LessonPaper) -> tuple[tuple[Run, ...], ...]:
    return tuple(
        text_runs(paper.say("card_on_page", page=page, title=paper.text(one.title)))
        for page, one in enumerate(lessons, 2)
    )


# --- tasks ---


def task_sheet(
    lesson: Lesson, language: str, module_title: str = "", paper: LessonPaper | None = None
) -> Document:
    """Write the sheet of a participant: the task with room to write, and the questions without their answers."""
    paper = paper or shipped_paper(language)
    title = paper.say("task_title", lesson=paper.text(lesson.title))
    subtitle = paper.say("lesson_subtitle", module=module_title) if module_title else ""
    return document_of([lesson], paper, title, subtitle, list(_task(lesson, paper)), f"task/{lesson.key}")


def _task(lesson: Lesson, paper: LessonPaper) -> Iterator[Block]:
    task, leads = lesson.task, Leads()
    yield Heading(1, paper.say("task"))
    yield from blocks_of(paper.text(task.intro), paper, leads)
    yield Bullets(tuple(line_runs(paper.text(one), paper, leads) for one in task.steps), ordered=True)
    services = task_resources(lesson, paper)
    if services:
        yield Paragraph((Run(paper.say("services"), bold=True),), keep="next")
        yield Bullets(tuple(service_runs(one, paper) for one in services))
    for prompt in task.notebook:
        yield Table("", (flat_runs(paper.text(prompt.prompt), paper, leads),), ((_ROOM,),), is_counted=False)
    yield from boxed(paper.say("offline"), paper.text(task.offline), paper, leads)
    yield Heading(1, paper.say("self_check"))
    for number, question in enumerate(lesson.self_check, 1):
        yield from question_blocks(number, question, paper, leads)


# --- notes ---


def facilitator_notes(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> Document:
    """Write what whoever leads the onsite lessons needs: plan by time, groups, hard questions, answers."""
    paper = paper or shipped_paper(language)
    blocks: list[Block] = []
    for number, lesson in enumerate(lessons, 1):
        blocks += [PageBreak()] if number > 1 else []
        blocks.append(Heading(1, f"{number}. {paper.text(lesson.title)}"))
        blocks += notes_blocks(lesson, paper)
    title = paper.say("notes_title", module=paper.text(module.title))
    return document_of(lessons, paper, title, paper.say("onsite"), blocks, f"notes/{module.id}")


def notes_blocks(lesson: Lesson, paper: LessonPaper) -> Iterator[Block]:
    """Yield the notes of one lesson."""
    leads, notes = Leads(), lesson.facilitator
    yield Paragraph(line_runs(paper.text(lesson.aim), paper, leads), label=draft_label(lesson, paper))
    yield timing_table(lesson, paper)
    yield from boxed(paper.say("grouping"), paper.text(notes.grouping), paper, leads)
    yield from boxed(paper.say("offline"), paper.text(notes.offline), paper, leads)
    if notes.questions:
        yield Heading(2, paper.say("questions"))
        yield from (_hard(one, paper, leads) for one in notes.questions)
    yield Heading(2, paper.say("answers"))
    yield from answer_blocks(lesson, paper)


def _hard(one: HardQuestion, paper: LessonPaper, leads: Leads) -> Note:
    title = "".join(run.text for run in flat_runs(paper.text(one.question), paper, leads))
    return Note(title, flat_runs(paper.text(one.answer), paper, leads))


def timing_table(lesson: Lesson, paper: LessonPaper) -> Table:
    """Return the plan of the onsite lesson: from which minute to which, and what happens."""
    rows = tuple((span, line_runs(text, paper, Leads())) for span, text in timed_parts(lesson, paper))
    return Table(paper.say("timing"), (paper.say("from_to"), paper.say("what")), rows, is_counted=False)


def timed_parts(lesson: Lesson, paper: LessonPaper) -> Iterator[tuple[str, str]]:
    """Yield the parts of the onsite lesson with their minutes: '5–15'."""
    start = 0
    for part in lesson.facilitator.timing:
        yield f"{start}–{start + part.minutes}", paper.text(part.text)
        start += part.minutes
