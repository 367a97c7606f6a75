"""Making a guide: its project, the job that drafts it, the job that counts its figures anew."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.documents.guide_facts import Fact, FactChange, facts_as_json, facts_from_json, update_facts
from sauatty.core.errors import GuideHiddenFromCoder, GuideNothingJudged
from sauatty.core.languages import LANGUAGES, search_key
from sauatty.web.alignments import selectors as alignments
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.judged import current_project
from sauatty.web.base import audit, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import Job
from sauatty.web.curricula.models import Edition, SubjectProgramme
from sauatty.web.guides.gathering import gather_source
from sauatty.web.guides.models import Block, BlockText, Figures, Guide, Membership, TextRevision
from sauatty.web.guides.selectors import sha_of

# The slug stands in identifiers, which people type from paper
LONGEST_SLUG = 24
DRAFT_JOB, MEASURE_JOB = "guides.draft", "guides.measure"


@transaction.atomic
def create_guide(
    *, actor: Any, edition: Edition, programmes: Iterable[SubjectProgramme], facts: Mapping[str, Any]
) -> Guide:
    """Make a guide; whoever makes it is its first author.

    `facts` are titles (by language), grades, source, standard, languages, audience, chapters, stale_policy,
    signatures_needed and is_public.
    """
    titles, programmes = facts["titles"], tuple(programmes)
    subjects = [one.subject_id for one in programmes]
    review = current_project(edition, subjects) if facts["source"] == Guide.Source.AGREED else None
    run = alignments.finished_run(edition)
    if review is None and (facts["source"] == Guide.Source.AGREED or run is None):
        raise GuideNothingJudged(source=str(Guide.Source(facts["source"]).label))
    if review is None and is_hidden_from(edition, actor):
        raise GuideHiddenFromCoder
    guide = Guide.objects.create(
        slug=_free_slug(next(titles[name] for name in ("en", "ru", "kk") if titles.get(name))),
        **{f"title_{name}": titles.get(name, "") for name in LANGUAGES},
        edition=edition,
        grades=sorted(facts["grades"]),
        source=facts["source"],
        review=review,
        standard=facts.get("standard"),
        framework=review.framework if review else run.framework,
        languages=list(facts["languages"]),
        audience=facts["audience"],
        chapters=list(facts["chapters"]),
        stale_policy=facts["stale_policy"],
        signatures_needed=facts["signatures_needed"],
        is_public=facts.get("is_public", False),
        is_demo=edition.document.is_demo,
        created_by=actor,
    )
    guide.programmes.set(programmes)
    Membership.objects.create(guide=guide, person=actor, role=Membership.Role.AUTHOR)
    audit.record("guide.created", actor=actor, target=guide, edition=str(edition.pk), source=guide.source)
    return guide


def _free_slug(title: str) -> str:
    """Return a short name for addresses and identifiers that no guide has yet."""
    words = re.sub(r"[^a-z0-9]+", "-", search_key(title)).strip("-")
    base = (
        words
        if len(words) <= LONGEST_SLUG
        else words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]
    )
    base = base or "guide"
    taken = set(Guide.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if (base if n == 1 else f"{base}-{n}") not in taken)
    return base if number == 1 else f"{base}-{number}"


@transaction.atomic
def ask_for_draft(*, guide: Guide, actor: Any) -> Job:
    """Ask for the drafting; on a guide that has texts, what people have taken over is left alone."""
    return _ask(DRAFT_JOB, guide, actor)


@transaction.atomic
def ask_for_figures(*, guide: Guide, actor: Any) -> Job:
    """Ask for the figures to be counted anew."""
    return _ask(MEASURE_JOB, guide, actor)


def _ask(kind: str, guide: Guide, actor: Any) -> Job:
    payload = {"guide": str(guide.pk)}
    return jobs.enqueue(kind, key=str(guide.pk), payload=payload, actor=actor, total=3, again=True)


def guide_of_job(payload: Mapping[str, Any]) -> Guide | None:
    """Return the guide that a job was about, None where it is gone."""
    return Guide.objects.filter(pk=UUID(payload["guide"])).first()


def do_draft(payload: dict[str, Any], report: Report) -> None:
    """Draft a guide (job)."""
    from sauatty.core.documents.guide_draft import draft_guide

    guide = guide_of_job(payload)
    if guide is None:
        return
    report(0, 3)
    source = gather_source(guide)
    report(1, 3)
    drafts = draft_guide(source, guide.chapters)
    report(2, 3)
    with transaction.atomic():
        guide = Guide.objects.select_for_update().get(pk=guide.pk)
        changes = _store_figures(guide, source)
        n_new, n_left = _store_drafts(guide, drafts)
        guide.drafted_at = timezone.now()
        guide.save(update_fields=["drafted_at"])
        audit.record(
            "guide.drafted", actor=None, target=guide, n_new=n_new, n_left=n_left, n_changed=len(changes)
        )
    report(3, 3)


def do_measure(payload: dict[str, Any], report: Report) -> None:
    """Count the figures of a guide anew; no text is touched (job)."""
    guide = guide_of_job(payload)
    if guide is None:
        return
    report(0, 3)
    source = gather_source(guide)
    report(2, 3)
    with transaction.atomic():
        guide = Guide.objects.select_for_update().get(pk=guide.pk)
        changes = _store_figures(guide, source)
        audit.record("guide.measured", actor=None, target=guide, n_changed=len(changes))
    report(3, 3)


def _store_figures(guide: Guide, source: Any) -> tuple[FactChange, ...]:
    from sauatty.core.documents.guide_measures import measure_guide
    from sauatty.core.documents.guide_tables import guide_tables

    row = Figures.objects.filter(guide=guide).first()
    old = facts_from_json(row.facts if row else {})
    facts, changes = update_facts(old, measure_guide(source))
    Figures.objects.update_or_create(
        guide=guide,
        defaults={
            "facts": facts_as_json(facts), "tables": guide_tables(source), "measured_at": timezone.now(),
            "changes": [_change(one) for one in changes] if row else [],
        },
    )  # fmt: skip
    return changes if row else ()


def _change(change: FactChange) -> dict[str, Any]:
    def plain(fact: Fact | None) -> Any:
        return fact.as_json() if fact else None

    return {"name": change.name, "before": plain(change.before), "after": plain(change.after)}


def _store_drafts(guide: Guide, drafts: Sequence[Any]) -> tuple[int, int]:
    """Write the drafted blocks; returns how many are new and how many of people's were left alone."""
    known = {block.key: block for block in guide.blocks.exclude(key="").prefetch_related("texts")}
    n_left = 0
    new: list[tuple[Block, Any]] = []
    for place, draft in enumerate(drafts, 1):
        block = known.pop(draft.key, None)
        if block is None:
            new.append((_new_block(guide, draft, place * 10), draft))
        else:
            n_left += not _redraft(guide, block, draft, place * 10)
    _drop_untouched(known.values())
    Block.objects.bulk_create([block for block, _draft in new])
    _write_texts(guide, new)
    _place_own_blocks(guide)
    return len(new), n_left


