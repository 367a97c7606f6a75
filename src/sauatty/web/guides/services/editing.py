"""Writing: texts with their revisions, blocks added and taken out, comments."""

import re
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.documents.guide_tokens import check_text
from sauatty.core.errors import GuideTextMoved
from sauatty.web.base import audit
from sauatty.web.guides.models import Block, BlockText, Comment, Guide, TextRevision
from sauatty.web.guides.selectors import facts_of, sha_of

MAX_TEXT = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(text: str) -> str:
    """Return a text as it is kept: no control signs, no trailing spaces, newlines as one sign."""
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()[:MAX_TEXT]


@transaction.atomic
def write_text(
    *, guide: Guide, block: Block, language: str, text: str, actor: Any, revision: int, **manner: Any
) -> BlockText:
    """Keep a person's text of a block.

    `revision` is the one that the person saw. In `manner`: `is_new_meaning` (the other languages have to follow),
    `may_leave_out` (figures are left out on purpose), `how` and `note` for the history.

    Raises
    ------
    GuideTextMoved, GuideFigureUnknown, GuideFigureLost, GuideFigureTyped
    """
    Guide.objects.select_for_update().get(pk=guide.pk)  # a drafting that is going on, and other first texts
    row = BlockText.objects.filter(block=block, language=language).first()
    if (row.revision if row else 0) != revision:
        raise GuideTextMoved
    new, old = plain(text), row.text if row else ""
    if block.kind in {"paragraph", "lead", "note", "heading"}:
        new = " ".join(new.split())
    check_text(new, old, facts_of(guide), language, may_leave_out=bool(manner.get("may_leave_out")))
    if row is None:
        row = BlockText(block=block, language=language, revision=0)
    _follow(guide, block, row, is_new_meaning=bool(manner.get("is_new_meaning")))
    row.text, row.origin, row.author = new, BlockText.Origin.PERSON, actor
    row.taken_over_by, row.taken_over_at = actor, timezone.now()
    row.revision, row.changed_at = row.revision + 1, timezone.now()
    row.save()
    if not manner.get("is_new_meaning"):
        _keep_followers(block, row, old)
    _remember(row, manner.get("how", TextRevision.How.EDITED), actor, manner.get("note", ""))
    audit.record(
        "guide.text_written", actor=actor, target=block, language=language, revision=row.revision,
        guide=str(guide.pk),
    )  # fmt: skip
    return row


def _follow(guide: Guide, block: Block, row: BlockText, *, is_new_meaning: bool) -> None:
    """Say which text this one follows: none where its meaning is new, so that the others follow it."""
    others = {
        one.language: one for one in BlockText.objects.filter(block=block).exclude(language=row.language)
    }
    if is_new_meaning:
        # what follows this text keeps the hash of the old one and so turns stale; the rest begins to follow
        for other in others.values():
            if other.source_language != row.language:
                other.source_language, other.source_sha256 = row.language, sha_of(row.text)
                other.save(update_fields=["source_language", "source_sha256"])
        row.source_language = row.source_sha256 = ""
        return
    leader = others.get(row.source_language) or others.get(guide.leading_language)
    if leader is not None and leader.source_language != row.language:
        row.source_language, row.source_sha256 = leader.language, sha_of(leader.text)


def _keep_followers(block: Block, row: BlockText, old: str) -> None:
    """Leave the texts that followed this one fine: only its wording has changed. Stale ones stay stale."""
    followers = BlockText.objects.filter(
        block=block, source_language=row.language, source_sha256=sha_of(old)
    ).exclude(language=row.language)
    followers.update(source_sha256=sha_of(row.text))


def _remember(row: BlockText, how: str, actor: Any, note: str = "") -> None:
    TextRevision.objects.create(
        text_row=row, number=row.revision, text=row.text, how=how, author=actor, note=note[:300]
    )


def keep_refused(*, row: BlockText, text: str, actor: Any, note: str) -> None:
    """Keep words that somebody proposed and a person refused in the history of the text that stands."""
    TextRevision.objects.create(
        text_row=row,
        number=row.revision,
        text=text,
        how=TextRevision.How.REFUSED,
        author=actor,
        note=note[:300],
    )


