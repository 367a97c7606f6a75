"""Lessons as plain pages: they work from a folder, without a server, a script or a network.

What is revealed stands in <details>. The one style sheet lies beside the pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from sauatty.core.catalogue.lesson_text import Inline, TextBlock, inlines, text_blocks
from sauatty.core.catalogue.lessons import Lesson, LessonSource, Resource, SelfCheck
from sauatty.core.documents.lesson_document import facts_line
from sauatty.core.documents.lesson_figures import figure_svg
from sauatty.core.documents.lesson_paper import (
    TO_CHECK,
    LessonPaper,
    draft_label,
    letter,
    licence_line,
    right_letters,
    shown_options,
    source_numbers,
    task_resources,
    used_terms,
    who_line,
)
from sauatty.core.documents.pictures import inline_svg
from sauatty.core.documents.wording import printable

STYLE_NAME = "style.css"
STYLE = Path(__file__).with_name("lesson.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class PageWay:
    """Where the pages around a lesson lie: their addresses with their titles. Empty where there is none."""

    home: tuple[str, str] = ("", "")
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class HtmlLeads:
    """Where marks of a text lead: the numbers of sources, and what the addresses of terms and sources begin with."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()


def lesson_page(lesson: Lesson, paper: LessonPaper, way: PageWay | None = None) -> str:
    """Return a lesson as a whole page."""
    body = "\n".join(
        (*_head(lesson, paper, way or PageWay()), *lesson_body(lesson, paper), *_way(paper, way or PageWay()))
    )
    return html_page(paper, paper.text(lesson.title), body)


def html_page(paper: LessonPaper, title: str, body: str) -> str:
    """Return a page around a body."""
    return (
        f'<!DOCTYPE html>\n<html lang="{paper.language}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<title>{_text(title)}</title>\n<link rel="stylesheet" href="{STYLE_NAME}"/>\n</head>\n<body>\n'
        f'<a class="skip" href="#main">{_text(paper.say("skip"))}</a>\n{body}\n</body>\n</html>\n'
    )


def _head(lesson: Lesson, paper: LessonPaper, way: PageWay) -> Iterator[str]:
    if way.home[0]:
        yield f'<nav><a href="{_text(way.home[0])}">{_text(way.home[1])}</a></nav>'
    yield '<main id="main">'
    yield f"<h1>{_text(paper.text(lesson.title))}</h1>"


def _way(paper: LessonPaper, way: PageWay) -> Iterator[str]:
    yield "</main>"
    links = [
        f'<a rel="{rel}" href="{_text(at[0])}">{_text(paper.say(word))}: {_text(at[1])}</a>'
        for rel, word, at in (("prev", "previous", way.before), ("next", "next", way.after))
        if at[0]
    ]
    if links:
        yield f'<nav class="way">{"".join(links)}</nav>'


def lesson_body(lesson: Lesson, paper: LessonPaper) -> Iterator[str]:
    """Yield a lesson under its title."""
    leads = leads_of(lesson, paper)
    yield from _opening(lesson, paper, leads)
    for place, section in enumerate(lesson.sections):
        yield f"<h2>{_text(paper.text(section.heading))}</h2>"
        yield from text_html(paper.text(section.text), paper, leads)
        yield from _revealed(paper.say("more"), paper.text(section.more), paper, leads)
        if place == 0:
            yield from _figure(lesson, paper)
    yield from _example(lesson, paper, leads)
    yield from _task(lesson, paper, leads)
    yield from _self_check(lesson, paper, leads)
    yield f"<h2>{_text(paper.say('card'))}</h2>"
    yield _list("ul", (line_html(paper.text(one), paper, leads) for one in lesson.card))
    yield from _terms(lesson, paper)
    yield f"<h2>{_text(paper.say('sources'))}</h2>"
    yield _sources(lesson, paper)
    yield f'<p class="small">{_text(who_line(lesson, paper))}</p>'
    yield f'<p class="small">{_text(licence_line([lesson], paper))}</p>'