def _new_block(guide: Guide, draft: Any, position: int) -> Block:
    return Block(
        guide=guide, key=draft.key, chapter=draft.chapter, position=position, kind=draft.kind,
        level=draft.level, table=draft.table, evidence=list(draft.evidence),
    )  # fmt: skip


def _redraft(guide: Guide, block: Block, draft: Any, position: int) -> bool:
    """Bring a drafted block up to date; False where a person stands behind one of its texts."""
    rows = list(block.texts.all())
    is_untouched = all(row.is_draft and row.origin == BlockText.Origin.TEMPLATE for row in rows)
    block.position, block.evidence, block.table = position, list(draft.evidence), draft.table
    if block.is_dropped:
        block.removed_at, block.is_dropped = None, False
    block.save(update_fields=["position", "evidence", "table", "removed_at", "is_dropped"])
    if is_untouched and any(row.text != getattr(draft.texts, row.language) for row in rows):
        _rewrite(guide, rows, draft)
    return is_untouched


def _rewrite(guide: Guide, rows: Sequence[BlockText], draft: Any) -> None:
    """Bring untouched texts up to date, each under its next revision: who had it open sees that it has moved."""
    source = sha_of(getattr(draft.texts, guide.leading_language))
    for row in rows:
        row.text, row.revision = getattr(draft.texts, row.language), row.revision + 1
        row.source_sha256 = source if row.source_language else ""
        row.changed_at = timezone.now()
        row.save(update_fields=["text", "revision", "source_sha256", "changed_at"])
    how = TextRevision.How.DRAFTED
    TextRevision.objects.bulk_create(
        [TextRevision(text_row=row, number=row.revision, text=row.text, how=how) for row in rows]
    )


def _drop_untouched(blocks: Iterable[Block]) -> None:
    """Take out what the data no longer give, unless a person stands behind it; comments on it stay with it."""
    for block in blocks:
        if all(row.is_draft for row in block.texts.all()) and block.removed_at is None:
            block.removed_at, block.is_dropped = timezone.now(), True
            block.save(update_fields=["removed_at", "is_dropped"])


def _write_texts(guide: Guide, blocks: Sequence[tuple[Block, Any]]) -> None:
    now, leading = timezone.now(), guide.leading_language
    rows = []
    for block, draft in blocks:
        source = getattr(draft.texts, leading)
        for language in guide.languages:
            text = getattr(draft.texts, language)
            if not draft.table:
                follows = language != leading
                rows.append(
                    BlockText(
                        block=block,
                        language=language,
                        text=text,
                        origin=BlockText.Origin.TEMPLATE,
                        changed_at=now,
                        source_language=leading if follows else "",
                        source_sha256=sha_of(source) if follows else "",
                    )  # fmt: skip
                )
    made = BlockText.objects.bulk_create(rows)
    how = TextRevision.How.DRAFTED
    TextRevision.objects.bulk_create(
        [TextRevision(text_row=row, number=1, text=row.text, how=how) for row in made]
    )


def _place_own_blocks(guide: Guide) -> None:
    """Keep blocks that people added behind the block that they stood behind: chapters never lose them."""
    last = dict.fromkeys(guide.chapters, 0)
    for chapter, position in guide.blocks.exclude(key="").values_list("chapter", "position"):
        last[chapter] = max(last.get(chapter, 0), position)
    for block in guide.blocks.filter(key="").order_by("position"):
        block.position = last.get(block.chapter, 0) + 1
        block.save(update_fields=["position"])
