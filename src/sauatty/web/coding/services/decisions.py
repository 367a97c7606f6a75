"""Taking in what coders send: decisions and their taking back, each a submission under the client's own id."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from sauatty.core.errors import (
    DecisionInvalid,
    DecisionUnknown,
    ReviewNotOpen,
    SeatLeft,
    UnitSettled,
    UnitUnknown,
    UnknownCompetence,
)
from sauatty.web.base import audit, inbox
from sauatty.web.coding import kinds
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.coding.schemes import Scheme, scheme_of
from sauatty.web.coding.services.settling import FINAL, settle_unit

DECISION, UNDO = "coding-decision", "coding-undo"
NOTE_MOST = 4000
RERANK_EVERY = 50


@dataclass(frozen=True, slots=True)
class Judgement:
    """The checked content of a decision."""

    relevance: int
    competences: list[str]
    demand: int | None
    unsure: bool
    note: str


def submit(*, envelope_id: UUID, body: dict[str, Any], actor: Any) -> inbox.Receipt:
    """Send what a form holds the way of every submission; the same form sent twice is the same submission."""
    raw = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return inbox.receive(envelope_id, raw, sender=actor)


# --- checking --------------------------------------------------------------------------------------------


def read_judgement(body: dict[str, Any], scheme: Scheme) -> Judgement:
    """Return the content of a decision, competences by their canonical ids; DecisionInvalid names the field."""
    relevance, demand = body.get("relevance"), body.get("demand")
    if type(relevance) is not int or relevance not in {code for code, _word, _text in scheme.steps}:
        raise DecisionInvalid(field="relevance")
    levels = 6 if scheme.has_demand else 0
    if demand is not None and (type(demand) is not int or not 1 <= demand <= levels):
        raise DecisionInvalid(field="demand")
    if type(body.get("unsure", False)) is not bool:
        raise DecisionInvalid(field="unsure")
    competences = _read_competences(body.get("competences", []), relevance, scheme)
    return Judgement(
        relevance, competences, demand, body.get("unsure", False), _read_note(body.get("note", ""))
    )


def _read_competences(given: Any, relevance: int, scheme: Scheme) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(one, str) and len(one) <= 200 for one in given):
        raise DecisionInvalid(field="competences")
    try:
        found = scheme.resolve(given)
    except (UnknownCompetence, KeyError):
        raise DecisionInvalid(field="competences") from None
    wanted = range(scheme.fewest, scheme.most + 1) if relevance else range(1)
    if len(set(found)) != len(found) or len(found) not in wanted:
        raise DecisionInvalid(field="competences")
    return found


def _read_note(given: Any) -> str:
    if not isinstance(given, str) or len(given) > NOTE_MOST:
        raise DecisionInvalid(field="note")
    return given.encode("utf-8", "replace").decode().replace("\0", "").strip()


def read_uuid(given: Any) -> UUID | None:
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None


def lock_unit(unit_id: UUID | None) -> Unit:
    """Return a unit, held until the end of the transaction: whoever decides about it comes one after another."""
    units = Unit.objects.select_for_update(of=("self",)).select_related("project")
    unit = units.filter(pk=unit_id).first() if unit_id else None
    if unit is None:
        raise UnitUnknown
    return unit


def _check_seat(seat: Seat | None, unit: Unit, *, late: bool) -> Seat:
    """Refuse whoever may not decide now; `late` is a coordinator's word that it shall count all the same."""
    if seat is None:
        raise UnitUnknown
    if unit.state in FINAL:
        raise UnitSettled
    if not late and seat.left_at is not None:
        raise SeatLeft
    if not late and unit.project.state != Project.State.OPEN:
        raise ReviewNotOpen
    return seat


def coder_seat(person: Any, project_id: UUID) -> Seat | None:
    if person is None:
        return None
    return Seat.objects.filter(project_id=project_id, person=person, role=Seat.Role.CODER).first()


# --- writing ---------------------------------------------------------------------------------------------


@transaction.atomic
def record_decision(envelope_id: UUID, body: dict[str, Any], sender: Any, *, late: bool = False) -> Decision:
    """Take one decision in: an earlier one of the same coder is kept as replaced, the unit is judged anew."""
    unit = lock_unit(read_uuid(body.get("unit")))
    seat = _check_seat(coder_seat(sender, unit.project_id), unit, late=late)
    judgement = read_judgement(body, scheme_of(unit.project))
    client_time = _read_note(str(body.get("client_time", ""))[:40])
    decision = store_decision(unit, seat, envelope_id, judgement, client_time=client_time)
    audit.record(
        "decision.recorded", actor=sender, target=decision, unit=str(unit.pk), relevance=judgement.relevance,
        competences=judgement.competences, demand=judgement.demand, unsure=judgement.unsure,
    )  # fmt: skip
    _ask_for_ranking(unit.project)
    return decision


def store_decision(
    unit: Unit,
    seat: Seat,
    decision_id: UUID,
    judgement: Judgement,
    *,
    client_time: str = "",
    is_imported: bool = False,
) -> Decision:
    """Write the rows of one decision; the unit is locked by the caller."""
    earlier = Decision.objects.filter(unit=unit, seat=seat, state=Decision.State.STANDING)
    replaced = earlier.update(state=Decision.State.REPLACED)
    decision = Decision.objects.create(
        id=decision_id, unit=unit, seat=seat, relevance=judgement.relevance, competences=judgement.competences,
        demand=judgement.demand, unsure=judgement.unsure, note=judgement.note, decided_at=timezone.now(),
        client_time=client_time, is_imported=is_imported,
    )  # fmt: skip
    if not replaced:
        Seat.objects.filter(pk=seat.pk).update(n_standing=F("n_standing") + 1)
    settle_unit(unit)
    return decision


@transaction.atomic
def undo_decision(envelope_id: UUID, body: dict[str, Any], sender: Any, *, late: bool = False) -> None:
    """Take a decision of one's own back; the unit wants one again. Taking back twice changes nothing."""
    decision_id = read_uuid(body.get("decision"))
    own = Decision.objects.filter(pk=decision_id, seat__person=sender) if decision_id and sender else None
    decision = own.select_related("seat").first() if own is not None else None
    if decision is None:
        raise DecisionUnknown
    unit = lock_unit(decision.unit_id)
    _check_seat(decision.seat, unit, late=late)
    standing = Decision.objects.filter(pk=decision.pk, state=Decision.State.STANDING)
    if standing.update(state=Decision.State.UNDONE):
        Seat.objects.filter(pk=decision.seat_id).update(n_standing=F("n_standing") - 1)
        settle_unit(unit)
        audit.record("decision.undone", actor=sender, target=decision, unit=str(unit.pk), by=str(envelope_id))


def _ask_for_ranking(project: Project) -> None:
    """After every 50 standing decisions ask for a new order of what is left."""
    if project.order != Project.Order.RELEVANT_FIRST:
        return
    rerank = kinds.hooks_of(project.kind).rerank
    total = Seat.objects.filter(project=project).aggregate(n=Sum("n_standing"))["n"] or 0
    if rerank is not None and total and total % RERANK_EVERY == 0:
        rerank(project, total)
