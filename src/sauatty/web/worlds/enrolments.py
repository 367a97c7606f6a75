"""The registrations of an invented programme of any size: everybody has a place in one training."""

from sauatty.web.base import bulk
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event
from sauatty.web.worlds.world import World


def fill(world: World) -> None:
    """Write the registrations and count the places."""
    at = world.moment(-215)
    for one in world.pack.trainings:
        event, _sessions = world.kept["events"][one.id]
        n = bulk.insert(
            [
                Enrolment(
                    event=event, person_id=world.person(code), state=Enrolment.State.PLACED, number=number,
                    source=Enrolment.Source.COHORT, registered_at=at, placed_at=at,
                )
                for number, code in enumerate(one.attended, 1)
            ]
        )  # fmt: skip
        Event.objects.filter(pk=event.pk).update(taken=n)
