"""A lesson, or all lessons of a module, as a document to read on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sauatty.core.catalogue.lessons import Lesson, LessonSource, Resource, SelfCheck
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Contents,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text_runs,
)
from sauatty.core.documents.lesson_blocks import Leads, blocks_of, boxed, flat_runs, line_runs
from sauatty.core.documents.lesson_figures import figure_svg
from sauatty.core.documents.lesson_paper import (
    TO_CHECK,
    LessonPaper,
    authors_of,
    draft_label,
    drafts_label,
    letter,
    licence_line,
    licence_name,
    right_letters,
    shipped_paper,
    shown_options,
    source_numbers,
    sources_to_check,
    task_resources,
    texts_version,
    used_terms,
    who_line,
)

TERMS = "terms"


def lesson_document(lesson: Lesson, language: str, paper: LessonPaper | None = None) -> Document:
    """Write one lesson in a language, its answers and terms at the end.

    Parameters
    ----------
    lesson : Lesson
    language : str
    paper : LessonPaper, optional
        Glossary and services; those that Sauatty comes with by default.
    """
    paper = paper or shipped_paper(language)
    blocks = [
        *lesson_blocks(lesson, paper, level=1),
        Heading(1, paper.say("answers"), "answers"),
        *answer_blocks(lesson, paper),
        *_glossary([lesson], paper),
    ]
    return document_of([lesson], paper, paper.text(lesson.title), "", blocks)


def module_document(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> Document:
    """Write a module in a language: what it is about and how far it is reviewed, its lessons, answers and terms."""
    paper = paper or shipped_paper(language)
    blocks: list[Block] = [Contents(depth=1), *_about(module, lessons, paper)]
    for number, lesson in enumerate(lessons, 1):
        blocks += [PageBreak(), _chapter(number, lesson, paper), *lesson_blocks(lesson, paper, level=2)]
    blocks += [PageBreak(), Heading(1, paper.say("answers"), "answers")]
    for number, lesson in enumerate(lessons, 1):
        blocks.append(Heading(2, f"{number}. {paper.text(lesson.title)}"))
        blocks += answer_blocks(lesson, paper)
    blocks += _glossary(lessons, paper)
    return document_of(
        lessons, paper, paper.text(module.title), paper.say("module_subtitle"), blocks, f"module/{module.id}"
    )


def _chapter(number: int, lesson: Lesson, paper: LessonPaper) -> Heading:
    return Heading(1, f"{number}. {paper.text(lesson.title)}", f"lesson-{lesson.id}"[:64])


def document_of(
    lessons: Sequence[Lesson],
    paper: LessonPaper,
    title: str,
    subtitle: str,
    blocks: Sequence[Block],
    identifier: str = "",
) -> Document:
    """Return a document with what every paper of lessons carries: mark, licence, authors, version of the texts."""
    return Document(
        title=title,
        language=paper.language,
        blocks=tuple(blocks),
        subtitle=subtitle,
        authors=authors_of(lessons, paper),
        version=texts_version(lessons, paper.language),
        identifier=f"sauatty:{identifier or f'lesson/{lessons[0].key}'}" if lessons else "",
        note=drafts_label(lessons, paper),
        licence=", ".join(sorted({licence_name(one) for one in lessons})),
    )


# --- the front of a module ---


def _about(module: ModuleOutline, lessons: Sequence[Lesson], paper: LessonPaper) -> Iterator[Block]:
    yield Heading(1, paper.say("about_module"), "about")
    yield Paragraph(text_runs(paper.text(module.summary)))
    yield Paragraph(text_runs(paper.say("competences", names=paper.competences(module.competences))))
    yield _lessons_table(lessons, paper)
    yield Heading(2, paper.say("state_title"), "state")
    yield Bullets(tuple(text_runs(line) for line in state_lines(lessons, paper)))


def state_lines(lessons: Sequence[Lesson], paper: LessonPaper) -> tuple[str, ...]:
    """Say how many lessons a native reader has read, how many sources are unchecked, and what is allowed."""
    n = sum(one.provenance.is_reviewed(paper.language) for one in lessons)
    unchecked, of = sources_to_check(lessons)
    return (
        paper.say("state_reviewed", n=n, of=len(lessons)),
        paper.say("state_sources", n=unchecked, of=of),
        licence_line(lessons, paper),
    )


def _lessons_table(lessons: Sequence[Lesson], paper: LessonPaper) -> Table:
    rows = tuple(
        (
            str(number),
            (Run(paper.text(one.title), link=f"#{_chapter(number, one, paper).id}"),),
            str(one.minutes),
            ", ".join(one.provenance.reviewed_by.get(paper.language, ())) or paper.say("nobody"),
        )
        for number, one in enumerate(lessons, 1)
    )
    head = ("№" if paper.language != "en" else "No.", *map(paper.say, ("lesson", "minutes", "state")))
    return Table("", head, rows, id="lessons", is_counted=False)


def _glossary(lessons: Sequence[Lesson], paper: LessonPaper) -> Iterator[Block]:
    rows = tuple((paper.text(one.term), paper.text(one.definition)) for one in used_terms(lessons, paper))
    if rows:
        yield Heading(1, paper.say("glossary"), TERMS)
        head = (paper.say("term"), paper.say("definition"))
        yield Table("", head, rows, is_counted=False)


# --- a lesson ---


def lesson_blocks(lesson: Lesson, paper: LessonPaper, level: int = 1) -> Iterator[Block]:
    """Yield a lesson without its title and without answers; `level` is that of its headings."""
    leads = leads_of(lesson, paper)
    yield from _opening(lesson, paper, leads)
    for place, section in enumerate(lesson.sections):
        yield Heading(level, paper.text(section.heading))
        yield from blocks_of(paper.text(section.text), paper, leads)
        yield from boxed(paper.say("more"), paper.text(section.more), paper, leads)
        if place == 0:
            yield from figure_blocks(lesson, paper)
    yield Heading(level, paper.say("example"))
    yield from _example(lesson, paper, leads)
    yield Heading(level, paper.say("task"))
    yield from task_blocks(lesson, paper, leads)
    yield Heading(level, paper.say("self_check"))
    yield Paragraph(text_runs(paper.say("answers_below"), italic=True))
    for number, question in enumerate(lesson.self_check, 1):
        yield from question_blocks(number, question, paper, leads)
    yield Heading(level, paper.say("card"))
    yield Bullets(card_lines(lesson, paper))
    yield Heading(level, paper.say("sources"))
    yield source_block(lesson, paper)
    yield Paragraph(text_runs(who_line(lesson, paper), italic=True))


def leads_of(lesson: Lesson, paper: LessonPaper, *, has_terms: bool = True) -> Leads:
    """Return where the marks of a lesson lead in a document that has its sources, and the terms if it has them."""
    terms = TERMS if has_terms and used_terms([lesson], paper) else ""
    return Leads(source_numbers(lesson.sources), _source_list(lesson), terms)


def _source_list(lesson: Lesson) -> str:
    return f"sources-{lesson.id}"[:64]


def _opening(lesson: Lesson, paper: LessonPaper, leads: Leads) -> Iterator[Block]:
    yield Paragraph(text_runs(facts_line(lesson, paper)), label=draft_label(lesson, paper))
    yield Paragraph(text_runs(paper.say("competences", names=paper.competences(lesson.competences))))
    yield from boxed(paper.say("aim"), paper.text(lesson.aim), paper, leads)
    yield from boxed(paper.say("situation"), paper.text(lesson.situation), paper, leads)


def facts_line(lesson: Lesson, paper: LessonPaper) -> str:
    """Say how long a lesson takes, how hard it is and whom it is for."""
    audience = ", ".join(paper.say(f"audience_{one}") for one in lesson.audience)
    level = paper.say(f"level_{lesson.level}")
    return paper.say("facts", minutes=lesson.minutes, level=level, audience=audience)


def figure_blocks(lesson: Lesson, paper: LessonPaper) -> Iterator[Figure]:
    """Yield the drawing of a lesson, if it has one."""
    if lesson.figure is not None:
        svg = figure_svg(lesson.figure, paper.language, is_wide=True, name=f"figure-{lesson.id}")
        yield Figure(svg, paper.text(lesson.figure.alt), paper.text(lesson.figure.title))


def _example(lesson: Lesson, paper: LessonPaper, leads: Leads) -> Iterator[Block]:
    example = lesson.example
    mark = paper.say("invented") if example.is_invented else ""
    yield Paragraph(line_runs(paper.text(example.task), paper, leads), label=mark)
    yield Bullets(tuple(line_runs(paper.text(one), paper, leads) for one in example.steps), ordered=True)
    result = flat_runs(paper.text(example.result), paper, leads)
    yield Paragraph((Run(f"{paper.say('result')} ", bold=True), *result))


def task_blocks(lesson: Lesson, paper: LessonPaper, leads: Leads) -> Iterator[Block]:
    """Yield the task: steps, services with their addresses, prompts of the notebook, the variant without a net."""
    task = lesson.task
    yield from blocks_of(paper.text(task.intro), paper, leads)
    yield Bullets(tuple(line_runs(paper.text(one), paper, leads) for one in task.steps), ordered=True)
    services = task_resources(lesson, paper)
    if services:
        yield Paragraph((Run(paper.say("services"), bold=True),), keep="next")
        yield Bullets(tuple(service_runs(one, paper) for one in services))
    prompts = "\n\n".join(paper.text(prompt.prompt) for prompt in task.notebook)
    yield from boxed(paper.say("notebook"), prompts, paper, leads)
    yield from boxed(paper.say("offline"), paper.text(task.offline), paper, leads)


def service_runs(resource: Resource, paper: LessonPaper) -> tuple[Run, ...]:
    """Return a service with its address in full, for a reader with paper in hand."""
    line = paper.say("service_line", title=paper.text(resource.title), purpose=paper.text(resource.purpose))
    return (Run(f"{line.rstrip('.')}. "), Run(resource.url, link=resource.url), *_mark(resource, paper))


def source_block(lesson: Lesson, paper: LessonPaper) -> Bullets:
    """Return the numbered sources of a lesson."""
    items = tuple(_source(source, paper) for source in lesson.sources) or (text_runs("–"),)
    return Bullets(items, ordered=True, id=_source_list(lesson))


def _source(source: LessonSource, paper: LessonPaper) -> tuple[Run, ...]:
    runs = [Run(paper.text(source.text))]
    if source.url:
        runs += [Run(". "), Run(source.url, link=source.link)]
    return (*runs, *_mark(source, paper))


def _mark(entry: LessonSource | Resource, paper: LessonPaper) -> tuple[Run, ...]:
    """Return '(to be checked; entered on …)' for what is not in the fact base."""
    if entry.checked != TO_CHECK:
        return ()
    day = paper.day(entry.on)
    told = "; ".join(filter(None, (paper.say("to_check"), paper.say("seen_on", date=day) if day else "")))
    return (Run(f" ({told})", italic=True),)


def card_lines(lesson: Lesson, paper: LessonPaper) -> tuple[tuple[Run, ...], ...]:
    """Return the lines of a card."""
    return tuple(line_runs(paper.text(one), paper, Leads()) for one in lesson.card)


# --- self-checks ---


def question_blocks(number: int, question: SelfCheck, paper: LessonPaper, leads: Leads) -> Iterator[Block]:
    """Yield a question with its options, without the answer."""
    how = {"single": "choose_one", "multiple": "choose_several", "order": "put_in_order"}[question.kind]
    stem = line_runs(paper.text(question.stem), paper, leads)
    bold = tuple(replace(run, bold=True) for run in stem)
    yield Paragraph((Run(f"{number}. ", bold=True), *bold, Run(f" {paper.say(how)}")), keep="next")
    yield _lines(
        (Run(f"{letter(at)}) "), *line_runs(paper.text(question.options[place].text), paper, leads))
        for at, place in enumerate(shown_options(question))
    )


def _lines(lines: Iterable[tuple[Run, ...]]) -> Paragraph:
    """Return lines that stay together on a page."""
    runs = [run for line in lines for run in (Run("\n"), *line)]
    return Paragraph(tuple(runs[1:]), keep="whole")


def answer_blocks(lesson: Lesson, paper: LessonPaper) -> Iterator[Block]:
    """Yield the answers of a lesson's self-check with the reason for every option."""
    for number, question in enumerate(lesson.self_check, 1):
        key = right_letters(question)
        told = paper.say("right_order", order=key) if question.kind == "order" else key
        yield Paragraph((Run(f"{number}. {told}", bold=True),), keep="next")
        yield _lines(_reason(question, at, place, paper) for at, place in enumerate(shown_options(question)))


def _reason(question: SelfCheck, at: int, place: int, paper: LessonPaper) -> tuple[Run, ...]:
    option = question.options[place]
    says = paper.say("right" if option.is_right else "wrong")
    start = f"{letter(at)}) " if question.kind == "order" else f"{letter(at)}) {says}. "
    return (Run(start), *line_runs(paper.text(option.why), paper, Leads()))
