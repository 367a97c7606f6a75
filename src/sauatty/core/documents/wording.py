"""The words that a document carries of itself: number of a table, label of a draft, head and foot of a page."""

import re

from sauatty.core.catalogue.words import word, words
from sauatty.core.documents.blocks import Document, Figure, Table
from sauatty.core.languages import format_date

# What XML forbids or no font draws: control characters, half surrogates, non-characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
GROUP = "documents"


def printable(text: str) -> str:
    """Return the text without signs that no file can hold; lines end in one way."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def number_words(block: Table | Figure, number: int, language: str) -> tuple[str, str]:
    """Return what stands before and after the number of a table or figure: ('', '-кесте'), ('Table ', '')."""
    key = "table" if isinstance(block, Table) else "figure"
    before, _, after = word(GROUP, key, language, number="\x00").partition("\x00")
    return before, after


def page_words(language: str) -> tuple[str, str, str]:
    """Return what stands before the number of a page, between it and the number of all, and after."""
    before, _, rest = word(GROUP, "page", language, number="\x00", total="\x01").partition("\x00")
    between, _, after = rest.partition("\x01")
    return before, between, after


def label_text(label: str, language: str) -> str:
    """Return the text of a label: our own words for a slug that we know, else the label itself."""
    return _known_or_same(f"label_{_slug(label)}", label, language)


def note_title(kind: str, language: str) -> str:
    """Return the heading of a boxed remark."""
    return _known_or_same(f"note_{_slug(kind)}", kind, language)


def _slug(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def _known_or_same(key: str, text: str, language: str) -> str:
    return word(GROUP, key, language) if key in words(GROUP) else text


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what the title page says of a document: name and value, in the document's language."""
    language = document.language
    date = format_date(document.date, language) if document.date else ""
    found = (
        ("version_name", document.version),
        ("authors", ", ".join(document.authors)),
        ("date", date),
        ("identifier", document.identifier),
        ("citation", document.citation),
        ("licence", document.licence),
    )
    return tuple((word(GROUP, key, language), value) for key, value in found if value)


def page_head(document: Document) -> str:
    """Return the line at the head of each page: title and version."""
    if not document.version:
        return document.title
    return f"{document.title} · {word(GROUP, 'version', document.language, version=document.version)}"


def page_foot(document: Document) -> tuple[str, ...]:
    """Return the lines at the foot of each page: identifier and citation."""
    return tuple(line for line in (document.identifier, document.citation) if line)
