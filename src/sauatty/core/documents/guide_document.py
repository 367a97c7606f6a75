"""A guide's texts and figures as one document in one language: what every writer is given."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
)
from sauatty.core.documents.guide_facts import Fact, say, spoken_language
from sauatty.core.documents.guide_figures import computed_block
from sauatty.core.documents.guide_tokens import pieces

# The name of the locked run that says how far a text can be trusted.
LABEL_FIELD = "label:state"
LABELS = {"machine draft": "machine_draft", "stale": "stale"}


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A block as it stands in one language. `label`: 'machine draft' until a person takes the text over, 'stale'
    where the text that it follows has changed, else empty.

    `language` is the language of the text where it is another one than the document's (a missing translation).
    """

    id: str
    kind: str
    text: str = ""
    level: int = 0
    table: str = ""
    label: str = ""
    language: str = ""
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class GuideCover:
    """What stands on the cover and in the head and foot of the pages."""

    title: str
    audience: str
    source: str
    authors: tuple[str, ...] = ()
    version: str = ""
    identifier: str = ""
    date: dt.date | None = None
    citation: str = ""
    is_invented: bool = False
    is_published: bool = False
    licence: str = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class GuideData:
    """The figures by the names that tokens use, and the tables."""

    facts: Mapping[str, Fact]
    tables: Mapping[str, Any]


def guide_document(
    blocks: Sequence[WrittenBlock], data: GuideData, language: str, cover: GuideCover
) -> Document:
    """Put a guide together in one language; text is data, figures are locked runs."""
    body = [made for block in blocks for made in _blocks(block, data, language)]
    return Document(
        title=cover.title,
        language=language,
        blocks=(Contents(), *_levelled(body)),
        subtitle=word("guide", f"subtitle_{cover.audience}", language),
        authors=cover.authors,
        version=cover.version,
        identifier=cover.identifier,
        date=cover.date,
        citation=cover.citation,
        note=cover_note(cover, language),
        licence=cover.licence,
    )


def cover_note(cover: GuideCover, language: str) -> str:
    """Return the mark of every page: invented, machine-made, not published; empty where none of it holds."""
    marks = (
        ("invented", cover.is_invented),
        ("machine_figures", cover.source == "machine"),
        ("draft", not cover.is_published),
    )
    said = (word("guide", mark, language) for mark, holds in marks if holds)
    return " · ".join(text[:1].upper() + text[1:] for text in said)


def _levelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Keep headings from skipping a level where the ones between were taken out."""
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = min(max(block.level, 1), above + 1, 4)
            yield Heading(above, block.text, block.id)
        else:
            yield block


def _blocks(block: WrittenBlock, data: GuideData, language: str) -> Iterator[Block]:
    if block.table:
        table = data.tables.get(block.table)
        if table is not None:
            yield computed_block(block.id, block.kind, table, data.facts, language)
    elif block.text.strip():
        yield _text_block(block, data, language)


def _text_block(block: WrittenBlock, data: GuideData, language: str) -> Block:
    spoken = block.language if block.language != language else ""
    runs = text_runs(block.text, data.facts, block.language or language)
    match block.kind:
        case "heading":
            return Heading(block.level or 2, "".join(run.text for run in runs), block.id)
        case "bullets" | "steps":
            items = _items(block, data, language)
            # quotations alone were worded by nobody here
            is_worded = any(piece.text.strip() for piece in pieces(block.text))
            return Bullets(items, block.kind == "steps", block.id, block.label if is_worded else "")
        case "note":
            return Note("info", (*runs, *_mark(block, language)), block.id)
        case "lead":
            bold = tuple(Run(run.text, bold=True, field=run.field, language=run.language) for run in runs)
            return Paragraph(bold, block.id, "", spoken)
    return Paragraph(runs, block.id, block.label, spoken)


def _items(block: WrittenBlock, data: GuideData, language: str) -> tuple[tuple[Run, ...], ...]:
    lines = [line for line in block.text.split("\n") if line.strip()]
    return tuple(text_runs(line, data.facts, block.language or language) for line in lines)


def _mark(block: WrittenBlock, language: str) -> tuple[Run, ...]:
    """Return the label of a note as a run that cannot be edited away."""
    if not block.label:
        return ()
    return (Run(f" [{word('guide', LABELS[block.label], language)}]", italic=True, field=LABEL_FIELD),)


def text_runs(text: str, facts: Mapping[str, Fact], language: str) -> tuple[Run, ...]:
    """Return a text as runs; a token becomes a locked run with its value, in the language it is really in."""
    return tuple(_run(piece.text, piece.token, facts, language) for piece in pieces(text.replace("\n", " ")))


def _run(text: str, token: str, facts: Mapping[str, Fact], language: str) -> Run:
    if not token:
        return Run(text)
    fact = facts.get(token)
    if fact is None:
        return Run("–", field=token)
    spoken = spoken_language(fact, language)
    return Run(say(fact, language), field=token, language=spoken if spoken != language else "")
