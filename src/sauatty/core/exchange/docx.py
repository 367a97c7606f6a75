"""DOCX → blocks: paragraphs, headings and tables with merged cells.

The XML of a checked container is read piece by piece, so that a hundred megabytes of it never stand in memory
at once. No part other than the text and the styles is opened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from sauatty.core.errors import PartDamaged
from sauatty.core.exchange.blocks import Block, Cell, Heading, Paragraph, Table
from sauatty.core.exchange.containers import CheckedContainer, read_part
from sauatty.core.languages import clean_text
from sauatty.core.records import Oddity

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TEXT_PART = "word/document.xml"
_STYLE_PART = "word/styles.xml"
# Deleted text, the old place of moved text, field codes, and the second version of a drawing.
_SKIPPED = frozenset(("del", "moveFrom", "instrText", "Fallback", "delText", "pPr", "rPr", "tcPr", "sdtPr"))
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
_ODD = {"del": "tracked-changes", "numPr": "numbering-automatic", "sym": "symbol-lost"}
_NOTE = re.compile(r"\s*(?:Сноска|Ескерту|Примечание ИЗПИ|Footnote)\b")
_HEADING_STYLE = re.compile(r"(?:heading|title|заголовок|тақырып)\s*\d*$", re.IGNORECASE)
MAX_COLUMNS = 200
MAX_TABLE_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class DocxRead:
    """The blocks of a document, in order, and what was odd in it."""

    blocks: tuple[Block, ...]
    oddities: tuple[Oddity, ...] = ()


def read_docx_blocks(content: bytes, container: CheckedContainer, *, name: str) -> DocxRead:
    """Read the text of a DOCX file that `check_container` let through.

    Tracked changes are read as accepted: inserted text counts, deleted text does not; an oddity says so.

    Raises
    ------
    PartDamaged
        XML that is not well formed, or is nested deeper than a word processor does.
    """
    reader = _Reader(_heading_styles(content, container, name))
    try:
        for element in _top_elements(read_part(content, _TEXT_PART)):
            reader.read(element)
    except etree.XMLSyntaxError as error:
        raise PartDamaged(name=name, part=_TEXT_PART, problem=str(error)[:120]) from error
    return DocxRead(tuple(reader.blocks), (*container.oddities, *reader.oddities()))


def _top_elements(xml: bytes) -> Iterator[etree._Element]:
    """Give the paragraphs and tables of the body one after the other, and forget each after its turn."""
    depth_of_cells = 0
    context = etree.iterparse(
        BytesIO(xml), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in context:
        name = _local(element)
        if name == "tbl" or (name == "p" and depth_of_cells == 0):
            is_outer = depth_of_cells == (0 if event == "start" or name == "p" else 1)
            depth_of_cells += (1 if event == "start" else -1) if name == "tbl" else 0
            if event == "end" and is_outer and not _is_inside_paragraph(element):
                yield element
                element.clear()
                _forget_before(element)


def _is_inside_paragraph(element: etree._Element) -> bool:
    return any(_local(above) == "p" for above in element.iterancestors())


def _forget_before(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None and _local(parent) in ("body", "sdtContent"):
        while element.getprevious() is not None:
            del parent[0]


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _value(element: etree._Element | None, attribute: str = "val") -> str:
    if element is None:
        return ""
    return element.get(_W + attribute) or element.get(_STRICT + attribute) or ""


def _child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first element down a path of local names."""
    found: etree._Element | None = element
    for name in path:
        found = next((child for child in found if _local(child) == name), None) if found is not None else None
    return found


def _heading_styles(content: bytes, container: CheckedContainer, name: str) -> frozenset[str]:
    """Return the ids of the styles that are headings by name or by outline level."""
    if _STYLE_PART not in container.sizes:
        return frozenset()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(read_part(content, _STYLE_PART), parser)
    except etree.XMLSyntaxError as error:
        raise PartDamaged(name=name, part=_STYLE_PART, problem=str(error)[:120]) from error
    return frozenset(
        _value(style, "styleId")
        for style in root
        if _HEADING_STYLE.match(_value(_child(style, "name")))
        or _value(_child(style, "pPr", "outlineLvl")) in tuple("012345678")
    )


