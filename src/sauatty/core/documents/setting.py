"""What the typesetter is told of a document: plain values for the template `document.typ`."""

from itertools import chain
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    cell_runs,
    figure_table_numbers,
    numbers,
    plain_text,
)
from sauatty.core.documents.charts import HEAT, HEAT_INK
from sauatty.core.documents.checks import document_runs
from sauatty.core.documents.pictures import svg_size
from sauatty.core.documents.wording import (
    GROUP,
    facts,
    label_text,
    note_title,
    number_words,
    page_foot,
    page_head,
    page_words,
    printable,
)

TEXT_WIDTH, TEXT_HEIGHT = 16.7, 20.0  # cm of an A4 page that a drawing may take
_CM_PER_PIXEL = 2.54 / 96
DENSE_FROM = 8
_NUMBER_SIGNS = frozenset("0123456789 ,.%+-−–—±[]()/;:<>≤≥=\u00a0\u202f")
_NARROW = 12


def described(document: Document) -> dict[str, Any]:
    """Return the whole document as values that JSON can hold."""
    number_of, under = numbers(document), figure_table_numbers(document)
    targets = _link_targets(document)
    blocks = [
        _block(block, document.language, (number_of.get(place, 0), under.get(place, 0)), targets)
        for place, block in enumerate(document.blocks)
    ]
    date = document.date
    return {
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "language": document.language,
        "authors": [printable(author) for author in document.authors],
        "keywords": [printable(document.identifier)] if document.identifier else [],
        "date": [date.year, date.month, date.day] if date else None,
        "note": printable(document.note),
        "head": printable(page_head(document)),
        "foot": [printable(line) for line in page_foot(document)] or [""],
        "page": page_words(document.language),
        "facts": [[printable(name), printable(value)] for name, value in facts(document)],
        "words": {"contents": word(GROUP, "contents", document.language)},
        "heat": {f"h{step}": {"fill": HEAT[step], "ink": HEAT_INK[step]} for step in range(len(HEAT))},
        "has-title-page": document.has_title_page,
        "scale": 2 if document.is_large else 1,
        "blocks": blocks,
    }


def _link_targets(document: Document) -> frozenset[str]:
    """Return the ids that links lead to: only these become labels."""
    return frozenset(run.link[1:] for run in document_runs(document) if run.link.startswith("#"))


def _block(block: Block, language: str, counted: tuple[int, int], targets: frozenset[str]) -> dict[str, Any]:
    """Tell of one block; `counted` are its number and that of the table under it."""
    told, (number, under) = _told(block, language), counted
    if isinstance(block, Table | Figure):
        told["number"] = _numbered(block, number, language)
    if isinstance(block, Figure) and block.table:
        told["table"] |= {"id": "", "number": _numbered(block.table, under, language) if under else ""}
    return told | {"id": block.id if block.id in targets else ""}


def _numbered(block: Table | Figure, number: int, language: str) -> str:
    if not number:
        return ""
    before, after = number_words(block, number, language)
    return f"{before}{number}{after}"


def _told(block: Block, language: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": printable(block.text)}
        case Paragraph():
            label = printable(label_text(block.label, language)) if block.label else ""
            spoken = (block.language or language).split("-")[0]
            return {
                "kind": "paragraph",
                "runs": _runs(block.runs),
                "label": label,
                "language": spoken,
                "keep": block.keep,
            }
        case Bullets():
            return {
                "kind": "bullets",
                "ordered": block.ordered,
                "items": [_runs(item) for item in block.items],
                "label": printable(label_text(block.label, language)) if block.label else "",
            }
        case Table():
            return {"kind": "table"} | table_told(block)
        case Figure():
            return _figure(block)
        case Quote():
            texts = {"text": printable(block.text), "source": printable(block.source)}
            return {"kind": "quote", "language": (block.language or language).split("-")[0]} | texts
        case Note():
            title = printable(note_title(block.kind, language))
            return {"kind": "note", "title": title, "runs": _runs(block.runs)}
        case PageBreak():
            return {"kind": "page-break"}
        case Contents():
            return {"kind": "contents", "depth": block.depth}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "kind": "figure",
        "svg": printable(figure.svg),
        "alt": printable(figure.alt),
        "caption": printable(figure.caption),
        "width": round(picture_size(figure.svg)[0], 3),
        "table": table_told(figure.table) if figure.table else None,
    }


def picture_size(svg: str) -> tuple[float, float]:
    """Return width and height in cm that a drawing gets on an A4 page."""
    width, height = svg_size(svg) or (1.0, 1.0)
    scale = min(_CM_PER_PIXEL, TEXT_WIDTH / width, TEXT_HEIGHT / height)
    return width * scale, height * scale


def _runs(runs: tuple[Run, ...]) -> list[dict[str, Any]]:
    return [
        {
            "text": printable(run.text),
            "bold": run.bold,
            "italic": run.italic,
            "link": run.link,
            "language": run.language.split("-")[0],
        }
        for run in runs
    ]


def table_told(table: Table) -> dict[str, Any]:
    """Return a table with what its cells ask for: widths of columns, what is a number, colours."""
    heat = table.heat or tuple((None,) * len(row) for row in table.rows)
    is_number = number_columns(table)
    return {
        "caption": printable(table.caption),
        "note": printable(table.note),
        "is-dense": len(table.header) >= DENSE_FROM,
        "columns": column_shares(table),
        "header": [_cell(cell, None, number) for cell, number in zip(table.header, is_number, strict=True)],
        "rows": [
            [_cell(*parts) for parts in zip(row, classes, is_number, strict=True)]
            for row, classes in zip(table.rows, heat, strict=True)
        ],
    }


def _cell(cell: Cell, heat: str | None, is_number: bool) -> dict[str, Any]:
    return {"runs": _runs(cell_runs(cell)), "heat": heat, "is-number": is_number}


def columns_of(table: Table) -> list[list[str]]:
    """Return the texts of each column, without the row of headings."""
    columns: list[list[str]] = [[] for _ in table.header]
    for row in table.rows:
        for column, cell in zip(columns, row, strict=True):
            column.append(plain_text(cell_runs(cell)))
    return columns


def number_columns(table: Table) -> list[bool]:
    """Tell for each column whether it holds numbers only."""
    return [all(map(_is_number, column)) for column in columns_of(table)]


def _is_number(text: str) -> bool:
    return _NUMBER_SIGNS.issuperset(text)


def column_shares(table: Table) -> list[float]:
    """Return how wide each column is, as shares; 0 stands for 'as wide as its content', where that is narrow.

    Long texts count less than their length, so that one of them does not squeeze the others.
    """
    texts = [
        [plain_text(cell_runs(head)), *cells]
        for head, cells in zip(table.header, columns_of(table), strict=True)
    ]
    return [_share(column) for column in texts]


def column_characters(table: Table) -> list[int]:
    """Return how many characters the longest text of each column has."""
    texts = zip(table.header, columns_of(table), strict=True)
    return [max(len(plain_text(cell_runs(head))), *map(len, cells), 1) for head, cells in texts]


def _share(column: list[str]) -> float:
    longest = max(map(len, column))
    if longest <= _NARROW:
        return 0.0
    longest_word = max((len(part) for part in chain.from_iterable(map(str.split, column))), default=1)
    mean = sum(map(len, column)) / len(column)
    return float(round(max(longest_word, 3 * mean**0.5), 2))
