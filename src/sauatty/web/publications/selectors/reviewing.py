"""Reads before publication: who has signed the guide as it stands, and what stands in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.documents.guide_tokens import tokens_of
from sauatty.web.guides.models import Block, Guide, TextRevision
from sauatty.web.guides.selectors import (
    DRAFT,
    MISSING,
    STALE,
    BlockView,
    content_sha256,
    facts_of,
)
from sauatty.web.publications.models import SignOff


@dataclass(frozen=True, slots=True)
class FigureGap:
    """A text that does without figures which its draft, or the same paragraph in another language, shows."""

    block: Block
    language: str
    text: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a guide can be published as it stands; counts are over all languages.

    `sha256` is of the content that signatures are for.
    """

    sha256: str
    n_missing: int
    n_stale: int
    n_draft: int
    n_comments: int
    gone: tuple[str, ...]
    signatures: tuple[SignOff, ...]
    older_signatures: tuple[SignOff, ...]
    n_needed: int
    blocks_stale: bool
    n_blocks: int
    gaps: tuple[FigureGap, ...] = ()

    @property
    def n_signatures_missing(self) -> int:
        """Return how many signatures are still needed."""
        return max(0, self.n_needed - len(self.signatures))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what stands in the way, as slugs; empty where nothing does."""
        found = {
            "nothing": not self.n_blocks,
            "language": self.blocks_stale and bool(self.n_missing or self.n_stale),
            "gone": bool(self.gone),
            "signatures": bool(self.n_signatures_missing),
        }
        return tuple(name for name, holds in found.items() if holds)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what a version is published with nevertheless: slugs, each with its number ('draft:460')."""
        found = {
            "draft": self.n_draft,
            "language": self.n_missing + self.n_stale,
            "comments": self.n_comments,
            "figures": len(self.gaps),
        }
        return tuple(f"{name}:{n}" for name, n in found.items() if n)


def check_readiness(guide: Guide, views: Sequence[BlockView]) -> Readiness:
    """Judge a guide as it stands (three queries beside the blocks)."""
    states = [text.state for view in views for text in view.texts]
    sha256 = content_sha256(guide, views)
    signed = list(guide.sign_offs.select_related("person"))
    return Readiness(
        sha256=sha256,
        n_missing=states.count(MISSING),
        n_stale=states.count(STALE),
        n_draft=states.count(DRAFT),
        n_comments=sum(view.n_comments for view in views),
        gone=_gone(guide, views),
        signatures=tuple(one for one in signed if one.content_sha256 == sha256),
        older_signatures=tuple(one for one in signed if one.content_sha256 != sha256),
        n_needed=guide.signatures_needed,
        blocks_stale=guide.stale_policy == Guide.StalePolicy.BLOCK,
        n_blocks=len(views),
        gaps=tuple(_gaps(guide, views)),
    )


def _gaps(guide: Guide, views: Sequence[BlockView]) -> Iterator[FigureGap]:
    """Yield the texts without figures that their draft or another language has, in the order of the guide."""
    facts, drafted = facts_of(guide), _drafted_figures(guide)
    for view in views:
        shown = {one.language: set(tokens_of(one.text)) for one in view.texts if one.text.strip()}
        used = set().union(*shown.values()) if shown else set()
        for language, own in shown.items():
            expected = used | drafted.get((view.block.pk, language), set())
            lost = sorted(name for name in expected - own if name in facts and not facts[name].is_gone)
            if lost:
                yield FigureGap(view.block, language, view.in_language(language).text, tuple(lost))


def _drafted_figures(guide: Guide) -> dict[tuple[Any, str], set[str]]:
    """Return the figures of the last draft of every text that a person has written since (one query)."""
    rows = TextRevision.objects.filter(
        how=TextRevision.How.DRAFTED, text_row__block__guide=guide, text_row__origin="person"
    )
    found = rows.order_by("made_at", "id").values_list("text_row__block", "text_row__language", "text")
    return {(block, language): set(tokens_of(text)) for block, language, text in found}


def _gone(guide: Guide, views: Sequence[BlockView]) -> tuple[str, ...]:
    """Return the figures that stand in a text and are no longer in the data."""
    facts = facts_of(guide)
    used = {name for view in views for one in view.texts for name in tokens_of(one.text)}
    return tuple(sorted(name for name in used if name not in facts or facts[name].is_gone))


def has_signed(person: Any, readiness: Readiness) -> bool:
    """Tell whether the person has signed the guide as it stands."""
    return any(one.person_id == person.pk for one in readiness.signatures)
