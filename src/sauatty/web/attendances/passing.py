"""Who held the trainings of a programme and who was there: what a cascade is made of. Ids are texts, for speed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from sauatty.web.attendances.models import Attendance
from sauatty.web.events import selectors as events


def list_teachings(programme: Any) -> Iterator[tuple[str, str]]:
    """Yield session and trainer of what was not called off, the earliest first (one query)."""
    return events.list_teachings(programme)


def list_visits(programme: Any) -> Iterator[tuple[str, str]]:
    """Yield session and person of everybody who was there (one query, as many rows as visits)."""
    rows = Attendance.objects.filter(session__event__programme=programme, is_present=True).order_by()
    told = rows.annotate(at=Cast("session_id", CharField()), who=Cast("person_id", CharField()))
    return told.values_list("at", "who").iterator(chunk_size=20_000)
