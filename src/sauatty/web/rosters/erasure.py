"""How lists forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import Q

from sauatty.web.rosters.models import Roster, RosterRow


def rosters(person: Any) -> int:
    """Leave the lists that the person uploaded without their name."""
    return Roster.objects.filter(made_by=person).update(made_by=None)


def rows(person: Any) -> int:
    """Delete the lines that became the person, were taken for them, or have their address."""
    theirs = Q(person=person) | Q(pk=person.pk)
    if person.email:
        theirs |= Q(fields__email=person.email.lower())
    return RosterRow.objects.filter(theirs).delete()[0]