class _Reader:
    """Gathers blocks and counts what is odd."""

    def __init__(self, heading_styles: frozenset[str]) -> None:
        self.heading_styles = heading_styles
        self.blocks: list[Block] = []
        self.counts: dict[str, int] = {}
        self.n_tables = 0

    def read(self, element: etree._Element) -> None:
        for node in element.iter():
            odd = _ODD.get(_local(node))
            if odd:
                self.counts[odd] = self.counts.get(odd, 0) + 1
        if _local(element) == "tbl":
            self._table(element)
        else:
            self._paragraph(element)

    def oddities(self) -> Iterator[Oddity]:
        for kind, count in self.counts.items():
            severity = "note" if kind == "numbering-automatic" else "doubt"
            yield Oddity(kind, "document", f"{count} times", severity)

    def _paragraph(self, element: etree._Element) -> None:
        text = clean_text(_text(element))
        if not text:
            return
        anchor = _anchor(element)
        if _value(_child(element, "pPr", "pStyle")) in self.heading_styles:
            self.blocks.append(Heading(text, 0, anchor))
        else:
            self.blocks.append(Paragraph(text, anchor, is_note=_NOTE.match(text) is not None))

    def _table(self, element: etree._Element) -> None:
        self.n_tables += 1
        rows = _grid(element)
        if rows:
            self.blocks.append(Table(rows, f"table {self.n_tables}", _anchor(element)))


def _anchor(element: etree._Element) -> str | None:
    names = (_value(node, "name") for node in element.iter() if _local(node) == "bookmarkStart")
    return next((name for name in names if name and not name.startswith("_")), None)


@dataclass(slots=True)
class _OpenCell:
    text: str
    row: int
    column: int
    colspan: int
    rowspan: int = 1


def _grid(table: etree._Element) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of a table; a cell merged downwards stands once and spans its rows."""
    lines: list[list[_OpenCell]] = []
    above: dict[int, _OpenCell] = {}
    for row in _rows(table):
        line: list[_OpenCell] = []
        column = _number(_value(_child(row, "trPr", "gridBefore")), 0)
        for cell in _cells(row):
            span = _number(_value(_child(cell, "tcPr", "gridSpan")), 1) or 1
            merge = _child(cell, "tcPr", "vMerge")
            if merge is not None and _value(merge) != "restart" and column in above:
                above[column].rowspan += 1
            else:
                new = _OpenCell(_cell_text(cell), len(lines), column, span)
                line.append(new)
                above[column] = new
            column += span
        lines.append(line)
    return tuple(
        tuple(Cell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in line)
        for line in lines
    )


def _number(text: str, default: int) -> int:
    return min(int(text), MAX_COLUMNS) if text.isascii() and text.isdigit() else default


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if _local(child) == "tr":
            yield child
        elif _local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if _local(child) == "tc":
            yield child
        elif _local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _cell_text(cell: etree._Element) -> str:
    paragraphs = (node for node in cell.iter() if _local(node) == "p" and not _is_inside_paragraph(node))
    lines = (_text(paragraph).strip() for paragraph in paragraphs)
    return "\n".join(line for line in lines if line)


def _text(element: etree._Element) -> str:
    """Return the text below an element, breaks as newlines, without what Word would not print."""
    parts: list[str] = []
    waiting = list(reversed(element))
    while waiting:
        node = waiting.pop()
        name = _local(node)
        if name in _SKIPPED:
            continue
        if name == "t":
            parts.append(node.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name == "p":
            parts.append("\n")
            waiting.extend(reversed(node))
        else:
            waiting.extend(reversed(node))
    return "".join(parts)
