"""Reads of a guide's texts: blocks with their state in each language, comments, what stands behind a figure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from sauatty.core.documents.guide_facts import Fact, facts_from_json
from sauatty.core.documents.guide_snapshot import sha256_of
from sauatty.core.documents.guide_tokens import tokens_of
from sauatty.web.curricula.models import Objective
from sauatty.web.guides.models import (
    Block,
    BlockText,
    Comment,
    Figures,
    Guide,
    TextRevision,
)
from sauatty.web.guides.selectors.access import visible_blocks

MISSING, STALE, DRAFT, FINE = "missing", "stale", "draft", "fine"


def sha_of(text: str) -> str:
    """Return the hash by which a text knows the one that it follows."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LanguageText:
    """A block's text in one language and its state: 'missing', 'stale', 'draft' or 'fine'."""

    language: str
    row: BlockText | None
    state: str

    @property
    def text(self) -> str:
        """Return the text, empty where there is none."""
        return self.row.text if self.row else ""

    @property
    def revision(self) -> int:
        """Return the revision that an editor saw, 0 before the first."""
        return self.row.revision if self.row else 0


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its texts in the languages of the guide, and how many comments are open."""

    block: Block
    texts: tuple[LanguageText, ...]
    n_comments: int = 0

    def in_language(self, language: str) -> LanguageText:
        """Return the text in a language; a missing one where the guide has no such language."""
        return next(
            (one for one in self.texts if one.language == language), LanguageText(language, None, MISSING)
        )

    def shown(self, language: str) -> LanguageText:
        """Return the text in a language, or the first other one that exists."""
        wanted = self.in_language(language)
        return wanted if wanted.text else next((one for one in self.texts if one.text), wanted)


def view_of(block: Block, languages: Iterable[str], n_comments: int = 0) -> BlockView:
    """Judge the texts of one block (its texts must be prefetched)."""
    rows = {row.language: row for row in block.texts.all()}
    texts = tuple(
        LanguageText(language, rows.get(language), _state(rows.get(language), rows, block))
        for language in languages
    )
    return BlockView(block, texts, n_comments)


def _state(row: BlockText | None, rows: Mapping[str, BlockText], block: Block) -> str:
    if block.table:
        return FINE
    if row is None or not row.text.strip():
        return MISSING
    source = rows.get(row.source_language)
    if source is not None and source.language != row.language and sha_of(source.text) != row.source_sha256:
        return STALE
    return DRAFT if row.is_draft and not _is_only_figures(row.text) else FINE


def _is_only_figures(text: str) -> bool:
    """Tell whether a text is quotations alone: nothing in it was worded by anybody."""
    for name in tokens_of(text):
        text = text.replace("{{" + name + "}}", "")
    return not text.strip()


def list_blocks(guide: Guide, chapter: str = "") -> list[BlockView]:
    """Return the blocks of a guide, or of one chapter, with texts and open comments (two queries)."""
    blocks = visible_blocks(guide).prefetch_related("texts")
    blocks = blocks.filter(chapter=chapter) if chapter else blocks
    counted = blocks.annotate(n_open=Count("comments", filter=Q(comments__resolved_at__isnull=True)))
    return [view_of(block, guide.languages, block.n_open) for block in counted]


def list_removed(guide: Guide) -> list[BlockView]:
    """Return the blocks that were taken out, newest first."""
    blocks = guide.blocks.filter(removed_at__isnull=False).prefetch_related("texts").order_by("-removed_at")
    return [view_of(block, guide.languages) for block in blocks]


@dataclass(frozen=True, slots=True)
class ChapterState:
    """A chapter and how many of its texts are missing, stale or drafts, over all languages."""

    slug: str
    n_blocks: int
    n_missing: int
    n_stale: int
    n_draft: int
    n_comments: int


def summarise_chapters(views: Iterable[BlockView]) -> list[ChapterState]:
    """Count the states of each chapter, in the order of the blocks."""
    chapters: dict[str, list[BlockView]] = defaultdict(list)
    for view in views:
        chapters[view.block.chapter].append(view)
    return [_chapter(slug, found) for slug, found in chapters.items()]


def _chapter(slug: str, views: Sequence[BlockView]) -> ChapterState:
    states = [text.state for view in views for text in view.texts]
    return ChapterState(
        slug,
        len(views),
        states.count(MISSING),
        states.count(STALE),
        states.count(DRAFT),
        sum(view.n_comments for view in views),
    )


def summarise_guide(views: Sequence[BlockView]) -> ChapterState:
    """Count the states of a whole guide."""
    return _chapter("", views)


def facts_of(guide: Guide) -> dict[str, Fact]:
    """Return the figures of a guide (read once per guide object)."""
    if "_facts" not in guide.__dict__:
        figures = figures_of(guide)
        guide.__dict__["_facts"] = facts_from_json(figures.facts if figures else {})
    facts: dict[str, Fact] = guide.__dict__["_facts"]
    return facts


def tables_of(guide: Guide) -> dict[str, Any]:
    """Return the tables of a guide."""
    figures = figures_of(guide)
    return dict(figures.tables) if figures else {}


def figures_of(guide: Guide) -> Figures | None:
    """Return the row of figures, None before the first drafting (read once per guide object)."""
    if "_figures" not in guide.__dict__:
        guide.__dict__["_figures"] = Figures.objects.filter(guide=guide).first()
    figures: Figures | None = guide.__dict__["_figures"]
    return figures


def list_comments(block: Block) -> list[Comment]:
    """Return the comments on a block, oldest first."""
    return list(block.comments.select_related("author", "resolved_by"))


def list_open_comments(guide: Guide) -> list[Comment]:
    """Return every comment that waits for an answer, in the order of the guide."""
    comments = Comment.objects.filter(block__guide=guide, resolved_at__isnull=True)
    texts = Prefetch("block__texts")
    return list(
        comments.select_related("author", "block")
        .prefetch_related(texts)
        .order_by("block__position", "made_at")
    )


def list_evidence(block: Block, limit: int = 200) -> list[Objective]:
    """Return the objectives behind a block, in the order of the curriculum (one query)."""
    wanted = [one for one in block.evidence[:2000] if _is_uuid(one)]
    return list(Objective.objects.filter(pk__in=wanted[:limit]).order_by("edition", "position"))


def _is_uuid(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def content_sha256(guide: Guide, views: Iterable[BlockView]) -> str:
    """Return the hash of everything that a reviewer signs: titles, texts, order, figures, tables."""
    figures = figures_of(guide)
    titles = [guide.title_kk, guide.title_ru, guide.title_en]
    texts = [
        [str(view.block.pk), view.block.kind, view.block.table, [one.text for one in view.texts]]
        for view in views
    ]
    return sha256_of([titles, texts, figures.facts if figures else {}, figures.tables if figures else {}])


def changed_on(guide: Guide) -> date:
    """Return the day of the last change: a file made twice of one state has the same bytes."""
    figures = figures_of(guide)
    texts = (
        BlockText.objects.filter(block__guide=guide)
        .order_by("-changed_at")
        .values_list("changed_at", flat=True)
    )
    times = [moment for moment in (figures.measured_at if figures else None, texts.first()) if moment]
    return timezone.localdate(max(times)) if times else timezone.localdate(guide.created_at)


def list_revisions(row: BlockText) -> list[TextRevision]:
    """Return the history of a text, newest first."""
    return list(row.revisions.select_related("author")[:50])
