"""The small Markdown of lessons as blocks and pieces: the one place that knows its marks.

Paragraphs, '- ' and '1. ' lists, '> ' quotations; in them **bold**, _italic_, [[slug]] and [[slug|shown]] for terms,
[words](resource:id) and [words](https://…) for addresses, [^id] for sources. A line that follows an item of a list and
is indented belongs to the item; a line that is not begins a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

BlockKind = Literal["paragraph", "bullets", "numbers", "quote"]
InlineKind = Literal["text", "strong", "em", "term", "resource", "source", "link"]

_BULLET = re.compile(r"\s*[-•]\s+(.*)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(.*)")
_QUOTE = re.compile(r"\s*>\s?(.*)")
_INDENTED = re.compile(r"(?:\t| {2,})\S")
_MARK = re.compile(
    r"\[\[(?P<term>[a-z0-9-]+)(?:\|(?P<shown>[^\[\]|]+))?\]\]"
    r"|\[\^(?P<source>[\w.-]+)\]"
    r"|\[(?P<service>[^\[\]]+)\]\(resource:(?P<resource>[\w.-]+)\)"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<link>https?://[^\s()]+)\)"
    r"|\*\*(?=\S)(?P<strong>(?:[^*\n]|\*(?!\*))+)(?<=\S)\*\*"
    r"|(?<!\w)_(?P<em>[^\s_](?:[^_]*[^\s_])?)_(?!\w)"
)
# What looks like a mark and is none: a reader would see the signs.
_LEFT_OVER = re.compile(
    r"\[\[[^\]]*\]?\]?|\[\^[^\]]*\]?|\]\([^)]*\)?|\*\*|`+|</?[a-zA-Z][^>]*>|^\s*#{1,6}\s.*|!\[|^\s*\|.*",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of a line. `ref` is the slug of a term, the id of a resource or a source, or the address of a link.

    A 'source' has no text of its own; a 'term' without a shown form has the glossary's, or its slug.
    """

    kind: InlineKind
    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or a quotation (one item a paragraph), or a list (one item an entry)."""

    kind: BlockKind
    items: tuple[tuple[Inline, ...], ...]


def text_blocks(text: str, terms: Mapping[str, str] | None = None) -> tuple[TextBlock, ...]:
    """Return the blocks of a text. `terms` are the words of the glossary by slug, for terms without a shown form."""
    return tuple(_named(block, terms or {}) for block in _cached_blocks(text))


def inlines(text: str, terms: Mapping[str, str] | None = None) -> tuple[Inline, ...]:
    """Return the pieces of one line, such as a heading or an option."""
    return tuple(_with_name(piece, terms or {}) for piece in _pieces(" ".join(text.split())))


def plain_text(text: str, terms: Mapping[str, str] | None = None) -> str:
    """Return a text as one would read it aloud: no marks, one line a paragraph or an item."""
    return "\n".join(
        "".join(piece.text for piece in item).strip()
        for block in text_blocks(text, terms)
        for item in block.items
    )


def text_marks(text: str) -> Counter[tuple[str, str]]:
    """Count the marks of a text that lead somewhere, as (kind, ref): terms, resources, sources and links."""
    return Counter(
        (piece.kind, piece.ref)
        for block in text_blocks(text)
        for item in block.items
        for piece in item
        if piece.ref
    )


def unknown_marks(text: str) -> tuple[str, ...]:
    """Return what looks like a mark and is none, as it stands: a broken link, a heading, HTML."""
    return tuple(found.group().strip() for found in _LEFT_OVER.finditer(_MARK.sub(_without_mark, text)))


def list_shape(text: str) -> tuple[tuple[str, int], ...]:
    """Return the kinds and lengths of the lists of a text, which have to be the same in each language."""
    lists = (block for block in text_blocks(text) if block.kind in ("bullets", "numbers"))
    return tuple((block.kind, len(block.items)) for block in lists)


def words_in(text: str) -> list[str]:
    """Return the words of a text without its marks; a compound with a hyphen is one word."""
    return _WORD.findall(plain_text(text))


def n_words(text: str) -> int:
    """Count the words of a text."""
    return len(words_in(text))


# --- blocks ---


@lru_cache(maxsize=8192)
def _cached_blocks(text: str) -> tuple[TextBlock, ...]:
    return tuple(
        TextBlock(kind, tuple(tuple(_pieces(item)) for item in items)) for kind, items in _raw_blocks(text)
    )


def _raw_blocks(text: str) -> Iterator[tuple[BlockKind, list[str]]]:
    """Yield kinds with their items, lines joined."""
    kind: BlockKind | None = None
    items: list[str] = []
    for line in text.splitlines():
        found, words = _kind_of(line)
        if found == "paragraph" and kind is not None and (kind == "paragraph" or _INDENTED.match(line)):
            items[-1] = f"{items[-1]} {words}".strip()
            continue
        if found != kind and kind is not None:
            yield kind, [item for item in items if item]
            items = []
        kind = found
        if found is not None:
            _add(items, words, found)
    if kind is not None:
        yield kind, [item for item in items if item]


def _add(items: list[str], words: str, kind: BlockKind) -> None:
    if kind == "quote" and items and items[-1] and words:
        items[-1] += f" {words}"
    else:
        items.append(words)


def _kind_of(line: str) -> tuple[BlockKind | None, str]:
    if not line.strip():
        return None, ""
    if found := _BULLET.fullmatch(line):
        return "bullets", found[1].strip()
    if found := _NUMBER.fullmatch(line):
        return "numbers", found[1].strip()
    if found := _QUOTE.fullmatch(line):
        return "quote", found[1].strip()
    return "paragraph", line.strip()


# --- pieces ---


def _pieces(text: str, kind: InlineKind = "text") -> Iterator[Inline]:
    start = 0
    for found in _MARK.finditer(text):
        if found.start() > start:
            yield Inline(kind, text[start : found.start()])
        yield from _piece(found)
        start = found.end()
    if start < len(text):
        yield Inline(kind, text[start:])


def _piece(found: re.Match[str]) -> Iterator[Inline]:
    if slug := found["term"]:
        yield Inline("term", found["shown"] or "", slug)
    elif found["source"]:
        yield Inline("source", "", found["source"])
    elif found["resource"]:
        yield Inline("resource", found["service"], found["resource"])
    elif found["link"]:
        yield Inline("link", found["words"], found["link"])
    elif found["strong"]:
        yield from _pieces(found["strong"], "strong")
    else:
        yield from _pieces(found["em"], "em")


def _without_mark(found: re.Match[str]) -> str:
    words = found["strong"] or found["em"] or found["service"] or found["words"] or ""
    return _MARK.sub(_without_mark, words)


def _named(block: TextBlock, terms: Mapping[str, str]) -> TextBlock:
    if all(piece.text for item in block.items for piece in item if piece.kind == "term"):
        return block
    return replace(
        block, items=tuple(tuple(_with_name(piece, terms) for piece in item) for item in block.items)
    )


def _with_name(piece: Inline, terms: Mapping[str, str]) -> Inline:
    if piece.kind != "term" or piece.text:
        return piece
    return replace(piece, text=terms.get(piece.ref, piece.ref.replace("-", " ")))
