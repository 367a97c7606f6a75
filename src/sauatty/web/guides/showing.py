"""Texts as pages show them: figures as chips with their present value, tables as rows, drawings as pictures."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.documents.guide_facts import Fact, facts_from_json, say, spoken_language
from sauatty.core.documents.guide_tokens import pieces, tokens_of
from sauatty.web.guides.selectors import BlockView, LanguageText


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Words, or a figure: its token, its value, the language of a quotation, whether the data still have it."""

    text: str
    token: str = ""
    language: str = ""
    is_gone: bool = False


def shown_pieces(text: str, facts: Mapping[str, Fact], language: str) -> list[ShownPiece]:
    """Cut a text into words and figures."""
    return [
        _figure(piece.token, facts.get(piece.token), language) if piece.token else ShownPiece(piece.text)
        for piece in pieces(text)
    ]


def _figure(token: str, fact: Fact | None, language: str) -> ShownPiece:
    if fact is None:
        return ShownPiece("–", token, is_gone=True)
    spoken = spoken_language(fact, language)
    return ShownPiece(say(fact, language), token, spoken if spoken != language else "", fact.is_gone)


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text in one language, line by line."""

    one: LanguageText
    lines: list[list[ShownPiece]]


def shown_text(one: LanguageText, facts: Mapping[str, Fact]) -> ShownText:
    """Return a text with its figures filled in."""
    lines = [line for line in one.text.split("\n") if line.strip()]
    return ShownText(one, [shown_pieces(line, facts, one.language) for line in lines])


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block as the reading page shows it; `computed` is a table or figure of the data."""

    view: BlockView
    text: ShownText
    computed: Any = None
    picture: str = ""


def shown_block(
    view: BlockView, language: str, facts: Mapping[str, Fact], tables: Mapping[str, Any]
) -> ShownBlock:
    """Return a block in one language, a missing text in the language that has one."""
    text = shown_text(view.shown(language), facts)
    table = tables.get(view.block.table)
    if not view.block.table or table is None:
        return ShownBlock(view, text)
    from sauatty.core.documents.guide_figures import computed_block

    computed = computed_block(view.block.anchor, view.block.kind, table, facts, language)
    svg = getattr(computed, "svg", "")
    encoded = base64.b64encode(svg.encode()).decode() if svg else ""
    return ShownBlock(view, text, computed, f"data:image/svg+xml;base64,{encoded}" if encoded else "")


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure that a text may use, with its present value."""

    token: str
    value: str
    language: str
    is_gone: bool


def figures_in(texts: Sequence[str], facts: Mapping[str, Fact], language: str) -> list[ShownFigure]:
    """Return the figures that some texts use, in order, each once."""
    names = dict.fromkeys(name for text in texts for name in tokens_of(text))
    shown = (_figure(name, facts.get(name), language) for name in names)
    return [ShownFigure("{{" + one.token + "}}", one.text, one.language, one.is_gone) for one in shown]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A figure that is another one now."""

    name: str
    before: str
    after: str
    is_quotation: bool


def shown_changes(rows: Sequence[Mapping[str, Any]], language: str) -> list[ShownChange]:
    """Return what the last counting changed, in words; numbers first."""
    changes = []
    for row in rows:
        before, after = (
            facts_from_json({"_": row[side]})["_"] if row[side] else None for side in ("before", "after")
        )
        kind = (after or before).kind if (after or before) else ""
        changes.append(
            ShownChange(
                row["name"],
                say(before, language) if before else "",
                say(after, language) if after else "",
                kind in {"objective", "outcome"},
            )
        )
    return sorted(changes, key=lambda one: (one.is_quotation, one.name))
