"""Reads before publication: who has signed the guide as it stands, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.documents.guide_tokens import tokens_of
from sauatty.web.guides.models import Guide
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
        """Return what a version is published with nevertheless, as slugs."""
        found = {
            "draft": bool(self.n_draft),
            "language": bool(self.n_missing or self.n_stale),
            "comments": bool(self.n_comments),
        }
        return tuple(name for name, holds in found.items() if holds)


def check_readiness(guide: Guide, views: Sequence[BlockView]) -> Readiness:
    """Judge a guide as it stands (two queries beside the blocks)."""
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
    )


def _gone(guide: Guide, views: Sequence[BlockView]) -> tuple[str, ...]:
    """Return the figures that stand in a text and are no longer in the data."""
    facts = facts_of(guide)
    used = {name for view in views for one in view.texts for name in tokens_of(one.text)}
    return tuple(sorted(name for name in used if name not in facts or facts[name].is_gone))


def has_signed(person: Any, readiness: Readiness) -> bool:
    """Tell whether the person has signed the guide as it stands."""
    return any(one.person_id == person.pk for one in readiness.signatures)
