"""Slides for the onsite version of a lesson: little on the slide, the whole text in the notes of the speaker."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sauatty.core.catalogue.lesson_text import plain_text, text_blocks
from sauatty.core.catalogue.lessons import Lesson, SelfCheck
from sauatty.core.documents.blocks import Run, cell_runs, text_runs
from sauatty.core.documents.blocks import plain_text as plain_runs
from sauatty.core.documents.lesson_blocks import Leads, line_runs, text_runs_of
from sauatty.core.documents.lesson_figures import figure_svg
from sauatty.core.documents.lesson_paper import (
    LessonPaper,
    draft_label,
    letter,
    right_letters,
    shipped_paper,
    shown_options,
    task_resources,
    texts_version,
)
from sauatty.core.documents.lesson_sheets import timed_parts
from sauatty.core.documents.slides import Slide, Slides, render_pptx
from sauatty.core.languages import Translated

MOST_POINTS, MOST_LETTERS = 6, 620  # what can be read from the last row
# not after an initial: 'Д. Сәбит'
_SENTENCE = re.compile(r"(?<=[.!?…])(?<![\s«(][A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.)\s+(?=[«\"A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")

Point = tuple[Run, ...] | str
Points = tuple[Point, ...]


def lesson_slides(
    lesson: Lesson, language: str, module_title: str = "", paper: LessonPaper | None = None
) -> Slides:
    """Return the slides of a lesson in a language."""
    paper = paper or shipped_paper(language)
    return Slides(
        title=paper.text(lesson.title),
        language=language,
        slides=tuple(_slides(lesson, paper, module_title)),
        authors=(paper.say("authors"),),
        version=texts_version([lesson], language),
        identifier=f"sauatty:slides/{lesson.key}",
        note=paper.say("short_draft") if draft_label(lesson, paper) else "",
    )


def lesson_pptx(
    lesson: Lesson, language: str, module_title: str = "", paper: LessonPaper | None = None
) -> bytes:
    """Return the slides of a lesson as PPTX."""
    return render_pptx(lesson_slides(lesson, language, module_title, paper))


def _slides(lesson: Lesson, paper: LessonPaper, module_title: str) -> Iterator[Slide]:
    yield Slide(paper.text(lesson.title), subtitle=module_title, notes=_timing(lesson, paper))
    yield Slide(paper.say("aim"), (_plain(paper.text(lesson.aim), paper),), has_bullets=False)
    yield from _telling(paper.say("situation"), paper.text(lesson.situation), "", paper)
    for place, section in enumerate(lesson.sections):
        more = _plain(paper.text(section.more), paper)
        yield from _telling(paper.text(section.heading), paper.text(section.text), more, paper)
        if place == 0:
            yield from _figure(lesson, paper)
    yield from _example(lesson, paper)
    yield from _task(lesson, paper)
    for number, question in enumerate(lesson.self_check, 1):
        yield _question(number, question, paper)
    yield Slide(paper.say("slide_take_away"), _lines([paper.text(one) for one in lesson.card], paper))


def _timing(lesson: Lesson, paper: LessonPaper) -> str:
    parts = timed_parts(lesson, paper)
    return "\n".join(paper.say("slide_notes", minutes=span, text=_plain(text, paper)) for span, text in parts)


def _telling(title: str, text: str, more: str, paper: LessonPaper) -> Iterator[Slide]:
    """Yield a text as slides: its sentences and items as points, all of it in the notes."""
    notes = "\n\n".join(filter(None, (_plain(text, paper), more)))
    yield from _paged(Slide(title, notes=notes), _telling_units(text, paper))


def _figure(lesson: Lesson, paper: LessonPaper) -> Iterator[Slide]:
    if lesson.figure is not None:
        svg = figure_svg(lesson.figure, paper.language, is_wide=True)
        alt = paper.text(lesson.figure.alt)
        yield Slide(paper.text(lesson.figure.title), svg=svg, alt=alt, notes=alt)


def _example(lesson: Lesson, paper: LessonPaper) -> Iterator[Slide]:
    example = lesson.example
    title = paper.say("invented") if example.is_invented else paper.say("example")
    result = f"{paper.say('result')} {paper.text(example.result)}"
    points = _lines([*_numbered(example.steps, paper), result], paper)
    task = (Run(_plain(paper.text(example.task), paper), bold=True),)
    yield from _paged(Slide(title, has_bullets=False), [(one,) for one in (task, *points)])


def _task(lesson: Lesson, paper: LessonPaper) -> Iterator[Slide]:
    intro = (Run(_plain(paper.text(lesson.task.intro), paper), bold=True),)
    points = (intro, *_lines(_numbered(lesson.task.steps, paper), paper))
    services = [f"{paper.text(one.title)}: {one.url}" for one in task_resources(lesson, paper)]
    offline = f"{paper.say('offline')}: {_plain(paper.text(lesson.task.offline), paper)}"
    notes = "\n".join((*services, "", offline))
    slide = Slide(paper.say("slide_task"), notes=notes, has_bullets=False)
    yield from _paged(slide, [(one,) for one in points])


def _numbered(texts: Sequence[Translated], paper: LessonPaper) -> list[str]:
    return [f"{number}. {paper.text(one)}" for number, one in enumerate(texts, 1)]


def _question(number: int, question: SelfCheck, paper: LessonPaper) -> Slide:
    shown = [question.options[place] for place in shown_options(question)]
    options = [f"{letter(at)}) {_plain(paper.text(one.text), paper)}" for at, one in enumerate(shown)]
    reasons = [f"{letter(at)}) {_plain(paper.text(one.why), paper)}" for at, one in enumerate(shown)]
    stem = text_runs(_plain(paper.text(question.stem), paper), bold=True)
    notes = "\n".join((right_letters(question), *reasons))
    title = f"{paper.say('self_check')}: {number}"
    return Slide(title, (stem, *options), notes=notes, has_bullets=False)


# --- what fits on a slide ---


def _telling_units(text: str, paper: LessonPaper) -> list[Points]:
    """Return a text as what stays together on a slide: a sentence, or a list with the sentence that leads to it."""
    units: list[Points] = []
    for block in text_blocks(text, paper.term_names):
        if block.kind in ("bullets", "numbers"):
            lead = units.pop() if units and _words(units[-1][-1]).endswith(":") else ()
            units.append((*lead, *(text_runs_of(item, paper, Leads()) for item in block.items)))
        else:
            joined = ("".join(piece.text for piece in item) for item in block.items)
            units += [(sentence,) for words in joined for sentence in _sentences(words)]
    return units


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; what somebody says between quotation marks is not torn."""
    begun = ""
    for part in _SENTENCE.split(text):
        begun = f"{begun} {part}".strip()
        if begun.count("«") <= begun.count("»") and begun.count('"') % 2 == 0:
            yield begun
            begun = ""
    if begun:
        yield begun


