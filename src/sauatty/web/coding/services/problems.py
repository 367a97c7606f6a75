"""Submissions that were kept but not taken in: the coordinator's list, and what becomes of them."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import DecisionOvertaken, SenderErased
from sauatty.web.base import audit
from sauatty.web.coding.models import Decision, ProblemSubmission, Unit
from sauatty.web.coding.services.decisions import (
    DECISION,
    coder_seat,
    read_uuid,
    record_decision,
    undo_decision,
)


def keep_problem(envelope: Any, body: dict[str, Any], sender: Any) -> None:
    """Put a kept submission on the coordinator's list of the project that it meant, where it meant one of ours."""
    project_id = _project_meant(body, sender)
    if project_id is None:
        return
    seat = coder_seat(sender, project_id)
    if seat is not None:
        ProblemSubmission.objects.create(
            envelope=envelope, project_id=project_id, seat=seat, code=envelope.problem,
            received_at=envelope.received_at,
        )  # fmt: skip


def _project_meant(body: dict[str, Any], sender: Any) -> UUID | None:
    unit_id, decision_id = read_uuid(body.get("unit")), read_uuid(body.get("decision"))
    units = Unit.objects.none()
    if unit_id:
        units = Unit.objects.filter(pk=unit_id)
    elif decision_id:
        units = Unit.objects.filter(decisions=decision_id, decisions__seat__person=sender)
    return units.values_list("project_id", flat=True).first()


@transaction.atomic
def settle_problem(*, actor: Any, problem: ProblemSubmission, take_in: bool) -> ProblemSubmission:
    """Take a kept submission in all the same (closed review, coder who left), or set it aside."""
    locked = ProblemSubmission.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if locked.state != ProblemSubmission.State.WAITING:
        return locked
    if take_in:
        _take_in(locked)
    locked.state = ProblemSubmission.State.TAKEN_IN if take_in else ProblemSubmission.State.SET_ASIDE
    locked.settled_at, locked.settled_by = timezone.now(), actor
    locked.save()
    audit.record(
        "submission.settled", actor=actor, target=locked.project, envelope=str(locked.pk), state=locked.state
    )
    return locked


def _take_in(problem: ProblemSubmission) -> None:
    envelope = problem.envelope
    body = json.loads(bytes(envelope.raw))
    if envelope.sender is None:
        raise SenderErased
    if _is_overtaken(problem, body):
        raise DecisionOvertaken
    receive = record_decision if envelope.kind == DECISION else undo_decision
    receive(envelope.pk, body, envelope.sender, late=True)


def _is_overtaken(problem: ProblemSubmission, body: dict[str, Any]) -> bool:
    """Tell whether the coder has decided about the unit since the submission came: that is their last word."""
    own = Decision.objects.filter(seat=problem.seat, decided_at__gt=problem.received_at)
    return own.filter(unit=read_uuid(body.get("unit")), state=Decision.State.STANDING).exists()


def erase_settlers(person: Any) -> int:
    """Take a person's name off the submissions that they settled."""
    return ProblemSubmission.objects.filter(settled_by=person).update(settled_by=None)
