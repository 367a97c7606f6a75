"""What workshops hear of their trainings: another day, called off, over."""

from typing import Any

from sauatty.web.events import selectors as events
from sauatty.web.publications import services as publications
from sauatty.web.workshops import selectors, services
from sauatty.web.workshops.models import RegionalWorkshop

_HEARD = frozenset({"changed", "cancelled", "done"})


def hear(change: Any) -> None:
    """Follow a training that is a workshop."""
    is_of_session = change.session is not None
    if change.kind not in _HEARD or (change.kind == "changed" and not is_of_session):
        return
    workshop = selectors.find_workshop(change.event.pk)
    if workshop is None or workshop.record is None:
        return
    if change.kind == "cancelled" and not is_of_session:
        publications.forget_workshop(workshop=workshop.record, actor=change.actor)
    else:
        _follow(workshop, events.find_event(workshop.pk))


def _follow(workshop: RegionalWorkshop, event: Any) -> None:
    """Note day and people; the day by which people act moves along with the workshop."""
    day, record = selectors.first_day(event), workshop.record
    if day is None or record is None:
        return
    moved = day - record.held_on
    if moved:
        RegionalWorkshop.objects.filter(pk=workshop.pk).update(follow_up_on=workshop.follow_up_on + moved)
    services.note_people(workshop, event)
