"""How surveys forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.surveys.models import Campaign, Link, PaperSheet, Response, ResponseFile


def authorship(person: Any) -> int:
    """Leave the campaigns that the person made without the name of their maker."""
    return Campaign.objects.filter(created_by=person).update(created_by=None)


def responses(person: Any) -> int:
    """Cut the pseudonymous responses of a person off from them: the answers stay as those of nobody.

    Anonymous responses cannot be found, and need not be: no row leads to them.
    """
    changed = 0
    for campaign, pseudonym in (
        Link.objects.filter(person=person).exclude(pseudonym="").values_list("campaign", "pseudonym")
    ):
        theirs = Response.objects.filter(campaign=campaign, pseudonym=pseudonym)
        changed += theirs.update(pseudonym="", organisation=None)
    return changed


def links(person: Any) -> int:
    """Delete the person's links, after their responses are cut off."""
    cut_off = responses(person)
    return cut_off + int(Link.objects.filter(person=person).delete()[0])


def sheets(person: Any) -> int:
    first = PaperSheet.objects.filter(first_by=person).update(first_by=None)
    return first + PaperSheet.objects.filter(second_by=person).update(second_by=None)


def files(person: Any) -> int:
    return ResponseFile.objects.filter(created_by=person).update(created_by=None)
