"""What becomes of responses that were kept but not taken in: the coordinator looks and decides."""

from typing import Any

from django.db import transaction

from sauatty.web.base import audit
from sauatty.web.surveys import attributes, judging
from sauatty.web.surveys.models import Campaign, Response

_WAITS = (Response.State.QUARANTINED, Response.State.LATE, Response.State.SET_ASIDE)


@transaction.atomic
def take_in(*, actor: Any, response: Response) -> bool:
    """Take a response in as it is; an unknown version counts as the campaign's own."""
    version = response.version or response.campaign.version
    reading = judging.reading_of(version, attributes.KINDS)
    places = {name: value for name, value in attributes.of(reading, response.answers, None).items() if value}
    waiting = Response.objects.filter(pk=response.pk, state__in=_WAITS)
    taken = waiting.update(state=Response.State.ACCEPTED, version=version, **places)
    if taken:
        audit.record(
            "response.taken-in", actor=actor, target=response, reason=response.problem or response.state
        )
    return bool(taken)


@transaction.atomic
def set_aside(*, actor: Any, response: Response) -> bool:
    """Set a response aside: it is kept, and nothing counts it. It can be taken in again."""
    movable = Response.objects.filter(pk=response.pk).exclude(state=Response.State.SET_ASIDE)
    moved = movable.update(state=Response.State.SET_ASIDE)
    if moved:
        audit.record(
            "response.set-aside", actor=actor, target=response, reason=response.problem or response.state
        )
    return bool(moved)


@transaction.atomic
def take_late_ones(*, actor: Any, campaign: Campaign) -> int:
    """Take in every response that only came late."""
    late = campaign.responses.filter(state=Response.State.LATE)
    taken = late.update(state=Response.State.ACCEPTED)
    if taken:
        audit.record("campaign.late-taken-in", actor=actor, target=campaign, n=taken)
    return taken
