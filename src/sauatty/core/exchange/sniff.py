"""What a file is, by its content and never by its name. The ending is only compared with what was found."""

import csv
import json
import re
from collections import Counter

from sauatty.core.errors import FileEmpty, FileTypeMismatch, FileTypeUnknown, ImportRefused
from sauatty.core.exchange.containers import list_names
from sauatty.core.exchange.fields import field_of
from sauatty.core.exchange.table_text import decode_table

# The kinds that can be read, and the endings each may bear.
ENDINGS = {
    "html": (".html", ".htm", ".xhtml"),
    "docx": (".docx",),
    "xlsx": (".xlsx",),
    "pdf": (".pdf",),
    "csv": (".csv", ".tsv", ".txt", ".tab"),
    "json": (".json", ".jsonld"),
    "jsonl": (".jsonl", ".ndjson", ".json"),
}
_NAMES = {"html": "HTML", "jsonl": "JSON lines"}
_OTHER_ENDINGS = re.compile(
    r"\.(?:docm?|dotx?|xls[mb]?|od[ts]|rtf|pptx?|zip|rar|7z|gz|exe|png|jpe?g|gif|webp|tiff?|xml|mht|mhtml|epub|djvu|"
    r"mp[34]|svg|sqlite)"
)
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file (.doc, .xls), or one with a password"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a picture, sound or video"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"AT&TFORM", "a DjVu document"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"%!PS", "a PostScript file"),
)
_PACKAGES = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file (.odt, .ods)"),
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|table|tbody|tr|td|p|h[1-6]|div|span|br|ul|ol|a|b|i|font|center)\b",
    re.IGNORECASE,
)
_DEBRIS = re.compile(r"\s*(?:<!--.*?(?:-->|\Z)\s*|<\?xml.*?\?>\s*)*", re.DOTALL)
_TOLD = re.compile(r'\ufeff?"?sep=([,;\t|])"?[ ,;\t]*(?:\r|\n|\Z)', re.IGNORECASE)
_SAMPLE = 65_536
# The kinds that stand as words in a refusal; the web translates them with the sentence.
KINDS_IN_WORDS = tuple(
    sorted(
        {name for _start, name in _MAGIC}
        | {name for _part, name in _PACKAGES if " " in name}
        | {"a ZIP archive", "an XML file", "a web archive (.mht); save the page as HTML", "plain text"}
    )
)
_PACKAGE_KEYS = ("CFItems", "CFPackage", "documents", "objectives", "@graph")


def sniff(content: bytes, *, name: str) -> str:
    """Tell the format of a file: 'html', 'docx', 'xlsx', 'pdf', 'csv', 'json' or 'jsonl'.

    Raises
    ------
    FileEmpty
        Nothing but white space.
    FileTypeUnknown
        Another kind of file; the error names it.
    FileTypeMismatch
        A kind that can be read, under the ending of another kind.
    EncodingAmbiguous, EncodingUnknown
        Text that is not Unicode.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    found = _binary_kind(content, name) or _text_kind(decode_table(content, name=name).text)
    ending = _ending(name)
    if found not in ENDINGS:
        raise FileTypeUnknown(name=name, found=found)
    known = any(ending in endings for endings in ENDINGS.values()) or _OTHER_ENDINGS.fullmatch(ending)
    if known and ending not in ENDINGS[found]:
        raise FileTypeMismatch(name=name, suffix=ending, found=_NAMES.get(found, found.upper()))
    return found


def _ending(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found.group().lower() if found else ""


def _binary_kind(content: bytes, name: str) -> str:
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(content, name)
    for magic, kind in _MAGIC:
        # Two letters are not enough to tell a picture or a program from a text.
        if content.startswith(magic) and (len(magic) > 2 or b"\x00" in content[:64]):
            return kind
    return ""


def _package_kind(content: bytes, name: str) -> str:
    try:
        names = set(list_names(content, name=name))
    except ImportRefused as error:
        if _ending(name) in (".docx", ".xlsx") or b"[Content_Types].xml" in content[:4096]:
            raise
        if error.code == "file-truncated":
            return "a ZIP archive"
        raise
    return next((kind for part, kind in _PACKAGES if part in names), "a ZIP archive")


def _text_kind(text: str) -> str:
    start = _DEBRIS.sub("", text[:_SAMPLE], count=1).lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return _json_kind(text)
    if start.startswith("<") or not start:
        return "html" if _HTML.search(text[:_SAMPLE]) else "an XML file"
    if re.match(r"(?:MIME-Version|From: <?Saved by)", start, re.IGNORECASE):
        return "a web archive (.mht); save the page as HTML"
    if find_delimiter(text):
        return "csv"
    return "html" if len(_HTML.findall(text[:_SAMPLE])) >= 3 else "plain text"


def _json_kind(text: str) -> str:
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()]
    row = _whole_object(lines[0])
    has_text = any((field_of(key) or "").startswith("text") for key in row)
    return "jsonl" if row and (len(lines) > 1 or has_text) else "json"


def _whole_object(line: str) -> dict[str, object]:
    """Return the object that a line is by itself; an empty one if it is none, or a package in one line."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    is_package = any(isinstance(row, dict) and isinstance(row.get(key), list | dict) for key in _PACKAGE_KEYS)
    return row if isinstance(row, dict) and not is_package else {}


def told_delimiter(text: str) -> str:
    """Return the separator that the first line of a spreadsheet's file tells (sep=;); an empty string if it tells none."""
    found = _TOLD.match(text)
    return found[1] if found else ""


def find_delimiter(text: str) -> str:
    """Return the sign that parts the columns of a table in text form; an empty string if there is none."""
    if told := told_delimiter(text):
        return told
    lines = text[:_SAMPLE].splitlines()[:60] or [""]
    best, best_share = "", 0.0
    for sign in ",;\t|":
        if sum(field_of(cell) is not None for cell in lines[0].split(sign)) > 1:
            return sign
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        share = count / max(1, sum(widths.values())) * min(width, 4)
        if width > 1 and count > 1 and count / max(1, sum(widths.values())) >= 0.5 and share > best_share:
            best, best_share = sign, share
    return best
