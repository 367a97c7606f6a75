"""Moving somebody from one training to another one of the programme, without losing what they said."""

from typing import Any

from django.db import transaction

from sauatty.core.errors import RegistrationClosed
from sauatty.web.enrolments import selectors, services
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events import seats
from sauatty.web.events import selectors as events


def list_targets(event: Any) -> list[Any]:
    """Return the trainings of the programme that somebody can be moved to."""
    states = (event.State.OPEN, event.State.DRAFT)
    found = events.list_events(event.programme).filter(state__in=states).exclude(pk=event.pk)
    return list(found[:100])


@transaction.atomic
def move(*, actor: Any, enrolment: Enrolment, to: Any) -> Enrolment:
    """Cancel a registration and register its person for another event, both or neither."""
    for pk in sorted(
        [enrolment.event_id, to.pk]
    ):  # always in this order, so that two moves do not block each other
        seats.hold(pk)
    enrolment.refresh_from_db()
    if enrolment.state == enrolment.State.CANCELLED:  # given back, or moved by the first of two clicks
        there = selectors.enrolment_of(to, enrolment.person)
        if there is None:
            raise RegistrationClosed
        return there
    moved = services.register(
        actor=actor,
        event=to,
        person=enrolment.person,
        source=Enrolment.Source.DESK,
        answers=_that_fit(enrolment, to),
    )
    services.cancel(actor=actor, enrolment=enrolment)
    return moved


def _that_fit(enrolment: Enrolment, to: Any) -> dict[str, Any]:
    """Return the answers to what the other training asks in the same words; others would stand under a strange one."""
    asked = [{_whole(one) for one in selectors.list_questions(event)} for event in (enrolment.event, to)]
    same = {code for code, *_words in asked[0] & asked[1]}
    return {code: answer for code, answer in enrolment.answers.items() if code in same}


def _whole(one: Any) -> tuple[str, ...]:
    return (one.code, one.kind, one.label_kk, one.label_ru, one.label_en, str(one.options))
