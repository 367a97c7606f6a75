"""How enrolments forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import Q

from sauatty.web.enrolments import services
from sauatty.web.enrolments.models import Enrolment, Invitation, Newcomer

_TO_COME = ("draft", "open")


def enrolments(person: Any) -> int:
    """Give back the places in what is still to come, and forget the answers; who was there stays counted, unnamed."""
    mine = Enrolment.objects.filter(person=person)
    coming = mine.filter(event__state__in=_TO_COME).exclude(state=Enrolment.State.CANCELLED)
    rows = list(coming.order_by("event"))
    for row in rows:
        services.cancel(actor=None, enrolment=row)
    return len(rows) + mine.exclude(answers={}).update(answers={})


def invitations(person: Any) -> int:
    """Take the name off the person's invitations, and off those that they made for others."""
    made = Invitation.objects.filter(made_by=person).update(made_by=None)
    to = Q(person=person) | (Q(email__iexact=person.email) if person.email else Q())
    return made + Invitation.objects.filter(to).update(person=None, name="", email="")


def newcomers(person: Any) -> int:
    """Delete what the person wrote before they had an account, or without signing in."""
    by = Q(person=person) | (Q(facts__email=person.email.lower()) if person.email else Q())
    return int(Newcomer.objects.filter(by).delete()[0])
