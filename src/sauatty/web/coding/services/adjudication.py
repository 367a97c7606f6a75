"""What an adjudicator settles: with a reason, never over somebody else's word without having read it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import (
    AdjudicationOfOwn,
    AdjudicationTaken,
    DecisionInvalid,
    NothingToAdjudicate,
    ReviewNotOpen,
    SeatLeft,
)
from sauatty.web.base import audit
from sauatty.web.coding.models import Adjudication, AdjudicationRevision, Decision, Project, Seat, Unit
from sauatty.web.coding.services.decisions import Judgement, read_judgement

_OPEN_TO_WORD = (Unit.State.DISAGREED, Unit.State.AGREED, Unit.State.ADJUDICATED)


@transaction.atomic
def adjudicate(
    *, seat: Seat, unit: Unit, body: dict[str, Any], reason: str, revision: int, actor: Any
) -> Adjudication:
    """Settle a unit. `revision` is what the adjudicator has read: 0 where nobody had settled it.

    AdjudicationTaken where somebody settled or changed it meanwhile; nothing is overwritten then.
    """
    locked = Unit.objects.select_for_update(of=("self",)).select_related("project").get(pk=unit.pk)
    _check(seat, locked)
    judgement = read_judgement(body, locked.project.framework)
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise DecisionInvalid(field="reason")
    present = Adjudication.objects.filter(unit=locked).first()
    if (present.revision if present else 0) != revision:
        raise AdjudicationTaken
    if present is None and locked.state == Unit.State.AGREED and not locked.is_demand_open:
        raise NothingToAdjudicate
    settled = _write(locked, seat, judgement, reason, revision + 1)
    _apply(locked, judgement)
    audit.record(
        "unit.adjudicated", actor=actor, target=locked, relevance=judgement.relevance,
        competences=judgement.competences, demand=judgement.demand, revision=settled.revision,
    )  # fmt: skip
    return settled


def _check(seat: Seat, unit: Unit) -> None:
    if seat.left_at is not None or seat.project_id != unit.project_id or seat.role != Seat.Role.ADJUDICATOR:
        raise SeatLeft
    if unit.project.state != Project.State.OPEN:
        raise ReviewNotOpen
    if unit.state not in _OPEN_TO_WORD:
        raise NothingToAdjudicate
    own = unit.decisions.filter(seat__person=seat.person_id, state=Decision.State.STANDING)
    if own.exists():
        raise AdjudicationOfOwn


def _write(unit: Unit, seat: Seat, judgement: Judgement, reason: str, revision: int) -> Adjudication:
    values = {
        "seat": seat, "relevance": judgement.relevance, "competences": judgement.competences,
        "demand": judgement.demand, "reason": reason, "revision": revision, "decided_at": timezone.now(),
    }  # fmt: skip
    settled = Adjudication.objects.update_or_create(unit=unit, defaults=values)[0]
    AdjudicationRevision.objects.create(adjudication=settled, **values)
    return settled


def _apply(unit: Unit, judgement: Judgement) -> None:
    """Let the word stand as the result, and tell the coders where it differs from theirs."""
    unit.state, unit.relevance = Unit.State.ADJUDICATED, judgement.relevance
    unit.competences, unit.demand, unit.is_demand_open = judgement.competences, judgement.demand, False
    unit.save(update_fields=["state", "relevance", "competences", "demand", "is_demand_open"])
    word = (judgement.relevance, frozenset(judgement.competences))
    standing = list(unit.decisions.filter(state=Decision.State.STANDING))
    for decision in standing:
        decision.is_overruled = (decision.relevance, frozenset(decision.competences)) != word
    Decision.objects.bulk_update(standing, ["is_overruled"])
