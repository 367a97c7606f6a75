"""A DOCX file that went out, was edited in a word processor, and came back.

Tracked changes and comments are read paragraph by paragraph; what was changed without tracking shows when the
texts that went out are laid beside (`docx_sent.compare_with_sent`). Nothing is taken over here: a person decides.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import etree

from sauatty.core.errors import FileTypeUnknown, LinkedPartsForbidden, PartDamaged
from sauatty.core.exchange.containers import CheckedContainer, check_container, read_part
from sauatty.core.exchange.docx_changes import (
    DELETED,
    GONE,
    INSERTED,
    SAME,
    ChangeReader,
    Element,
    PhysicalParagraph,
    Piece,
    local,
    shortened,
)
from sauatty.core.exchange.docx_ids import LONG_ID, PROPERTY
from sauatty.core.languages import clean_text
from sauatty.core.records import Oddity

_TEXT_PART, _PROPERTIES_PART = "word/document.xml", "docProps/custom.xml"
_COMMENTS_PART, _THREADS_PART = "word/comments.xml", "word/commentsExtended.xml"
_FAR = re.compile(r"\s*(?:[a-z]{2,}:(?!///?[A-Za-z]:|///[^/])|\\\\|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that somebody put in or took out; '\\n' is the end of a paragraph. `date` is as the file says it."""

    kind: str
    text: str
    author: str = ""
    date: str = ""
    is_move: bool = False


