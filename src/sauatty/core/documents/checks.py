"""What a document must keep to before it is written."""

import re
from collections.abc import Iterator
from itertools import chain

from sauatty.core.documents.blocks import (
    LEVELS,
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    cell_runs,
)
from sauatty.core.documents.pictures import svg_problem
from sauatty.core.errors import DocumentInvalid
from sauatty.core.languages import LANGUAGES

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_FIELD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,57}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@|#)", re.IGNORECASE)
HEAT_CLASSES = ("h0", "h1", "h2", "h3", "h4", "h5")


def validate(document: Document) -> None:
    """Check a document.

    Raises
    ------
    DocumentInvalid
        Names the block and what is wrong with it: a level of headings that is skipped, an id that stands twice, a
        figure without a text that describes it, a table whose rows differ in length, a link that is none, …
    """
    for where, problem in _problems(document):
        raise DocumentInvalid(document=document.title or "?", where=where, problem=problem)


def _problems(document: Document) -> Iterator[tuple[str, str]]:
    if document.language not in LANGUAGES:
        yield "document", f"language '{document.language}' is not one of kk, ru, en"
    if not document.title.strip():
        yield "document", "it has no title"
    yield from _heading_problems(document)
    yield from _id_problems(document)
    for place, block in enumerate(document.blocks, 1):
        where = f"block {place}" + (f" ({block.id})" if block.id else "")
        yield from ((where, problem) for problem in _block_problems(block))


def _heading_problems(document: Document) -> Iterator[tuple[str, str]]:
    above = 0
    for place, block in enumerate(document.blocks, 1):
        if not isinstance(block, Heading):
            continue
        where = f"block {place}, heading '{block.text[:40]}'"
        if block.level not in LEVELS:
            yield where, f"level {block.level} is not one of 1 to 4"
        if block.level > above + 1:
            yield where, f"level {block.level} stands under level {above}"
        if not block.text.strip():
            yield where, "it is empty"
        above = block.level


def _id_problems(document: Document) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for place, block in enumerate(document.blocks, 1):
        if block.id and not _ID.fullmatch(block.id):
            yield f"block {place}", f"id '{block.id[:80]}' holds other signs than letters, digits, _ . -"
        if block.id and block.id in seen:
            yield f"block {place}", f"id '{block.id}' stands twice"
        seen.add(block.id)
    for run in document_runs(document):
        if run.link.startswith("#") and run.link[1:] not in seen:
            yield f"link '{run.link}'", "no block has this id"


def _block_problems(block: Block) -> Iterator[str]:
    yield from chain.from_iterable(map(run_problems, _runs(block)))
    match block:
        case Bullets() if not block.items:
            yield "the list has no items"
        case Table():
            yield from _table_problems(block)
        case Figure():
            yield from _figure_problems(block)
        case Paragraph() | Quote() if block.language and not _LANGUAGE.fullmatch(block.language):
            yield f"language '{block.language}' is not a language tag"


def run_problems(run: Run) -> Iterator[str]:
    """Give what is wrong with one run."""
    if run.link and not _LINK.match(run.link):
        yield f"link '{run.link[:80]}' is neither an address (http, https, mailto) nor # and an id"
    if run.field and not _FIELD.fullmatch(run.field):
        yield f"field '{run.field[:80]}' is not a name"
    if run.language and not _LANGUAGE.fullmatch(run.language):
        yield f"language '{run.language}' is not a language tag"


def _table_problems(table: Table) -> Iterator[str]:
    width = len(table.header)
    if not width:
        yield "the table has no row of headings"
    for number, row in enumerate(table.rows, 1):
        if len(row) != width:
            yield f"row {number} has {len(row)} cells, the row of headings {width}"
    if table.heat is None:
        return
    if [len(row) for row in table.heat] != [len(row) for row in table.rows]:
        yield "the heat classes are not one for each cell"
    unknown = {name for row in table.heat for name in row if name is not None} - set(HEAT_CLASSES)
    if unknown:
        yield f"heat class '{min(unknown)}' is not one of h0 to h5"


def _figure_problems(figure: Figure) -> Iterator[str]:
    if not figure.alt.strip():
        yield "the figure has no text that says what it shows (alt)"
    problem = svg_problem(figure.svg)
    if problem:
        yield f"the drawing {problem}"
    if figure.table:
        yield from _table_problems(figure.table)


def document_runs(document: Document) -> Iterator[Run]:
    """Give every run of a document."""
    return chain.from_iterable(map(_runs, document.blocks))


def _runs(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph() | Note():
            yield from block.runs
        case Bullets():
            yield from chain.from_iterable(block.items)
        case Table():
            yield from _cell_runs(block)
        case Figure() if block.table:
            yield from _cell_runs(block.table)


def _cell_runs(table: Table) -> Iterator[Run]:
    cells: Iterator[Cell] = chain(table.header, *table.rows)
    return chain.from_iterable(map(cell_runs, cells))
