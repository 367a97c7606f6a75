"""Attendance of a whole programme, counted: who came, each person once, and which sessions nobody has noted."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from sauatty.web.attendances.models import Attendance, MinutesRow

Cells = dict[tuple[str, str], dict[str, int]]


def _present(programme: Any) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(session__event__programme=programme, is_present=True)
    held = rows.filter(session__cancelled_at__isnull=True).exclude(session__event__state="cancelled")
    return held.order_by()


def people_by_event(programme: Any) -> dict[UUID, int]:
    """Count who came to each training of a programme, whatever number of its sessions (one query)."""
    rows = _present(programme).values("session__event").annotate(n=Count("person", distinct=True))
    return {row["session__event"]: row["n"] for row in rows}


def people_by_place(programme: Any) -> Cells:
    """Count who came by (region, kind of organisation) and form of training, each person once (one query).

    The form '' stands for any; '' as region or kind for what is not known. A person stands in one place only, so the
    counts of a form over all places add up to its people.
    """
    region = Coalesce(F("person__region"), F("person__organisation__region"))
    forms = {
        form: Count("person", distinct=True, filter=Q(session__event__form=form))
        for form in ("online", "onsite", "mixed")
    }
    rows = _present(programme).annotate(at=region, kind=F("person__organisation__kind")).values("at", "kind")
    counted = rows.annotate(every=Count("person", distinct=True), **forms)
    return {
        (row["at"] or "", row["kind"] or ""): {"": row["every"], **{form: row[form] for form in forms}}
        for row in counted
    }


def minutes_of_people(programme: Any) -> Iterator[tuple[UUID, UUID, int]]:
    """Yield training, person and the minutes that they were there, of whoever came (one query)."""
    rows = _present(programme).values("session__event", "person").annotate(n=Sum("minutes"))
    return rows.values_list("session__event", "person", "n").iterator(chunk_size=20_000)


def noted_sessions(programme: Any) -> dict[UUID, int]:
    """Return how many people were at each session at which anybody was noted (one query)."""
    rows = Attendance.objects.filter(session__event__programme=programme).order_by()
    counted = rows.values("session").annotate(n=Count("pk", filter=Q(is_present=True)))
    return {row["session"]: row["n"] for row in counted}


def open_names(programme: Any) -> dict[UUID, int]:
    """Return how many names of reports wait for somebody who knows them, by session (one query)."""
    rows = MinutesRow.objects.filter(
        file__session__event__programme=programme, is_nobody=False, matches__isnull=True
    )
    counted = rows.order_by().values("file__session").annotate(n=Count("pk"))
    return {row["file__session"]: row["n"] for row in counted}
