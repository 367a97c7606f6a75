"""Decisions: a pass mark is adopted or not, and people are told. Each is made by a person, none by a machine."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import CutOutOfRange, MarkDoesNotFit, MarkNeedsKnowing, StandardMovedOn
from sauatty.web.base import audit
from sauatty.web.standards import figures
from sauatty.web.standards.models import PassMark, Release, StandardSession


@transaction.atomic
def adopt_marks(
    *, actor: Any, session: StandardSession, points: Mapping[UUID, int], reason: str, knows: bool
) -> list[PassMark]:
    """Adopt a pass mark for papers of a closed session; the one that held before is replaced.

    Parameters
    ----------
    points : Mapping
        Paper → the fewest points that pass. The panel proposes; who decides may take another number with a reason.
    knows : bool
        Whoever decides knows that a form is not calibrated. Without it only calibrated forms get a pass mark.

    Raises
    ------
    StandardMovedOn
        The session is not closed.
    MarkNeedsKnowing, CutOutOfRange
        As their sentences say.
    """
    locked = StandardSession.objects.select_for_update().get(pk=session.pk)
    if locked.state != StandardSession.State.CLOSED:
        raise StandardMovedOn
    now = timezone.now()
    found = [one for one in figures.session_figures(locked) if one.paper.pk in points and one.found]
    rows = [_mark(actor, locked, one, points[one.paper.pk], reason, knows, now) for one in found]
    locked.refused_at, locked.refused_by, locked.refused_reason = None, None, ""
    locked.save(update_fields=["refused_at", "refused_by", "refused_reason"])
    return rows


def _mark(
    actor: Any, session: StandardSession, one: Any, points: int, reason: str, knows: bool, now: Any
) -> PassMark:
    if not 1 <= points <= one.most:
        raise CutOutOfRange(cut=points, low=1, high=one.most)
    if not one.is_calibrated and not knows:
        raise MarkNeedsKnowing
    held = PassMark.objects.filter(programme=session.programme, paper=one.paper, replaced_at=None)
    held.update(replaced_at=now)
    row = PassMark.objects.create(
        session=session, programme=session.programme, paper=one.paper, points=points, most=one.most,
        figures=figures.as_json(one), is_provisional=not one.is_calibrated, reason=reason, adopted_by=actor,
        adopted_at=now,
    )  # fmt: skip
    audit.record(
        "standard.adopted", actor=actor, target=row, paper=str(one.paper.pk), points=points, most=one.most,
        is_provisional=row.is_provisional, reason=reason,
    )  # fmt: skip
    return row


@transaction.atomic
def refuse_marks(*, actor: Any, session: StandardSession, reason: str) -> StandardSession:
    """Keep that the cut of a closed session is not adopted, and why; marks that came out of it hold no longer."""
    locked = StandardSession.objects.select_for_update().get(pk=session.pk)
    if locked.state != StandardSession.State.CLOSED:
        raise StandardMovedOn
    now = timezone.now()
    locked.marks.filter(replaced_at=None).update(replaced_at=now)
    locked.refused_at, locked.refused_by, locked.refused_reason = now, actor, reason
    locked.save(update_fields=["refused_at", "refused_by", "refused_reason"])
    audit.record("standard.refused", actor=actor, target=locked, reason=reason)
    return locked


@transaction.atomic
def release_results(*, actor: Any, rows: Sequence[tuple[Any, PassMark]]) -> int:
    """Tell people whether they reach the pass mark: graded attempts, each with the mark of its paper.

    Raises
    ------
    MarkDoesNotFit
        A key was corrected since the mark was set, so the points of the paper are others.
    """
    now = timezone.now()
    for score, mark in rows:
        if score.max_score != mark.most:
            raise MarkDoesNotFit(most=mark.most, now=score.max_score)
        told = {
            "mark": mark, "points": score.score, "is_reached": score.score >= mark.points, "released_by": actor,
            "released_at": now,
        }  # fmt: skip
        row, _is_new = Release.objects.update_or_create(attempt=score.attempt, defaults=told)
        audit.record(
            "standard.released", actor=actor, target=row, attempt=str(score.attempt_id), points=score.score,
            mark=mark.points, is_reached=row.is_reached,
        )  # fmt: skip
    return len(rows)
