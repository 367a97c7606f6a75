"""One drafted paragraph, and the ways in which one is made from a template."""

from collections.abc import Iterable
from dataclasses import dataclass

from sauatty.core.documents.guide_source import GuideSource
from sauatty.core.documents.guide_templates import guide_templates
from sauatty.core.documents.guide_tokens import token
from sauatty.core.languages import LANGUAGES, Translated

# What a block is. Those of COMPUTED have no text of their own: they show a table of the data.
TEXT_KINDS = ("heading", "paragraph", "lead", "bullets", "steps", "note")
COMPUTED = ("map", "progression", "direct-table", "standard-table")
KINDS = (*TEXT_KINDS, *COMPUTED)


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A paragraph, heading, list or table as the data give it.

    `key` is the same at every drafting, so that a block is known again. A list has one entry per line of its
    text. `table` names the table that a computed block shows; `evidence` are the ids of the objectives behind it.
    """

    key: str
    chapter: str
    kind: str
    texts: Translated = Translated()
    level: int = 0
    table: str = ""
    evidence: tuple[str, ...] = ()


def worded(template: str, source: GuideSource) -> str:
    """Return the wording of a template for this source: what a machine proposed is not said as if it were known."""
    other = f"{template}.machine"
    return other if source.is_machine and other in guide_templates().texts else template


def templated(
    chapter: str,
    template: str,
    kind: str = "paragraph",
    *,
    part: str = "",
    evidence: Iterable[str] = (),
    **names: Translated | str,
) -> DraftBlock:
    """Return a block made from a template; `part` sets apart the blocks that one template makes."""
    texts = guide_templates().text(template, **names)
    key = f"{template}:{part}" if part else template
    return DraftBlock(key, chapter, kind, texts, evidence=tuple(evidence))


def heading(chapter: str, part: str, text: Translated, level: int) -> DraftBlock:
    """Return a heading inside a chapter (level 2 to 4)."""
    return DraftBlock(f"{chapter}.heading:{part}", chapter, "heading", text, level=level)


def listed(chapter: str, key: str, lines: Iterable[Translated], kind: str = "bullets") -> DraftBlock:
    """Return a list; each entry is a line of the text."""
    rows = tuple(lines)
    texts = Translated(*("\n".join(row.text(language) for row in rows) for language in LANGUAGES))
    return DraftBlock(key, chapter, kind, texts)


def quoted(chapter: str, key: str, names: Iterable[str], evidence: Iterable[str]) -> DraftBlock:
    """Return a list of quotations, each a token of its own."""
    text = "\n".join(token(name) for name in names)
    return DraftBlock(key, chapter, "bullets", Translated(text, text, text), evidence=tuple(evidence))


def computed(chapter: str, kind: str, table: str, evidence: Iterable[str] = ()) -> DraftBlock:
    """Return a table or figure of the data."""
    return DraftBlock(f"{kind}:{table}", chapter, kind, table=table, evidence=tuple(evidence))
