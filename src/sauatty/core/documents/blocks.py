"""A document as blocks: what every writer (HTML, DOCX, PDF) is given.

All text is data. A writer never reads markup, code or a field out of it, and the same document gives the same
bytes.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner of writing.

    `link` is an http, https or mailto address, or '#' and the id of a block. `field` names a locked value: a
    figure or a quotation that stands in the text and that nobody may retype. `language` is set where it is not
    that of the block.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    field: str = ""
    language: str = ""


Cell = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the first of a document has level 1, and no level is skipped on the way down."""

    level: int
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `label` is shown with it: a slug of the words ('machine draft', 'stale') or a text.

    `keep` is 'whole' where no page may end within it, 'next' where none may end between it and what follows.
    """

    runs: tuple[Run, ...]
    id: str = ""
    label: str = ""
    language: str = ""
    keep: Literal["", "whole", "next"] = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` numbers it. `label` stands once over the whole list, as that of a paragraph."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = False
    id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings. `heat` gives a class ('h0' to 'h5') or None for each cell of `rows`.

    A table that is not counted has no number: the grid of a form, say.
    """

    caption: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    id: str = ""
    note: str = ""
    heat: tuple[tuple[str | None, ...], ...] | None = None
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG, what it shows in words, and the numbers behind it as a table."""

    svg: str
    alt: str
    caption: str
    id: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, in their own language, and where they stand."""

    text: str
    source: str = ""
    language: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark. `kind` is 'info', 'caution', 'example', 'source' or 'task', or the text of its heading."""

    kind: str
    runs: tuple[Run, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""

    id: str = field(default="", init=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings down to a level. A document that has one gets a title page."""

    id: str = field(default="", init=False)
    depth: int = 3


Block = Heading | Paragraph | Bullets | Table | Figure | Quote | Note | PageBreak | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `note` is a mark that stands on every page ('Invented data'). `date` is the only date that a file carries.
    `is_large` sets a PDF in letters twice as large, for a sheet on a wall.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    version: str = ""
    identifier: str = ""
    date: dt.date | None = None
    citation: str = ""
    note: str = ""
    licence: str = ""
    is_large: bool = False

    @property
    def has_title_page(self) -> bool:
        """Tell whether the title stands on a page of its own."""
        return any(isinstance(block, Contents) for block in self.blocks)


def text_runs(text: str, **manner: str | bool) -> tuple[Run, ...]:
    """Return a plain text as the runs of a paragraph."""
    return (replace(Run(text), **manner),)  # type: ignore[arg-type]


def cell_runs(cell: Cell) -> tuple[Run, ...]:
    """Return the runs of a table cell."""
    return (Run(cell),) if isinstance(cell, str) else cell


def plain_text(runs: tuple[Run, ...]) -> str:
    """Return the text of runs alone."""
    return "".join(run.text for run in runs)


def headings(document: Document) -> tuple[Heading, ...]:
    """Return the headings in their order."""
    return tuple(block for block in document.blocks if isinstance(block, Heading))


def with_ids(document: Document) -> Document:
    """Give each block that has no id one by its place ('b-7'), so that it is known when the file returns."""
    taken = {block.id for block in document.blocks}
    blocks = []
    for place, block in enumerate(document.blocks, 1):
        new = f"b-{place}"
        while new in taken:
            new += "-"
        is_without = not block.id and not isinstance(block, PageBreak | Contents)
        blocks.append(replace(block, id=new) if is_without else block)
    return replace(document, blocks=tuple(blocks))


def numbers(document: Document) -> Mapping[int, int]:
    """Return the number of each table and figure by the place of its block, each kind counted from 1.

    The table under a figure is counted among the tables where it has a caption: see `figure_table_numbers`.
    """
    return {
        place: number for place, kind, number in _counted(document) if kind is type(document.blocks[place])
    }


def figure_table_numbers(document: Document) -> Mapping[int, int]:
    """Return the numbers of the tables under figures by the place of the figure."""
    found = _counted(document)
    return {
        place: number
        for place, kind, number in found
        if kind is Table and isinstance(document.blocks[place], Figure)
    }


def _counted(document: Document) -> Iterator[tuple[int, type, int]]:
    n = {Table: 0, Figure: 0}
    for place, block in enumerate(document.blocks):
        is_counted = block.is_counted if isinstance(block, Table) else isinstance(block, Figure)
        kinds = [type(block)] if is_counted else []
        kinds += [Table] if isinstance(block, Figure) and block.table and block.table.caption else []
        for kind in kinds:
            n[kind] += 1
            yield place, kind, n[kind]


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a document as it goes out: its id and its runs."""

    id: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Return the text alone."""
        return plain_text(self.runs)

    @property
    def fields(self) -> dict[str, str]:
        """Return the locked values by name."""
        return {run.field: run.text for run in self.runs if run.field}


def parts(document: Document) -> Iterator[Part]:
    """Give every paragraph that carries an id, in reading order.

    Parts of a block are named after it: 'list:2' (second item), 'table:caption', 'table:r0c1' (row 0 is the row
    of headings), 'table:note', 'quote:source'; the table under a figure is 'figure:table'.
    """
    yield Part(":title", (Run(document.title),))
    if document.subtitle:
        yield Part(":subtitle", (Run(document.subtitle),))
    for block in with_ids(document).blocks:
        yield from _parts_of(block)


def _parts_of(block: Block) -> Iterator[Part]:
    match block:
        case Heading():
            yield Part(block.id, (Run(block.text),))
        case Paragraph() | Note():
            yield Part(block.id, block.runs)
        case Bullets():
            yield from (Part(f"{block.id}:{place}", item) for place, item in enumerate(block.items, 1))
        case Table():
            yield from table_parts(block, block.id)
        case Figure():
            yield Part(f"{block.id}:caption", (Run(block.caption),))
            if block.table:
                yield from table_parts(block.table, f"{block.id}:table")
        case Quote():
            yield Part(block.id, (Run(block.text),))
            if block.source:
                yield Part(f"{block.id}:source", (Run(block.source),))


def table_parts(table: Table, id: str) -> Iterator[Part]:
    """Give the paragraphs of a table: caption, cells row by row, note."""
    if table.caption:
        yield Part(f"{id}:caption", (Run(table.caption),))
    for row, cells in enumerate((table.header, *table.rows)):
        for column, cell in enumerate(cells):
            yield Part(f"{id}:r{row}c{column}", cell_runs(cell))
    if table.note:
        yield Part(f"{id}:note", (Run(table.note),))