@dataclass(frozen=True, slots=True)
class DocxComment:
    """A comment: on which words, and on which other comment it answers (by its id in the file)."""

    text: str
    author: str = ""
    date: str = ""
    anchor: str = ""
    id: str = ""
    reply_to: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """A paragraph as it came back.

    `text` is with all changes accepted, `before` without any; `template` is `text` with each locked value as its
    name, '{{n_direct}}'. A new paragraph has no `id` and stands `after` the
    paragraph with that id ('' for the start). A joined one was merged into `joined_to`.

    `altered_fields` are the locked values that were touched. `is_untracked` says that `before` is not what went
    out; `is_guessed` that the id was lost and found again by the place. Both need `compare_with_sent`.
    """

    id: str
    text: str
    before: str
    changes: tuple[Change, ...] = ()
    comments: tuple[DocxComment, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    is_deleted: bool = False
    is_moved: bool = False
    joined_to: str = ""
    altered_fields: tuple[str, ...] = ()
    is_untracked: bool = False
    is_guessed: bool = False
    number: str = ""
    template: str = ""

    @property
    def is_new(self) -> bool:
        """Tell whether the paragraph did not go out."""
        return not self.id


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """A file that came back: which document and version it says it is, and its paragraphs in their order.

    `missing` are the ids that went out and are nowhere in the file (after `compare_with_sent`).
    """

    paragraphs: tuple[ReturnedParagraph, ...]
    identifier: str = ""
    version: str = ""
    language: str = ""
    missing: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()

    @property
    def altered_fields(self) -> tuple[str, ...]:
        """Return the names of all locked values that were touched."""
        return tuple(sorted({name for one in self.paragraphs for name in one.altered_fields}))


def read_returned(source: Path | bytes, *, name: str = "") -> ReturnedDocument:
    """Read a DOCX file that came back.

    Files from outside are read with `sauatty.sandbox.read_returned_in_sandbox`.

    Parameters
    ----------
    source : Path or bytes
        The file.
    name : str, optional
        What the person calls it, for errors.

    Raises
    ------
    ImportRefused
        One of its subclasses: not a DOCX file, damaged, with macros, a document type declaration, a part that is
        fetched from elsewhere, or packed suspiciously.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    name = name or (source.name if isinstance(source, Path) else "document.docx")
    if not content.startswith(b"PK\x03\x04"):
        raise FileTypeUnknown(name=name, found="not a DOCX file")
    container = check_container(content, name=name)
    if _TEXT_PART not in container.sizes:
        raise FileTypeUnknown(name=name, found="a zip file without a Word document")
    _refuse_linked_parts(container, name)
    return _Returned(content, container, name).document()


def _refuse_linked_parts(container: CheckedContainer, name: str) -> None:
    for oddity in container.oddities:
        # The template on the author's own disk is named in many honest files; it is never opened.
        if oddity.kind == "external-link" and _FAR.match(oddity.detail):
            raise LinkedPartsForbidden(name=name, target=shortened(oddity.detail)[:80])


class _Returned:
    """The parts of one file, read in turn."""

    def __init__(self, content: bytes, container: CheckedContainer, name: str) -> None:
        self._content, self._container, self._name = content, container, name

    def document(self) -> ReturnedDocument:
        properties = dict(self._properties())
        long_ids = {
            key[len(LONG_ID) :]: value for key, value in properties.items() if key.startswith(LONG_ID)
        }
        reader = ChangeReader(long_ids)
        root = self._part(_TEXT_PART)
        body = next((child for child in root if local(child) == "body"), None) if root is not None else None
        if body is not None:
            reader.read_blocks(body)
        comments = self._comments(reader.anchors)
        return ReturnedDocument(
            _paragraphs(reader.paragraphs, comments),
            identifier=properties.get(PROPERTY + "identifier", ""),
            version=properties.get(PROPERTY + "version", ""),
            language=properties.get(PROPERTY + "language", ""),
            oddities=self._container.oddities,
        )

    def _part(self, part: str) -> Element | None:
        if part not in self._container.sizes:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(read_part(self._content, part), parser)
        except etree.XMLSyntaxError as error:
            raise PartDamaged(name=self._name, part=part, problem=str(error)[:120]) from error

    def _properties(self) -> Iterator[tuple[str, str]]:
        root = self._part(_PROPERTIES_PART)
        for one in root if root is not None else ():
            yield str(one.get("name") or ""), "".join(map(str, one.itertext()))

    def _comments(self, anchors: Mapping[str, list[str]]) -> dict[str, DocxComment]:
        root = self._part(_COMMENTS_PART)
        found: dict[str, DocxComment] = {}
        last_paragraph: dict[str, str] = {}
        for one in root if root is not None else ():
            told = {etree.QName(key).localname: shortened(str(value)) for key, value in one.attrib.items()}
            number = told.get("id", "")
            paragraphs = [child for child in one.iter() if local(child) == "p"]
            text = "\n".join("".join(_texts(paragraph)) for paragraph in paragraphs).strip()
            anchor = "".join(anchors.get(number, ()))
            found[number] = DocxComment(text, told.get("author", ""), told.get("date", ""), anchor, number)
            for paragraph in paragraphs:
                last_paragraph[_number(paragraph)] = number
        return self._threaded(found, last_paragraph)

    def _threaded(
        self, comments: dict[str, DocxComment], comment_of: Mapping[str, str]
    ) -> dict[str, DocxComment]:
        root = self._part(_THREADS_PART)
        for one in root if root is not None else ():
            told = {etree.QName(key).localname: str(value) for key, value in one.attrib.items()}
            number = comment_of.get(told.get("paraId", "").upper(), "")
            if number in comments:
                parent = comment_of.get(told.get("paraIdParent", "").upper(), "")
                is_done = told.get("done") in ("1", "true")
                comments[number] = replace(comments[number], reply_to=parent, is_done=is_done)
        return comments


def _number(paragraph: Element) -> str:
    found = (value for key, value in paragraph.attrib.items() if etree.QName(key).localname == "paraId")
    return str(next(found, "")).upper()


def _texts(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        if local(one) == "t":
            yield one.text or ""
        elif local(one) in ("br", "cr", "tab"):
            yield " "


# --- from the paragraphs of the file to those of the document ----------------------------------------------


def _paragraphs(
    physical: Sequence[PhysicalParagraph], comments: Mapping[str, DocxComment]
) -> tuple[ReturnedParagraph, ...]:
    befores = [_hand_over_ids(chain) for chain in _chains(physical, INSERTED)]
    before_of = {id(owner): text for chain in befores for owner, text in chain}
    made: list[ReturnedParagraph] = []
    for chain in _chains(physical, DELETED):
        after, template = "".join(one.after for one in chain), "".join(one.template for one in chain)
        survivor = next((one for one in chain if one.after and one.id), None) or next(
            (one for one in chain if one.after), chain[-1]
        )
        for one in chain:
            text = after if one is survivor else ""
            joined = survivor.id if one.after and one is not survivor else ""
            found = _returned(one, text, before_of.get(id(one), ""), joined, comments)
            made.append(replace(found, template=template if one is survivor else ""))
    kept = [one for one in made if one.id or one.text or one.before or one.comments]
    return in_places(_with_moves(kept))


def _chains(physical: Sequence[PhysicalParagraph], state: str) -> Iterator[list[PhysicalParagraph]]:
    """Give runs of paragraphs whose ends were all put in (or taken out) but the last one's."""
    chain: list[PhysicalParagraph] = []
    for one in physical:
        if chain and chain[-1].place != one.place:
            yield chain
            chain = []
        chain.append(one)
        if one.mark.state not in (state, GONE):
            yield chain
            chain = []
    if chain:
        yield chain


def _hand_over_ids(chain: list[PhysicalParagraph]) -> list[tuple[PhysicalParagraph, str]]:
    """Return which paragraph stood here before and with what text, where one became several.

    A new paragraph typed before an old one may have caught its bookmark: the id goes to the one that holds the
    old text.
    """
    owner = next((one for one in chain if one.id), None)
    if owner is not None and not owner.before:
        heir = next((one for one in chain if one.before and not one.id), None)
        if heir is not None:
            heir.id, owner.id = owner.id, ""
            heir.number, owner.number = owner.number, heir.number
            owner = heir
    owner = owner or next((one for one in chain if one.before), chain[0])
    texts = {id(one): one.before for one in chain if one.id and one is not owner}
    own = "".join(one.before for one in chain if id(one) not in texts)
    return [(owner, own), *((one, texts[id(one)]) for one in chain if id(one) in texts)]


def _returned(
    one: PhysicalParagraph, text: str, before: str, joined: str, comments: Mapping[str, DocxComment]
) -> ReturnedParagraph:
    changes = tuple(_changes((*one.pieces, one.mark)))
    fields, altered = _fields(one)
    return ReturnedParagraph(
        id=one.id,
        text=text,
        before=before,
        changes=changes,
        comments=tuple(comments[number] for number in one.comments if number in comments),
        fields=fields,
        is_deleted=not text and bool(before),
        joined_to=joined,
        altered_fields=altered,
        number=one.number,
    )


def _changes(pieces: Iterable[Piece]) -> Iterator[Change]:
    last: Change | None = None
    for piece in pieces:
        now = None
        if piece.state in (INSERTED, DELETED):
            now = Change(piece.state, piece.text, piece.author, piece.date, piece.is_move)
        if last and now and replace(now, text="") == replace(last, text=""):
            last = replace(last, text=last.text + now.text)
            continue
        if last:
            yield last
        last = now
    if last:
        yield last


def _fields(one: PhysicalParagraph) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the locked values as they stand now, and the names of those that were visibly touched."""
    values = {name: "" for name in one.field_places.values()}
    altered: set[str] = set()
    for piece in one.pieces:
        if piece.field:
            values[piece.field] = values.get(piece.field, "") + piece.after
            if piece.state != SAME:
                altered.add(piece.field)
    return values, tuple(sorted(altered))


def _with_moves(paragraphs: list[ReturnedParagraph]) -> list[ReturnedParagraph]:
    """Make one of the two halves of a paragraph that was moved as a whole."""
    left = {
        clean_text(one.before): one
        for one in paragraphs
        if one.is_deleted and all(change.is_move for change in one.changes) and one.changes
    }
    made: list[ReturnedParagraph] = []
    gone: set[int] = set()
    for one in paragraphs:
        is_half = not one.before and one.changes and all(change.is_move for change in one.changes)
        other = left.get(clean_text(one.text)) if is_half else None
        if other is not None and id(other) not in gone and not (one.id and other.id):
            gone.add(id(other))
            one = replace(one, id=one.id or other.id, before=other.before, is_moved=True)
        made.append(one)
    return [one for one in made if id(one) not in gone]


def in_places(paragraphs: Sequence[ReturnedParagraph]) -> tuple[ReturnedParagraph, ...]:
    """Tell each paragraph after which known one it stands."""
    last = ""
    made = []
    for one in paragraphs:
        made.append(replace(one, after=last))
        last = one.id or last
    return tuple(made)


# --- through the sandbox -------------------------------------------------------------------------------


def returned_to_json(document: ReturnedDocument) -> str:
    """Return a document as JSON, for the way out of the sandbox."""
    return json.dumps(asdict(document), ensure_ascii=False)


def returned_from_json(text: str) -> ReturnedDocument:
    """Return the document that `returned_to_json` wrote."""
    told = json.loads(text)
    return ReturnedDocument(
        paragraphs=tuple(map(_paragraph_from, told["paragraphs"])),
        missing=tuple(told["missing"]),
        oddities=tuple(Oddity(**one) for one in told["oddities"]),
        **{key: str(told[key]) for key in ("identifier", "version", "language")},
    )


def _paragraph_from(told: dict[str, Any]) -> ReturnedParagraph:
    changes = tuple(Change(**one) for one in told.pop("changes"))
    comments = tuple(DocxComment(**one) for one in told.pop("comments"))
    altered = tuple(told.pop("altered_fields"))
    return ReturnedParagraph(**told, changes=changes, comments=comments, altered_fields=altered)
