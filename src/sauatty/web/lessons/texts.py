"""The small Markdown of lessons as HTML: every piece of words is escaped, and only known marks become tags."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sauatty.core.catalogue.lesson_text import Inline, TextBlock, inlines, text_blocks

_LISTS = {"bullets": "ul", "numbers": "ol"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of a lesson lead to: words of terms, addresses of services, numbers of sources."""

    terms: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)


def html_of(text: str, marks: Marks) -> SafeString:
    """Return a text as paragraphs and lists."""
    return _joined(_block(block, marks) for block in text_blocks(text, marks.terms))


def line_of(text: str, marks: Marks) -> SafeString:
    """Return a text of one line, such as a heading or an option."""
    return _line(inlines(text, marks.terms), marks)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _block(block: TextBlock, marks: Marks) -> SafeString:
    if block.kind in _LISTS:
        items = format_html_join("", "<li>{}</li>", ((_line(item, marks),) for item in block.items))
        return format_html("<{0}>{1}</{0}>", _LISTS[block.kind], items)
    paragraphs = format_html_join("", "<p>{}</p>", ((_line(item, marks),) for item in block.items))
    return format_html("<blockquote>{}</blockquote>", paragraphs) if block.kind == "quote" else paragraphs


def _line(pieces: Iterable[Inline], marks: Marks) -> SafeString:
    return _joined(_piece(piece, marks) for piece in pieces)


def _piece(piece: Inline, marks: Marks) -> SafeString:
    if piece.kind in ("strong", "em"):
        return format_html("<{0}>{1}</{0}>", piece.kind, piece.text)
    if piece.kind == "term" and piece.ref in marks.terms:
        return format_html('<a class="term" href="#term-{}">{}</a>', piece.ref, piece.text)
    if piece.kind == "source" and piece.ref in marks.sources:
        number = marks.sources[piece.ref]
        return format_html('<sup><a href="#source-{}">{}</a></sup>', piece.ref, number)
    address = marks.services.get(piece.ref, "") if piece.kind == "resource" else piece.ref
    if piece.kind in ("resource", "link") and address:
        return format_html('<a href="{}" rel="external">{}</a>', address, piece.text)
    return format_html("{}", piece.text)
