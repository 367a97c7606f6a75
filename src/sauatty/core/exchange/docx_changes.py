"""What stands in the paragraphs of an edited DOCX file: pieces of text, and who put them in or took them out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from sauatty.core.exchange.docx_ids import (
    FIELD_TAG,
    LABEL_TAG,
    field_of_bookmark,
    id_of_bookmark,
    is_label,
)

SAME, INSERTED, DELETED, GONE = (
    "same",
    "insert",
    "delete",
    "gone",
)  # gone: put in by one, taken out by another
_TEXTS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
_TRANSPARENT = frozenset(
    (
        "hyperlink",
        "smartTag",
        "customXml",
        "fldSimple",
        "bdo",
        "dir",
        "sdtContent",
        "AlternateContent",
        "Choice",
    )
)
_OWN_STYLES = ("TOC", "Contents")
_LONGEST_NAME = 120
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one fate."""

    text: str
    state: str = SAME
    author: str = ""
    date: str = ""
    field: str = ""
    is_move: bool = False

    @property
    def before(self) -> str:
        """Return what stood here before the changes."""
        return self.text if self.state in (SAME, DELETED) else ""

    @property
    def after(self) -> str:
        """Return what stands here once all changes are accepted."""
        return self.text if self.state in (SAME, INSERTED) else ""


@dataclass(slots=True)
class PhysicalParagraph:
    """A paragraph as the file has it. `mark` tells the fate of its end, `place` the cell or body it stands in."""

    place: int
    number: str = ""
    id: str = ""
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)
    mark: Piece = Piece("\n")
    comments: list[str] = field(default_factory=list)
    field_places: dict[str, str] = field(default_factory=dict)

    @property
    def before(self) -> str:
        """Return the text before the changes."""
        return "".join(piece.before for piece in self.pieces)

    @property
    def after(self) -> str:
        """Return the text once all changes are accepted."""
        return "".join(piece.after for piece in self.pieces)

    @property
    def template(self) -> str:
        """Return the text once all changes are accepted, with each locked value as its name in braces."""
        kept = (piece for piece in self.pieces if piece.after)
        stretches = groupby(kept, key=lambda piece: piece.field)
        return "".join(
            "{{" + name + "}}" if name else "".join(piece.after for piece in stretch)
            for name, stretch in stretches
        )


@dataclass(frozen=True, slots=True)
class _Fate:
    state: str = SAME
    author: str = ""
    date: str = ""
    is_move: bool = False


class ChangeReader:
    """Walks through the text of a file once and gathers its paragraphs."""

    def __init__(self, long_ids: Mapping[str, str]) -> None:
        self.paragraphs: list[PhysicalParagraph] = []
        self.anchors: dict[str, list[str]] = defaultdict(list)
        self._long_ids = long_ids
        self._open_comments: list[str] = []
        self._open_fields: dict[str, tuple[str, str]] = {}
        self._open_labels: set[str] = set()
        self._waiting_id = ""
        self._n_places = 0
        self._codes = 0
        self._at: PhysicalParagraph | None = None

    def read_blocks(self, parent: Element, row: _Fate | None = None) -> None:
        """Read the paragraphs and tables under an element, as one place."""
        self._n_places += 1
        place = self._n_places
        for element in _block_elements(parent):
            name = local(element)
            if name == "p":
                self._read_paragraph(element, place, row or _Fate())
            elif name == "tbl":
                self._read_table(element, row)
            else:
                self._read_mark(element, name)

    def _read_table(self, table: Element, outer: _Fate | None) -> None:
        for row in table.iter(f"{{{etree.QName(table).namespace}}}tr"):
            if next(row.iterancestors(table.tag)) is not table:
                continue  # a row of a table inside a cell: read with that cell
            fate = _row_fate(row) or outer
            for cell in row.iter(f"{{{etree.QName(table).namespace}}}tc"):
                if next(cell.iterancestors(row.tag)) is row:
                    self.read_blocks(cell, fate)

    def _read_paragraph(self, element: Element, place: int, row: _Fate) -> None:
        paragraph = PhysicalParagraph(
            place, number=_attribute(element, "paraId").upper(), id=self._waiting_id
        )
        self._waiting_id = ""
        self._at = paragraph
        self._codes = 0
        for child in element:
            if local(child) == "pPr":
                _read_properties(child, paragraph, row)
            else:
                self._read_inline(child, row, "")
        self._at = None
        if paragraph.id or not paragraph.style.startswith(_OWN_STYLES):
            self.paragraphs.append(paragraph)

    def _read_inline(self, element: Element, fate: _Fate, in_field: str) -> None:
        name = local(element)
        if name == "r":
            self._read_run(element, fate, in_field)
        elif name in ("ins", "moveTo", "del", "moveFrom"):
            inner = _fate_under(fate, element, name)
            self._read_children(element, inner, in_field)
        elif name == "sdt":
            self._read_control(element, fate, in_field)
        elif name in _TRANSPARENT:
            self._read_children(element, fate, in_field)
        else:
            self._read_mark(element, name)

    def _read_children(self, element: Element, fate: _Fate, in_field: str) -> None:
        for child in element:
            self._read_inline(child, fate, in_field)

    def _read_control(self, element: Element, fate: _Fate, in_field: str) -> None:
        tag = control_tag(element)
        if tag == LABEL_TAG:
            return
        inner = tag[len(FIELD_TAG) :] if tag.startswith(FIELD_TAG) else ""
        if inner and self._at is not None:
            self._at.field_places.setdefault(f"control {id(element)}", inner)
        for child in element:
            if local(child) == "sdtContent":
                self._read_children(child, fate, inner or in_field)

    def _read_mark(self, element: Element, name: str) -> None:
        """Read the ends of bookmarks and comments; everything else that is no text is passed over."""
        number = _attribute(element, "id")
        if name == "bookmarkStart":
            self._open_bookmark(_attribute(element, "name"), number)
        elif name == "bookmarkEnd":
            self._open_fields.pop(number, None)
            self._open_labels.discard(number)
        elif name == "commentRangeStart":
            self._open_comments.append(number)
            self._note_comment(number)
        elif name == "commentRangeEnd" and number in self._open_comments:
            self._open_comments.remove(number)

    def _open_bookmark(self, name: str, number: str) -> None:
        field_name = field_of_bookmark(name, self._long_ids)
        if is_label(name):
            self._open_labels.add(number)
        elif field_name:
            self._open_fields[number] = (field_name, name)
            if self._at is not None:
                self._at.field_places[name] = field_name
        else:
            self._note_id(id_of_bookmark(name, self._long_ids))

    def _note_id(self, id: str) -> None:
        if not id:
            return
        if self._at is None:
            self._waiting_id = id
        elif not self._at.id:
            self._at.id = id

    def _note_comment(self, number: str) -> None:
        if self._at is not None and number not in self._at.comments:
            self._at.comments.append(number)

    def _read_run(self, run: Element, fate: _Fate, in_field: str) -> None:
        text = "".join(self._run_texts(run))
        if not text or self._at is None or self._open_labels:
            return
        marked = next(iter(self._open_fields.values()), ("", ""))[0]
        piece = Piece(text, fate.state, fate.author, fate.date, marked or in_field, fate.is_move)
        self._at.pieces.append(piece)
        for number in self._open_comments:
            self._note_comment(number)
            if piece.after:
                self.anchors[number].append(piece.after)

    def _run_texts(self, run: Element) -> Iterator[str]:
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._codes += {"begin": 1, "separate": -1}.get(_attribute(element, "fldCharType"), 0)
            elif name == "commentReference":
                self._note_comment(_attribute(element, "id"))
            elif self._codes > 0:
                continue
            elif name in ("t", "delText"):
                yield element.text or ""
            elif name in _TEXTS:
                yield _TEXTS[name]


