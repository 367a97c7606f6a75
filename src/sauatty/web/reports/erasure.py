"""How reports forget a person. Each function takes the person and returns how many rows it changed.

Reports hold figures and packs are not kept, so no name stands in either; only who made them is taken off.
"""

from typing import Any

from sauatty.web.reports.models import MadePack, ReportVersion, ResearchChoice, ResearchText


def texts(person: Any) -> int:
    """Take the name off the texts that the person published."""
    return ResearchText.objects.filter(made_by=person).update(made_by=None)


def choices(person: Any) -> int:
    """Delete what the person answered; take their name off what they noted for others."""
    gone = ResearchChoice.objects.filter(person=person).delete()[0]
    return gone + ResearchChoice.objects.filter(said_by=person).update(said_by=None)


def packs(person: Any) -> int:
    """Take the name off the packs that the person made."""
    return MadePack.objects.filter(made_by=person).update(made_by=None)


def versions(person: Any) -> int:
    """Take the name off the reports that the person made."""
    return ReportVersion.objects.filter(made_by=person).update(made_by=None)
