"""How events forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.events.models import CalendarFeed, Event, Series, SessionTrainer, TrainingRequest


def series(person: Any) -> int:
    """Leave the series that the person made without the name of their maker."""
    return Series.objects.filter(created_by=person).update(created_by=None)


def events(person: Any) -> int:
    """Leave the events that the person made without the name of their maker."""
    return Event.objects.filter(created_by=person).update(created_by=None)


def trainers(person: Any) -> int:
    """Take the person off the sessions that they hold."""
    return SessionTrainer.objects.filter(person=person).delete()[0]


def feeds(person: Any) -> int:
    """End the address of the person's calendar."""
    return CalendarFeed.objects.filter(person=person).delete()[0]


def requests(person: Any) -> int:
    """Leave the wish of an organisation on the board, without name and address of who wrote it down."""
    nobody = {"name": "", "email": "", "phone": "", "asked_by": None}
    own = TrainingRequest.objects.filter(asked_by=person).update(**nobody)
    if person.email:
        own += TrainingRequest.objects.filter(email__iexact=person.email).update(**nobody)
    return own + TrainingRequest.objects.filter(answered_by=person).update(answered_by=None)
