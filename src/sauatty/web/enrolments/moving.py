"""Moving somebody from one training to another one of the programme, without losing what they said."""

from typing import Any

from django.db import transaction

from sauatty.web.enrolments import services
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
    moved = services.register(
        actor=actor,
        event=to,
        person=enrolment.person,
        source=Enrolment.Source.DESK,
        answers=enrolment.answers,
    )
    services.cancel(actor=actor, enrolment=enrolment)
    return moved
