"""Files that an author hands out beside a lesson (PDF, DOCX, PPTX): looked through for what runs or calls by itself.

They are not opened: what could act is looked for by its name, in the open and in packed parts.
"""

import json
import re
import zlib
from collections.abc import Iterator

from sauatty.core.errors import AttachmentKindRefused, FileTypeUnknown, HandoutRefused
from sauatty.core.exchange.containers import check_container

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HANDED_OUT = (("word/document.xml", DOCX), ("ppt/presentation.xml", PPTX))
SHEETS_TOO = (*HANDED_OUT, ("xl/workbook.xml", XLSX))

# A script is named so in its action, whatever holds its text; short names such as /JS stand by chance in pictures.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia|Rendition)\b|/XFA\s*[\[\d]"
)
_LONGEST = 64  # a name with each of its signs escaped
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BEGIN, _END = re.compile(rb"(?<!end)stream\r?\n?"), b"endstream"
_PIECE, _PIECE_UNPACKED = 4096, 2**20
_MOST_UNPACKED = 400 * 2**20
# Objects packed in another way than by Flate alone cannot be looked through; programs that write PDF do not do it.
_OTHERWISE_PACKED = re.compile(
    rb"/ObjStm(?=[^>]*/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|AHx|A85|LZW|RL|Crypt|Predictor)\b)"
    rb"|/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|AHx|A85|LZW|RL|Crypt|Predictor)\b[^>]*/ObjStm"
)
_RUNS = re.compile(r"(?:^|/)(?:activeX|ctrlProps)/|oleObject|(?:^|/)embeddings/.*(?<!\.xlsx)$", re.IGNORECASE)
# A table may ask other programs for its figures, and hold commands in sheets of an old kind.
_ASKS = re.compile(r"^xl/(?:externalLinks|macrosheets|dialogsheets)/|^xl/connections\.xml$", re.IGNORECASE)
_TWO_FACED = re.compile(rb"<(?:!doctype|html|script|svg|\?php)", re.IGNORECASE)
_FACE = 1024  # as far as programs look for what a file is


def check_handout(content: bytes, name: str) -> str:
    """Return the media type of a file to hand out (PDF, DOCX, PPTX) that holds nothing that runs by itself.

    Raises
    ------
    FileTypeUnknown, HandoutRefused
        Another kind of file; one with scripts, files or programs in it, locked, or fetching something when opened.
        Containers have refusals of their own.
    """
    if content.startswith(b"%PDF-"):
        problem = _pdf_problem(content)
        if problem:
            raise HandoutRefused(name=name, problem=problem)
        return PDF
    if content.startswith(b"PK"):
        return _office_type(content, name)
    raise FileTypeUnknown(name=name, found="neither a picture nor PDF, DOCX or PPTX")


def check_evidence(content: bytes, name: str) -> str:
    """Return, as JSON, the media type of a document that people send (PDF, DOCX, PPTX, XLSX).

    It passes what a handout passes, and is one file only: nothing that another program would open as something else.

    Raises
    ------
    AttachmentKindRefused, HandoutRefused
        Containers have refusals of their own.
    """
    is_pdf = content.startswith(b"%PDF-")
    if not is_pdf and not content.startswith(b"PK\x03\x04"):
        raise AttachmentKindRefused(name=name)
    face = content[:_FACE]
    if _TWO_FACED.search(face) or (b"PK\x05\x06" in content[-(2**16 + 22) :] if is_pdf else b"%PDF-" in face):
        raise HandoutRefused(name=name, problem="it is two files in one")
    try:
        return json.dumps(check_handout(content, name) if is_pdf else _office_type(content, name, SHEETS_TOO))
    except FileTypeUnknown as error:
        raise AttachmentKindRefused(name=name) from error


def _office_type(content: bytes, name: str, kinds: tuple[tuple[str, str], ...] = HANDED_OUT) -> str:
    """Charts keep their figures as XLSX within the file; any other object in it, or a call outside, is refused."""
    checked = check_container(content, name=name)
    if any(map(_RUNS.search, checked.sizes)):
        raise HandoutRefused(name=name, problem="it holds other files or controls")
    if any(one.kind == "external-link" for one in checked.oddities):
        raise HandoutRefused(name=name, problem="it fetches something from elsewhere when it is opened")
    if any(map(_ASKS.search, checked.sizes)):
        raise HandoutRefused(name=name, problem="it fetches something from elsewhere when it is opened")
    for part, media_type in kinds:
        if part in checked.sizes:
            return media_type
    raise FileTypeUnknown(name=name, found="neither a picture nor PDF, DOCX or PPTX")


def _pdf_problem(content: bytes) -> str:
    plain = _unescaped(content)
    if _ENCRYPTED.search(plain):
        return "it is locked, so that nobody can look through it"
    if _OTHERWISE_PACKED.search(plain):
        return "it is packed in an unusual way"
    if _ACTIVE.search(plain):
        return "it holds scripts or other files"
    size, tail = 0, b""
    for piece in _unpacked_streams(content):
        size += len(piece)
        if size > _MOST_UNPACKED:
            return "it unpacks to too much"
        seen = tail + piece
        if _ACTIVE.search(_unescaped(seen)):
            return "it holds scripts or other files"
        tail = seen[-_LONGEST:]
    return ""


def _unescaped(content: bytes) -> bytes:
    """Return names as they are meant: '/J#61vaScript' is /JavaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)


def _unpacked_streams(content: bytes) -> Iterator[bytes]:
    """Yield what the packed parts hold, piece by piece; one that breaks off as far as it goes."""
    view, end = memoryview(content), -1
    for found in _BEGIN.finditer(content):
        start = found.end()
        if end < start and end != len(content):
            end = content.find(_END, start)
            end = len(content) if end < 0 else end
        # A packed part says so in its first two bytes; without this every mark of a crafted file were tried to the end.
        if (
            start + 2 <= end
            and content[start] & 0x0F == 8
            and (content[start] * 256 + content[start + 1]) % 31 == 0
        ):
            yield from _unpacked(view[start + 2 : end])


def _unpacked(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)  # the check sum at its end is no reason to look away
    for at in range(0, len(packed), _PIECE):
        rest: bytes | memoryview = packed[at : at + _PIECE]
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, _PIECE_UNPACKED)
            except zlib.error:
                return
            rest = inflater.unconsumed_tail
        if inflater.eof:
            return
