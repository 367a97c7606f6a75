"""How classrooms forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.classrooms import voters
from sauatty.web.classrooms.models import Poll, PollVote


def polls(person: Any) -> int:
    """Leave the polls that the person opened without their name."""
    return Poll.objects.filter(made_by=person).update(made_by=None)


def votes(person: Any) -> int:
    """Delete the person's votes in polls that are open; those of closed polls are numbers alone."""
    keys = [voters.key_of_person(poll, person) for poll in Poll.objects.filter(is_open=True)]
    return int(PollVote.objects.filter(voter_key__in=keys).delete()[0])
