"""Checks of a zip container (DOCX, XLSX) before anything in it is opened by a library.

Sizes are counted while inflating, never taken from the header: a header can lie, and libraries believe it.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from sauatty.core.errors import (
    ArchiveSuspicious,
    DoctypeForbidden,
    FileTruncated,
    MacrosForbidden,
    PartDamaged,
)
from sauatty.core.records import Oddity

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
RATIO_APPLIES_FROM = 2**20
_CHUNK = 2**18
_LOCAL_HEADER = 30
_ENCRYPTED_OR_PATCHED = 0x1 | 0x20 | 0x40

_DECLARATION = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_XML_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"})
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_OBJECT_PART = re.compile(r"(?:^|/)(?:embeddings|activeX|ctrlProps)/|oleObject", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckedContainer:
    """A container that passed: its part names and sizes, and what was dropped from it."""

    sizes: dict[str, int]
    oddities: tuple[Oddity, ...] = ()


def list_names(content: bytes, *, name: str) -> tuple[str, ...]:
    """Return the names in the directory of a zip file, unchecked.

    Raises
    ------
    FileTruncated
        The directory at the end of the file is missing.
    """
    return tuple(entry.filename for entry in _directory(content, name))


def check_container(content: bytes, *, name: str) -> CheckedContainer:
    """Check every entry of a DOCX or XLSX file.

    Raises
    ------
    ArchiveSuspicious
        Too many entries, too large, packed too tightly, encrypted, overlapping, or named to lead elsewhere.
    DoctypeForbidden
        A document type declaration in any XML part.
    MacrosForbidden
        A VBA project, or a content type that allows one.
    PartDamaged
        An entry that does not inflate.
    FileTruncated
        The file ends before its directory.
    """
    entries = _directory(content, name)
    _check_names(entries, name)
    _check_overlap(entries, name)
    total = 0
    oddities: list[Oddity] = []
    sizes: dict[str, int] = {}
    for entry in entries:
        if entry.is_dir():
            continue
        sizes[entry.filename] = _check_entry(content, entry, name, MAX_UNPACKED - total, oddities)
        total += sizes[entry.filename]
    return CheckedContainer(sizes, tuple(oddities))


def read_part(content: bytes, part: str) -> bytes:
    """Return one part of a container that was checked before."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(part)


def _directory(content: bytes, name: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileTruncated(name=name) from error
    if len(entries) > MAX_ENTRIES:
        raise ArchiveSuspicious(name=name, detail=f"{len(entries)} parts")
    return entries


def _check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        written = entry.orig_filename
        problem = _name_problem(entry, written) or ("stands twice" if written.lower() in seen else "")
        if problem:
            shown = written.encode("ascii", "backslashreplace").decode()[:60]
            raise ArchiveSuspicious(name=name, detail=f"part '{shown}' {problem}")
        if "vbaproject" in written.lower():
            raise MacrosForbidden(name=name)
        seen.add(written.lower())


def _name_problem(entry: zipfile.ZipInfo, written: str) -> str:
    steps = written.replace("\\", "/").split("/")
    if "\x00" in written or "\\" in written or ".." in steps or steps[0] == "" or ":" in steps[0]:
        return "has a name that leads out of the file"
    if entry.flag_bits & _ENCRYPTED_OR_PATCHED:
        return "is encrypted"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way"
    return ""


def _check_overlap(entries: list[zipfile.ZipInfo], name: str) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ArchiveSuspicious(name=name, detail="parts that overlap")
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size


def _check_entry(content: bytes, entry: zipfile.ZipInfo, name: str, left: int, oddities: list[Oddity]) -> int:
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_small_part = entry.filename.endswith(".rels") or entry.filename == "[Content_Types].xml"
    kept: list[bytes] = []
    size = checksum = 0
    tail = b""
    for chunk in _inflate(content, entry, name):
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        _check_size(size, entry, name, left)
        if is_xml:
            _check_declarations(tail + chunk, size == len(chunk), entry.filename, name)
            tail = chunk[-32:]
        if is_small_part and size <= 2**22:
            kept.append(chunk)
    if size != entry.file_size:
        raise ArchiveSuspicious(name=name, detail=f"part '{entry.filename}' is not as large as it says")
    if checksum != entry.CRC:
        raise PartDamaged(name=name, part=entry.filename, problem="its check sum differs")
    _note_contents(entry.filename, b"".join(kept), name, oddities)
    return size


def _check_size(size: int, entry: zipfile.ZipInfo, name: str, left: int) -> None:
    if size > left:
        raise ArchiveSuspicious(name=name, detail=f"more than {MAX_UNPACKED // 2**20} MB unpacked")
    if size > RATIO_APPLIES_FROM and size > MAX_RATIO * max(1, entry.compress_size):
        raise ArchiveSuspicious(
            name=name, detail=f"part '{entry.filename}' grows more than {MAX_RATIO} times"
        )


def _inflate(content: bytes, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Give the unpacked bytes of an entry piece by piece, however many the header promises."""
    start = entry.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise PartDamaged(name=name, part=entry.filename, problem="its header is missing")
    _check_local_name(content, start, entry, name)
    start += _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise FileTruncated(name=name)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflater.eof:
            yield inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise PartDamaged(name=name, part=entry.filename, problem=str(error)) from error


def _check_local_name(content: bytes, start: int, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a part that the directory calls otherwise than its own header does."""
    header = content[start : start + _LOCAL_HEADER]
    written = content[start + _LOCAL_HEADER : start + _LOCAL_HEADER + int.from_bytes(header[26:28], "little")]
    is_utf8 = int.from_bytes(header[6:8], "little") & 0x800
    if written.decode("utf-8" if is_utf8 else "cp437", "replace") != entry.orig_filename:
        raise PartDamaged(name=name, part=entry.filename, problem="it bears two names")


def _check_declarations(data: bytes, is_start: bool, part: str, name: str) -> None:
    # UTF-16 hides a declaration behind zero bytes; other encodings that libxml2 knows are refused below.
    plain = data.replace(b"\x00", b"")
    if _DECLARATION.search(plain):
        raise DoctypeForbidden(name=name, part=part)
    found = _XML_ENCODING.search(plain[:200]) if is_start else None
    if found and found[1].lower() not in _XML_ENCODINGS:
        raise DoctypeForbidden(name=name, part=part)


def _note_contents(part: str, text: bytes, name: str, oddities: list[Oddity]) -> None:
    if part == "[Content_Types].xml" and b"macroenabled" in text.lower():
        raise MacrosForbidden(name=name)
    if part.endswith(".rels"):
        oddities.extend(_external_links(part, text.decode("utf-8", "replace")))
    elif _OBJECT_PART.search(part):
        oddities.append(Oddity("embedded-object", part, "not opened", "note"))


def _external_links(part: str, text: str) -> Iterator[Oddity]:
    for found in _RELATIONSHIP.finditer(text):
        tag = found.group()
        kind = re.search(r"Type\s*=\s*[\"'][^\"']*/(\w+)[\"']", tag)
        is_external = re.search(r"TargetMode\s*=\s*[\"']External[\"']", tag, re.IGNORECASE)
        if is_external and (kind is None or kind[1] != "hyperlink"):
            target = re.search(r"Target\s*=\s*[\"']([^\"']*)", tag)
            yield Oddity("external-link", part, (target[1] if target else tag)[:200], "doubt")
