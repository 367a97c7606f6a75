"""The texts of lessons as blocks and runs of a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sauatty.core.catalogue.lesson_text import Inline, TextBlock, inlines, text_blocks
from sauatty.core.documents.blocks import Block, Bullets, Note, Paragraph, Quote, Run, plain_text
from sauatty.core.documents.lesson_paper import LessonPaper


@dataclass(frozen=True, slots=True)
class Leads:
    """Where marks of a text lead within the document: sources have a number and a list, terms a glossary."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    source_list: str = ""
    term_list: str = ""


def text_runs_of(pieces: Sequence[Inline], paper: LessonPaper, leads: Leads) -> tuple[Run, ...]:
    """Return the pieces of a line as runs; a source that the lesson does not list is left out."""
    runs: list[Run] = []
    for piece in pieces:
        if piece.kind == "source":
            runs += _source_runs(piece, leads, is_after=bool(runs))
        elif piece.text:
            runs.append(_run(piece, paper, leads))
    return tuple(runs)


def _source_runs(piece: Inline, leads: Leads, *, is_after: bool) -> Iterator[Run]:
    number = leads.numbers.get(piece.ref)
    if number is None:
        return
    if is_after:
        yield Run("\u00a0")
    yield Run(f"[{number}]", link=f"#{leads.source_list}" if leads.source_list else "")


def _run(piece: Inline, paper: LessonPaper, leads: Leads) -> Run:
    match piece.kind:
        case "strong":
            return Run(piece.text, bold=True)
        case "em":
            return Run(piece.text, italic=True)
        case "term" if leads.term_list and piece.ref in paper.terms:
            return Run(piece.text, link=f"#{leads.term_list}")
        case "resource" if piece.ref in paper.resources:
            return Run(piece.text, link=paper.resources[piece.ref].url)
        case "link":
            return Run(piece.text, link=piece.ref)
    return Run(piece.text)


def line_runs(text: str, paper: LessonPaper, leads: Leads) -> tuple[Run, ...]:
    """Return one line, such as a step or an option, as runs."""
    return text_runs_of(inlines(text, paper.term_names), paper, leads)


def flat_runs(text: str, paper: LessonPaper, leads: Leads) -> tuple[Run, ...]:
    """Return a whole text as the runs of one box: paragraphs and items on lines of their own."""
    runs: list[Run] = []
    for block in text_blocks(text, paper.term_names):
        for number, item in enumerate(block.items, 1):
            mark = {"bullets": "• ", "numbers": f"{number}. "}.get(block.kind, "")
            runs += [Run("\n")] if runs else []
            runs += [Run(mark)] if mark else []
            runs += text_runs_of(item, paper, leads)
    return tuple(runs)


def blocks_of(text: str, paper: LessonPaper, leads: Leads) -> Iterator[Block]:
    """Yield a text as blocks."""
    for block in text_blocks(text, paper.term_names):
        items = tuple(text_runs_of(item, paper, leads) for item in block.items)
        yield from _blocks(block, tuple(item for item in items if item))


def _blocks(block: TextBlock, items: tuple[tuple[Run, ...], ...]) -> Iterator[Block]:
    match block.kind:
        case "paragraph":
            yield from (Paragraph(item) for item in items)
        case "quote":
            yield Quote("\n".join(plain_text(item) for item in items))
        case _ if items:
            yield Bullets(items, ordered=block.kind == "numbers")


def boxed(title: str, text: str, paper: LessonPaper, leads: Leads) -> Iterator[Note]:
    """Yield a text in a box under a title; nothing where there is no text."""
    runs = flat_runs(text, paper, leads)
    if runs:
        yield Note(title, runs)
