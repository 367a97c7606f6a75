"""How programmes forget a person."""

from typing import Any

from sauatty.web.programmes import members
from sauatty.web.programmes.models import CohortMember, Programme


def programmes(person: Any) -> int:
    """Leave the programmes that the person made without the name of their maker."""
    return Programme.objects.filter(created_by=person).update(created_by=None)


def memberships(person: Any) -> int:
    """Take the person out of every cohort, and off the list of those who added others."""
    added = CohortMember.objects.filter(added_by=person).update(added_by=None)
    return added + members.forget_members(CohortMember.objects.filter(person=person))
