"""What an adjudicator settles: with a reason, never over somebody else's word without having read it."""

from collections.abc import Sequence
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
from sauatty.web.agreements.models import Adjudication, AdjudicationRevision
from sauatty.web.agreements.selectors import JUDGED, has_coded
from sauatty.web.base import audit
from sauatty.web.coding.schemes import scheme_of
from sauatty.web.coding.services import Judgement, lock_unit, read_judgement, settle_by_word


@transaction.atomic
def adjudicate(
    *, seat: Any, unit: Any, body: dict[str, Any], reason: str, revision: int, actor: Any
) -> Adjudication:
    """Settle a unit. `revision` is what the adjudicator has read: 0 where nobody had settled it.

    AdjudicationTaken where somebody settled or changed it meanwhile; nothing is overwritten then.
    """
    locked = lock_unit(unit.pk)
    _check(seat, locked)
    judgement = read_judgement(body, scheme_of(locked.project))
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise DecisionInvalid(field="reason")
    present = Adjudication.objects.filter(unit=locked).first()
    if (present.revision if present else 0) != revision:
        raise AdjudicationTaken
    if present is None and locked.state == "agreed" and not locked.is_demand_open:
        raise NothingToAdjudicate
    settled = _write(locked, seat, judgement, reason, revision + 1)
    settle_by_word(locked, judgement)
    audit.record(
        "unit.adjudicated", actor=actor, target=locked, relevance=judgement.relevance,
        competences=judgement.competences, demand=judgement.demand, revision=settled.revision,
    )  # fmt: skip
    return settled


def _check(seat: Any, unit: Any) -> None:
    if seat.left_at is not None or seat.project_id != unit.project_id or seat.role != "adjudicator":
        raise SeatLeft
    if not unit.project.is_open:
        raise ReviewNotOpen
    if unit.state not in JUDGED:
        raise NothingToAdjudicate
    if has_coded(seat.person_id, unit):
        raise AdjudicationOfOwn


def _write(unit: Any, seat: Any, judgement: Any, reason: str, revision: int) -> Adjudication:
    values = {
        "seat": seat, "relevance": judgement.relevance, "competences": judgement.competences,
        "demand": judgement.demand, "reason": reason, "revision": revision, "decided_at": timezone.now(),
    }  # fmt: skip
    settled = Adjudication.objects.update_or_create(unit=unit, defaults=values)[0]
    AdjudicationRevision.objects.create(adjudication=settled, **values)
    return settled


def carry_adjudications(units: Sequence[Any], reason: str) -> int:
    """Write down the codes that adjudicated units have got in a move to other codes, as a revision of its own."""
    by_unit = {unit.pk: unit for unit in units if unit.state == "adjudicated"}
    n = 0
    for one in Adjudication.objects.filter(unit__in=list(by_unit)).select_related("seat"):
        unit = by_unit[one.unit_id]
        if one.competences != unit.competences:
            judgement = Judgement(unit.relevance, unit.competences, unit.demand, False, "")
            _write(unit, one.seat, judgement, f"{one.reason} ({reason})", one.revision + 1)
            n += 1
    return n


def forget_reasons(units: Sequence[Any]) -> int:
    """Take away what adjudicators wrote about units whose words are gone: it may quote them."""
    AdjudicationRevision.objects.filter(adjudication__in=units).update(reason="–")
    return Adjudication.objects.filter(unit__in=units).update(reason="–")