def _paged(slide: Slide, units: Sequence[Points]) -> Iterator[Slide]:
    """Yield a slide as so many as its points need to be read from the last row; the notes go with the first."""
    for number, points in enumerate(_pages(units), 1):
        title = slide.title if number == 1 else f"{slide.title} ({number})"
        yield replace(slide, title=title, points=points, notes=slide.notes if number == 1 else "")


def _pages(units: Sequence[Points]) -> list[Points]:
    pages: list[list[Point]] = [[]]
    for unit in units:
        if not _fit(pages[-1], unit) and _fit([], unit):
            pages.append([])
        for point in unit:
            if not _fit(pages[-1], (point,)):
                pages.append([])
            pages[-1].append(point)
    if len(pages) > 1 and len(pages[-1]) == 1 < len(pages[-2]) - 1:
        pages[-1].insert(0, pages[-2].pop())
    return [tuple(page) for page in pages]


def _fit(page: Sequence[Point], more: Sequence[Point]) -> bool:
    n_letters = sum(len(_words(one)) for one in (*page, *more))
    is_short = len(page) + len(more) <= MOST_POINTS and n_letters <= MOST_LETTERS
    return is_short or not page and len(more) == 1


def _words(point: Point) -> str:
    return plain_runs(cell_runs(point))


def _lines(texts: Sequence[str], paper: LessonPaper) -> Points:
    return tuple(line_runs(text, paper, Leads()) for text in texts)


def _plain(text: str, paper: LessonPaper) -> str:
    return plain_text(text, paper.term_names)