def local(element: Element) -> str:
    """Return the name of an element without its namespace; '' for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    found = (value for key, value in element.attrib.items() if etree.QName(key).localname == name)
    return str(next(found, ""))


def _block_elements(parent: Element) -> Iterator[Element]:
    for element in parent:
        name = local(element)
        if name == "sdt" and not _is_contents(element):
            for content in element:
                if local(content) == "sdtContent":
                    yield from _block_elements(content)
        elif name in ("ins", "customXml", "AlternateContent", "Choice"):
            yield from _block_elements(element)
        elif name != "sdt":
            yield element


def control_tag(control: Element) -> str:
    """Return the tag of a content control."""
    found = (
        _attribute(one, "val")
        for properties in control
        if local(properties) == "sdtPr"
        for one in properties
        if local(one) == "tag"
    )
    return next(found, "")


def _is_contents(control: Element) -> bool:
    properties = next((child for child in control if local(child) == "sdtPr"), None)
    if properties is None:
        return False
    galleries = (one for one in properties.iter() if local(one) == "docPartGallery")
    return any(_attribute(one, "val") == "Table of Contents" for one in galleries)


def _fate_under(outer: _Fate, element: Element, name: str) -> _Fate:
    state = INSERTED if name in ("ins", "moveTo") else DELETED
    if {outer.state, state} == {INSERTED, DELETED}:
        state = GONE
    author = shortened(_attribute(element, "author"))
    return _Fate(state, author, shortened(_attribute(element, "date")), name.startswith("move"))


def _row_fate(row: Element) -> _Fate | None:
    for properties in row:
        if local(properties) != "trPr":
            continue
        for mark in properties:
            if local(mark) in ("ins", "del"):
                return _fate_under(_Fate(), mark, local(mark))
    return None


def _read_properties(properties: Element, paragraph: PhysicalParagraph, row: _Fate) -> None:
    paragraph.mark = Piece("\n", row.state, row.author, row.date, "", row.is_move)
    for element in properties:
        if local(element) == "pStyle":
            paragraph.style = _attribute(element, "val")
        elif local(element) == "rPr":
            for mark in element:
                if local(mark) in ("ins", "del", "moveTo", "moveFrom"):
                    fate = _fate_under(_Fate(), mark, local(mark))
                    paragraph.mark = Piece("\n", fate.state, fate.author, fate.date, "", fate.is_move)


def shortened(text: str) -> str:
    """Return a name or a date from outside as one printable line of bounded length."""
    return "".join(char for char in text if char.isprintable())[:_LONGEST_NAME]
