"""How surveys forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.base.models import Envelope
from sauatty.web.surveys.models import Campaign, Link, Response


def authorship(person: Any) -> int:
    """Leave the campaigns that the person made without the name of their maker."""
    return Campaign.objects.filter(created_by=person).update(created_by=None)


def responses(person: Any) -> int:
    """Delete the pseudonymous responses of a person, as they were promised, with the envelopes they came in.

    Anonymous responses cannot be found, and need not be: no row leads to them.
    """
    changed = 0
    theirs = Link.objects.filter(person=person).exclude(pseudonym="")
    for campaign, pseudonym in theirs.values_list("campaign", "pseudonym"):
        found = Response.objects.filter(campaign=campaign, pseudonym=pseudonym)
        ids = list(found.values_list("pk", flat=True))
        changed += found.delete()[0] + Envelope.objects.filter(pk__in=ids).delete()[0]
    return changed


def links(person: Any) -> int:
    """Delete the person's responses, then the links that lead to them."""
    return responses(person) + int(Link.objects.filter(person=person).delete()[0])
