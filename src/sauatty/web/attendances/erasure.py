"""How attendances forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import Q

from sauatty.web.attendances import selectors
from sauatty.web.attendances.models import Attendance, Mark, MinutesFile, MinutesMatch, MinutesRow, SheetScan


def marks(person: Any) -> int:
    """Delete what was noted about the person, and take their name off what they noted about others."""
    noted = Mark.objects.filter(noted_by=person).update(noted_by=None)
    struck = Mark.objects.filter(struck_by=person).update(struck_by=None, struck_why="")
    return noted + struck + int(Mark.objects.filter(person=person).delete()[0])


def attendances(person: Any) -> int:
    """Delete where the person was."""
    return int(Attendance.objects.filter(person=person).delete()[0])


def files(person: Any) -> int:
    """Leave the reports that the person uploaded without their name."""
    return MinutesFile.objects.filter(made_by=person).update(made_by=None)


def rows(person: Any) -> int:
    """Blank the names and addresses under which the person stood in reports, and forget who decided on others.

    A name that nobody has decided on is theirs where it has their address, or their name in a training of theirs.
    """
    decided = MinutesRow.objects.filter(decided_by=person).update(decided_by=None)
    named = Q(shown_name__iexact=person.name, file__session__event__in=selectors.events_of(person))
    told = named | Q(email__iexact=person.email) if person.email else named
    open_rows = MinutesRow.objects.filter(told, matches__isnull=True).values_list("pk", flat=True)
    own = list(open_rows) + list(MinutesMatch.objects.filter(person=person).values_list("row_id", flat=True))
    shared = MinutesMatch.objects.filter(row__in=own).exclude(person=person).values("row")
    MinutesRow.objects.filter(pk__in=own).exclude(pk__in=shared).update(is_nobody=True)
    return decided + MinutesRow.objects.filter(pk__in=own).update(shown_name="–", email="")


def matches(person: Any) -> int:
    """Forget for whom the person was taken, and who took others for somebody; their names go first."""
    blanked = rows(person)
    decided = MinutesMatch.objects.filter(decided_by=person).update(decided_by=None)
    return blanked + decided + int(MinutesMatch.objects.filter(person=person).delete()[0])


def scans(person: Any) -> int:
    """Leave the scans that the person uploaded without their name; a picture of many signatures goes with its term."""
    return SheetScan.objects.filter(made_by=person).update(made_by=None)