@transaction.atomic
def take_over(*, guide: Guide, block: Block, language: str, actor: Any, revision: int) -> BlockText:
    """Stand behind a text as it is: reviewed, nothing changed; a stale one is said to fit again."""
    Guide.objects.select_for_update().get(pk=guide.pk)
    row = BlockText.objects.select_for_update().filter(block=block, language=language).first()
    if row is None or row.revision != revision:
        raise GuideTextMoved
    leader = BlockText.objects.filter(block=block, language=row.source_language).first()
    if leader is not None:
        row.source_sha256 = sha_of(leader.text)
    row.taken_over_by, row.taken_over_at = actor, timezone.now()
    row.save(update_fields=["source_sha256", "taken_over_by", "taken_over_at"])
    _remember(row, TextRevision.How.TAKEN_OVER, actor)
    audit.record("guide.text_taken_over", actor=actor, target=block, language=language, guide=str(guide.pk))
    return row


@transaction.atomic
def take_over_chapter(*, guide: Guide, chapter: str, language: str, actor: Any) -> int:
    """Stand behind every draft of a chapter in one language as it is; stale ones are left alone."""
    rows = BlockText.objects.filter(
        block__guide=guide,
        block__chapter=chapter,
        block__removed_at=None,
        language=language,
        taken_over_at=None,
    ).exclude(text="")
    rows = rows.select_related("block").prefetch_related("block__texts")
    taken = 0
    for row in rows:
        leader = next((one for one in row.block.texts.all() if one.language == row.source_language), None)
        if leader is None or sha_of(leader.text) == row.source_sha256:
            take_over(guide=guide, block=row.block, language=language, actor=actor, revision=row.revision)
            taken += 1
    return taken


@transaction.atomic
def add_block(*, guide: Guide, after: Block, kind: str, language: str, text: str, actor: Any) -> Block:
    """Add a paragraph behind another one."""
    check_text(plain(text), "", facts_of(guide), language)
    guide.blocks.filter(position__gt=after.position).update(position=F("position") + 10)
    level = min(4, (after.level or 2) if after.kind == "heading" and after.level > 1 else 2)
    block = Block.objects.create(
        guide=guide, chapter=after.chapter, position=after.position + 1, kind=kind,
        level=level if kind == "heading" else 0,
    )  # fmt: skip
    write_text(
        guide=guide, block=block, language=language, text=text, actor=actor, revision=0, is_new_meaning=True
    )
    audit.record("guide.block_added", actor=actor, target=block, guide=str(guide.pk))
    return block


@transaction.atomic
def remove_block(*, guide: Guide, block: Block, actor: Any) -> None:
    """Take a block out; it is kept with its history and can be put back."""
    if block.removed_at is None:
        block.removed_at = timezone.now()
        block.save(update_fields=["removed_at"])
        audit.record("guide.block_removed", actor=actor, target=block, guide=str(guide.pk))


@transaction.atomic
def restore_block(*, guide: Guide, block: Block, actor: Any) -> None:
    """Put a block back where it stood."""
    if block.removed_at is not None:
        block.removed_at, block.is_dropped = None, False
        block.save(update_fields=["removed_at", "is_dropped"])
        audit.record("guide.block_restored", actor=actor, target=block, guide=str(guide.pk))


@transaction.atomic
def add_comment(*, guide: Guide, block: Block, language: str, text: str, actor: Any) -> Comment:
    """Say something about a paragraph; the same words again by the same person are one comment."""
    comment, is_new = Comment.objects.get_or_create(
        block=block, language=language, text=plain(text), author=actor, resolved_at=None
    )
    if is_new:
        audit.record("guide.commented", actor=actor, target=block, guide=str(guide.pk))
    return comment


@transaction.atomic
def add_word_comment(*, block: Block, language: str, text: str, word_author: str) -> Comment:
    """Keep what somebody said about a paragraph in Word; the same words again by the same name are one comment."""
    comment, _is_new = Comment.objects.get_or_create(
        block=block, language=language, text=text, word_author=word_author[:120]
    )
    return comment


@transaction.atomic
def resolve_comment(*, guide: Guide, comment: Comment, actor: Any) -> None:
    """Mark a comment as answered."""
    answered = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    if answered.update(resolved_by=actor, resolved_at=timezone.now()):
        audit.record("guide.comment_resolved", actor=actor, target=comment, guide=str(guide.pk))
