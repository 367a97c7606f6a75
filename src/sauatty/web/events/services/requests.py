"""Wishes for a training: taken in once, answered by letter, turned into a training. None is ever deleted here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import RequestAnswerMissing, RequestTooOften
from sauatty.web.base import audit, limits
from sauatty.web.base.context import absolute
from sauatty.web.events import addresses
from sauatty.web.events.models import Event, TrainingRequest
from sauatty.web.events.services.editions import make_editions
from sauatty.web.mails.services import plan_letter

State = TrainingRequest.State
FROM_ONE_NETWORK, WINDOW = 60, 3600


@transaction.atomic
def ask_for_training(
    *,
    key: UUID,
    programme_id: UUID,
    address: str = "",
    person: Any = None,
    is_suspect: bool = False,
    **facts: Any,
) -> TrainingRequest:
    """Keep a wish for a training; the same `key` again is the same wish, corrected. `facts`: columns of a request."""
    there = TrainingRequest.objects.filter(pk=key).first()
    if there is not None:
        return _corrected(there, facts)
    if address and not limits.is_within_limit(f"training:{address}", limit=FROM_ONE_NETWORK, seconds=WINDOW):
        raise RequestTooOften
    request, is_new = TrainingRequest.objects.get_or_create(
        pk=key,
        defaults={"programme_id": programme_id, "asked_by": person, "is_suspect": is_suspect, **facts},
    )
    if is_new:
        audit.record("training-request.added", actor=person, target=request, region=request.region_id)
    return request


def _corrected(row: TrainingRequest, facts: Mapping[str, Any]) -> TrainingRequest:
    """Take what somebody corrected who went back to the form, as long as nobody has looked at the wish."""
    if TrainingRequest.objects.filter(pk=row.pk, state=State.NEW).update(**facts):
        row.refresh_from_db()
    return row


def _held(request: TrainingRequest) -> TrainingRequest:
    found = TrainingRequest.objects.select_for_update(of=("self",)).select_related("programme", "event")
    return found.get(pk=request.pk)


def _move(actor: Any, row: TrainingRequest, state: str, **fields: Any) -> TrainingRequest:
    for name, value in {**fields, "state": state}.items():
        setattr(row, name, value)
    row.save()
    audit.record("training-request.moved", actor=actor, target=row, state=state)
    return row


@transaction.atomic
def mark_seen(*, actor: Any, request: TrainingRequest) -> TrainingRequest:
    """Say that somebody looks at a wish. One that seemed to come from a machine is one like the others now."""
    row = _held(request)
    if row.state == State.NEW or row.is_suspect:
        return _move(actor, row, State.SEEN if row.state == State.NEW else row.state, is_suspect=False)
    return row


@transaction.atomic
def take_back(*, actor: Any, request: TrainingRequest) -> TrainingRequest:
    """Put a wish that was answered back among those that wait."""
    return _move(actor, _held(request), State.SEEN)


@transaction.atomic
def answer_request(
    *, actor: Any, request: TrainingRequest, answer: str, declines: bool = False, link: str = ""
) -> TrainingRequest:
    """Answer those who asked, by letter where they left an address; `declines` says that there will be no training."""
    row, said = _held(request), answer.strip()
    if not said:
        raise RequestAnswerMissing
    state = State.DECLINED if declines else State.SEEN if row.state == State.NEW else row.state
    row = _move(actor, row, state, answer=said, answered_at=timezone.now(), answered_by=actor)
    if row.email:
        plan_letter(
            key=f"request-answered:{row.pk}:{row.answered_at:%Y%m%d%H%M%S%f}", kind="request-answered",
            programme=row.programme, address=row.email, language=row.language, params=_facts(row, link),
        )  # fmt: skip
    return row


def _facts(row: TrainingRequest, link: str) -> dict[str, str]:
    contact = row.event.contact if row.event else ""
    public = link or absolute(addresses.public_list(row.language))
    return {"name": row.name, "topic": row.topic, "answer": row.answer, "link": public, "contact": contact}


@transaction.atomic
def plan_training(
    *, actor: Any, request: TrainingRequest, template: Event, edition: Mapping[str, Any]
) -> TrainingRequest:
    """Make a training from a template for a wish; asked a second time, the first one stands."""
    row = _held(request)
    if row.event_id and row.state == State.PLANNED:
        return row
    event = make_editions(actor=actor, template=template, editions=[edition])[0]
    return _move(actor, row, State.PLANNED, event=event)


@transaction.atomic
def link_training(*, actor: Any, request: TrainingRequest, event: Event) -> TrainingRequest:
    """Say which training, planned already, a wish leads to."""
    return _move(actor, _held(request), State.PLANNED, event=event)
