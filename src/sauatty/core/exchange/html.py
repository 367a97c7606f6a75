"""Saved web pages of the legal portal → blocks (headings, paragraphs, tables).

The pages are as browsers leave them: extension scripts and styles in the head, a button inside every table,
headings inside cells, anchors `<a name="z…">` in the middle of a text, notes as spans between paragraphs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sauatty.core.errors import NestedTooDeep
from sauatty.core.exchange.blocks import Block, Cell, Heading, Paragraph, Table
from sauatty.core.exchange.codes import PICTURE

MAX_DEPTH = 3000
MAX_COLUMNS = 200
MAX_GRID = 1000


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SKIPPED = _tags(
    "script style noscript head button select svg iframe object template nav input textarea canvas "
    "video audio"
)
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_BLOCKS = _HEADINGS | _tags(
    "p div li ul ol dl dt dd pre blockquote center section article main header footer aside "
    "address figure figcaption fieldset form body hr details summary caption"
)
_OPTIONAL_END = _tags(
    "p td th tr tbody thead tfoot li dt dd option br img hr input meta link col base area wbr source html "
    "head body !doctype param embed track colgroup rp rt"
)
_TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9]*)")
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u2002-\u200a\u202f]+")
_ANCHOR = re.compile(r"z\d+$")
_NOTE = re.compile(r"\s*(?:Сноска|Ескерту|Примечание ИЗПИ|РҚАО-ның ескертпесі|Footnote)\b")
_CODE_LIKE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d")


def read_html_blocks(text: str, *, name: str = "HTML") -> list[Block]:
    """Turn a page into blocks in the order of the document.

    Parameters
    ----------
    text : str
        The page, decoded. It need not be whole: fragments without head or body are read as well.
    name : str
        What the file is called, for the error message.

    Raises
    ------
    NestedTooDeep
        Where elements nest deeper than any document does; such a page would take minutes to parse.
    """
    _refuse_deep_nesting(text, name)
    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    if root is None:
        return []
    return _PageReader().read(root)


def saved_from(text: str) -> str | None:
    """Return the address that a browser wrote into a page when it saved it."""
    found = re.search(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", text[:4000])
    return found[1] if found else None


def _refuse_deep_nesting(text: str, name: str) -> None:
    depth = deepest = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() in _OPTIONAL_END:
            continue
        depth += -1 if closing else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise NestedTooDeep(name=name, limit=MAX_DEPTH)


Descends = Callable[[LexborNode, str], bool]


def _events(root: LexborNode, descends: Descends) -> Iterator[tuple[bool, LexborNode, str]]:
    """Yield (entering, node, tag) for everything under `root` that `descends` lets in, without recursion."""
    stack: list[tuple[bool, LexborNode]] = []
    _push_children(root, stack)
    while stack:
        leaving, node = stack.pop()
        tag = node.tag or ""
        yield not leaving, node, tag
        if not leaving and not tag.startswith("-") and descends(node, tag):
            stack.append((True, node))
            _push_children(node, stack)


def _push_children(node: LexborNode, stack: list[tuple[bool, LexborNode]]) -> None:
    child = node.last_child
    while child is not None:
        stack.append((False, child))
        child = child.prev


def _anchor_of(node: LexborNode) -> str | None:
    attributes = node.attributes
    for key in ("id", "name"):
        value = attributes.get(key)
        if value and _ANCHOR.match(value):
            return str(value)
    return None


def _lines(parts: list[str]) -> str:
    """Join pieces of text; white space is one space, '\n' stands only where the page breaks the line."""
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _visible(node: LexborNode) -> str:
    """Return the text of a text node with the line breaks of the source as spaces."""
    return (node.text_content or "").replace("\n", " ")


@dataclass(slots=True)
class _PageReader:
    """Walks the page once and collects its blocks."""

    blocks: list[Block] = field(default_factory=list)
    n_tables: int = 0
    _parts: list[str] = field(default_factory=list)
    _anchor: str | None = None
    _level: int = 0
    _is_note: bool = False

    def read(self, root: LexborNode) -> list[Block]:
        for entering, node, tag in _events(root, self._descends):
            if tag == "-text":
                self._parts.append(_visible(node))
            elif tag == "br":
                self._parts.append("\n")
            elif entering:
                self._enter(node, tag)
            elif tag in _BLOCKS or tag in ("td", "th"):
                self._flush()
        self._flush()
        return self.blocks

    def _descends(self, node: LexborNode, tag: str) -> bool:
        return tag not in _SKIPPED and (tag != "table" or _is_layout(node))

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag == "table":
            self._flush()
            if not _is_layout(node):
                self._read_table(node)
            return
        if tag in _BLOCKS or tag in ("td", "th"):
            self._flush()
            self._level = int(tag[1]) if tag in _HEADINGS else 0
            self._is_note = "note" in (node.attributes.get("class") or "").split()
        if tag in _BLOCKS or tag in ("a", "span"):
            self._anchor = self._anchor or _anchor_of(node)

    def _flush(self) -> None:
        text = _lines(self._parts)
        if text:
            self.blocks.append(self._block(text))
            self._anchor = None
        self._parts.clear()
        self._level, self._is_note = 0, False

    def _block(self, text: str) -> Block:
        if self._level:
            return Heading(text, level=0, anchor=self._anchor)
        return Paragraph(text, anchor=self._anchor, is_note=self._is_note or _NOTE.match(text) is not None)

    def _read_table(self, node: LexborNode) -> None:
        """Read a table and then the tables inside its cells, each as a table of its own."""
        waiting = [node]
        while waiting:
            reader = _TableReader(f"table {self.n_tables + 1}", self._anchor)
            table = reader.read(waiting.pop(0))
            self._anchor = None
            if table.rows:
                self.n_tables += 1
                self.blocks.append(table)
            waiting[:0] = reader.inner


def _is_layout(table: LexborNode) -> bool:
    """Tell whether a table only arranges the page: it holds tables, and no codes of its own."""
    if table.css_first("td table, th table") is None:
        return False
    own = "".join(
        _visible(node) for _, node, tag in _events(table, lambda _node, tag: tag != "table") if tag == "-text"
    )
    return _CODE_LIKE.search(own) is None


@dataclass(slots=True)
class _TableReader:
    """Reads the rows of one table into a grid; tables in its cells are put aside in `inner`."""

    place: str
    anchor: str | None = None
    inner: list[LexborNode] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    _spanned: dict[int, int] = field(default_factory=dict)
    _cell: LexborNode | None = None
    _parts: list[str] = field(default_factory=list)
    _cell_anchor: str | None = None
    _is_heading: bool = False

    def read(self, table: LexborNode) -> Table:
        for entering, node, tag in _events(table, lambda _node, tag: tag not in _SKIPPED and tag != "table"):
            if tag == "-text":
                self._parts.append(_visible(node))
            elif tag in ("td", "th"):
                self._start_cell(node) if entering else self._end_cell()
            elif tag in _BLOCKS or tag == "br":
                self._parts.append("\n")
                self._is_heading = self._is_heading or tag in _HEADINGS
            elif tag == "img" and entering:
                self._parts.append(PICTURE)
            elif tag == "tr" and entering:
                self._start_row()
            elif tag == "table" and entering:
                self.inner.append(node)
            if entering and self._cell is not None and tag in ("p", "a", "span", "h3"):
                self._cell_anchor = self._cell_anchor or _anchor_of(node)
        rows = tuple(tuple(self._clip(cell) for cell in row) for row in self.rows)
        return Table(rows if any(rows) else (), self.place, self.anchor)

    def _start_row(self) -> None:
        if self.rows:
            self._spanned = {column: left - 1 for column, left in self._spanned.items() if left > 1}
        self.rows.append([])

    def _start_cell(self, node: LexborNode) -> None:
        self._cell, self._cell_anchor = node, _anchor_of(node)
        self._is_heading = node.tag == "th"
        self._parts.clear()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self._start_row()
        row = self.rows[-1]
        column = row[-1].column + row[-1].colspan if row else 0
        while self._spanned.get(column, 0) > 0:
            column += 1
        rowspan, colspan = _span(self._cell, "rowspan", 65534), _span(self._cell, "colspan", MAX_COLUMNS)
        text = _lines(self._parts)
        row.append(
            Cell(text, len(self.rows) - 1, column, rowspan, colspan, self._cell_anchor, self._is_heading)
        )
        if rowspan > 1 and column < MAX_GRID:
            self._spanned.update(dict.fromkeys(range(column, column + colspan), rowspan))
        self._cell = None

    def _clip(self, cell: Cell) -> Cell:
        """Cut a span that runs past the last row."""
        left = len(self.rows) - cell.row
        return replace(cell, rowspan=left) if cell.rowspan > left else cell


def _span(node: LexborNode, attribute: str, most: int) -> int:
    value = (node.attributes.get(attribute) or "").strip()
    if not re.fullmatch(r"\d{1,6}", value):
        return 1
    return min(max(int(value), 1), most)
