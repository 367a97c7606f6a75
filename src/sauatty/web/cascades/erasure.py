"""How cascades forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import Q

from sauatty.web.cascades.models import Bond


def bonds(person: Any) -> int:
    """Delete what was stated about the person, and take their name off what they stated."""
    stated = Bond.objects.filter(stated_by=person).update(stated_by=None)
    return stated + int(Bond.objects.filter(Q(person=person) | Q(trainer=person)).delete()[0])