def leads_of(lesson: Lesson, paper: LessonPaper) -> HtmlLeads:
    """Return where the marks of a lesson lead on a page that has its sources and terms."""
    terms = frozenset(term.id for term in used_terms([lesson], paper))
    return HtmlLeads(source_numbers(lesson.sources), terms)


# --- texts ---


def text_html(text: str, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    """Yield a text as paragraphs, lists and quotations."""
    for block in text_blocks(text, paper.term_names):
        yield _block(block, [_pieces(item, paper, leads) for item in block.items])


def _block(block: TextBlock, items: Sequence[str]) -> str:
    match block.kind:
        case "bullets":
            return _list("ul", items)
        case "numbers":
            return _list("ol", items)
    paragraphs = "".join(f"<p>{item}</p>" for item in items)
    return f"<blockquote>{paragraphs}</blockquote>" if block.kind == "quote" else paragraphs


def line_html(text: str, paper: LessonPaper, leads: HtmlLeads) -> str:
    """Return one line, such as an option."""
    return _pieces(inlines(text, paper.term_names), paper, leads)


def _pieces(pieces: Sequence[Inline], paper: LessonPaper, leads: HtmlLeads) -> str:
    return "".join(_piece(piece, paper, leads) for piece in pieces)


def _piece(piece: Inline, paper: LessonPaper, leads: HtmlLeads) -> str:
    shown = _text(piece.text)
    match piece.kind:
        case "strong":
            return f"<strong>{shown}</strong>"
        case "em":
            return f"<em>{shown}</em>"
        case "term" if piece.ref in leads.terms:
            return f'<a href="#term-{_text(piece.ref)}">{shown}</a>'
        case "resource" if piece.ref in paper.resources:
            return f'<a href="{_text(paper.resources[piece.ref].url)}">{shown}</a>'
        case "link":
            return f'<a href="{_text(piece.ref)}">{shown}</a>'
        case "source":
            number = leads.numbers.get(piece.ref)
            return f'<sup><a href="#source-{_text(piece.ref)}">[{number}]</a></sup>' if number else ""
    return shown


def _list(tag: str, items: Iterator[str] | Sequence[str], classes: str = "") -> str:
    named = f' class="{classes}"' if classes else ""
    return f"<{tag}{named}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _boxed(title: str, text: str, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    if text:
        inner = "".join(text_html(text, paper, leads))
        yield f'<div class="box"><p><strong>{_text(title)}</strong></p>{inner}</div>'


def _revealed(title: str, text: str, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    if text:
        inner = "".join(text_html(text, paper, leads))
        yield f"<details><summary>{_text(title)}</summary>{inner}</details>"


def _text(text: str) -> str:
    return escape(printable(text))


# --- parts ---


def _opening(lesson: Lesson, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    mark = draft_label(lesson, paper)
    if mark:
        yield f'<p><span class="mark">{_text(mark)}</span></p>'
    yield f'<p class="small">{_text(facts_line(lesson, paper))}</p>'
    names = paper.say("competences", names=paper.competences(lesson.competences))
    yield f'<p class="small">{_text(names)}</p>'
    yield from _boxed(paper.say("aim"), paper.text(lesson.aim), paper, leads)
    yield from _boxed(paper.say("situation"), paper.text(lesson.situation), paper, leads)


def _figure(lesson: Lesson, paper: LessonPaper) -> Iterator[str]:
    if lesson.figure is not None:
        svg = inline_svg(figure_svg(lesson.figure, paper.language), lesson.id, paper.text(lesson.figure.alt))
        yield f"<figure>{svg}<figcaption>{_text(paper.text(lesson.figure.title))}</figcaption></figure>"


def _example(lesson: Lesson, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    example = lesson.example
    yield f"<h2>{_text(paper.say('example'))}</h2>"
    if example.is_invented:
        yield f'<p><span class="mark">{_text(paper.say("invented"))}</span></p>'
    yield f"<p>{line_html(paper.text(example.task), paper, leads)}</p>"
    yield _list("ol", (line_html(paper.text(one), paper, leads) for one in example.steps))
    result = line_html(paper.text(example.result), paper, leads)
    yield f"<p><strong>{_text(paper.say('result'))}</strong> {result}</p>"


def _task(lesson: Lesson, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    task = lesson.task
    yield f"<h2>{_text(paper.say('task'))}</h2>"
    yield from text_html(paper.text(task.intro), paper, leads)
    yield _list("ol", (line_html(paper.text(one), paper, leads) for one in task.steps))
    services = [_service(one, paper) for one in task_resources(lesson, paper)]
    if services:
        yield f"<p><strong>{_text(paper.say('services'))}</strong></p>"
        yield _list("ul", services)
    prompts = "\n\n".join(paper.text(prompt.prompt) for prompt in task.notebook)
    yield from _boxed(paper.say("notebook"), prompts, paper, leads)
    yield from _revealed(paper.say("offline"), paper.text(task.offline), paper, leads)


def _service(resource: Resource, paper: LessonPaper) -> str:
    link = f'<a href="{_text(resource.url)}">{_text(paper.text(resource.title))}</a>'
    return f"{link} – {_text(paper.text(resource.purpose))}{_mark(resource, paper)}"


def _mark(entry: Resource | LessonSource, paper: LessonPaper) -> str:
    if entry.checked != TO_CHECK:
        return ""
    day = paper.day(entry.on)
    told = "; ".join(filter(None, (paper.say("to_check"), paper.say("seen_on", date=day) if day else "")))
    return f' <span class="small">({_text(told)})</span>'


def _self_check(lesson: Lesson, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    yield f"<h2>{_text(paper.say('self_check'))}</h2>"
    for number, question in enumerate(lesson.self_check, 1):
        yield from _question(number, question, paper, leads)


def _question(number: int, question: SelfCheck, paper: LessonPaper, leads: HtmlLeads) -> Iterator[str]:
    how = {"single": "choose_one", "multiple": "choose_several", "order": "put_in_order"}[question.kind]
    shown = [question.options[place] for place in shown_options(question)]
    stem = line_html(paper.text(question.stem), paper, leads)
    yield f"<p><strong>{number}. {stem}</strong> {_text(paper.say(how))}</p>"
    options = (
        f"{letter(at)}) {line_html(paper.text(one.text), paper, leads)}" for at, one in enumerate(shown)
    )
    yield _list("ol", options, "options")
    key = right_letters(question)
    told = paper.say("right_order", order=key) if question.kind == "order" else key
    reasons = (
        f"{letter(at)}) {line_html(paper.text(one.why), paper, leads)}" for at, one in enumerate(shown)
    )
    yield (
        f"<details><summary>{_text(paper.say('show_answer'))}</summary>"
        f"<p><strong>{_text(told)}</strong></p>{_list('ol', reasons, 'options')}</details>"
    )


def _terms(lesson: Lesson, paper: LessonPaper) -> Iterator[str]:
    terms = used_terms([lesson], paper)
    if terms:
        yield f"<h2>{_text(paper.say('glossary'))}</h2>"
        rows = (
            f'<dt id="term-{_text(one.id)}">{_text(paper.text(one.term))}</dt>'
            f"<dd>{_text(paper.text(one.definition))}</dd>"
            for one in terms
        )
        yield f"<dl>{''.join(rows)}</dl>"


def _sources(lesson: Lesson, paper: LessonPaper) -> str:
    rows = "".join(
        f'<li id="source-{_text(one.id)}">{_text(paper.text(one.text))}{_address(one)}{_mark(one, paper)}</li>'
        for one in lesson.sources
    )
    return f"<ol>{rows}</ol>"


def _address(source: LessonSource) -> str:
    """Return the address of a source; one that is none, which a draft may have, is no link."""
    shown = _text(source.url)
    if source.link:
        return f'. <a href="{shown}">{shown}</a>'
    return f". {shown}" if shown else ""
