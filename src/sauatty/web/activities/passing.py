"""What was held in a programme and who came: what a cascade and its reach are made of. Ids are texts, for speed."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from sauatty.web.activities.models import Activity, Guest

HELD = ("reported", "more", "accepted")


def list_held(programme: Any) -> list[Any]:
    """Return the activities that were reported, the earliest first, with key, by, region_id and audience."""
    found = Activity.objects.filter(programme=programme, state__in=HELD).order_by(
        "held_on", "created_at", "pk"
    )
    told = found.annotate(key=Cast("pk", CharField()), by=Cast("person_id", CharField()))
    return list(told.values_list("key", "by", "region_id", "audience", named=True))


def has_held(person: Any) -> bool:
    """Tell whether somebody reported an activity (one query)."""
    return Activity.objects.filter(person=person, state__in=HELD).exists()


def list_guests(programme: Any) -> Iterator[tuple[str, str]]:
    """Yield activity and person of everybody who said that they were there (one query)."""
    rows = Guest.objects.filter(~Q(activity__state="dropped"), activity__programme=programme).order_by(
        "at", "pk"
    )
    told = rows.annotate(what=Cast("activity_id", CharField()), who=Cast("person_id", CharField()))
    return told.values_list("what", "who").iterator(chunk_size=20_000)


def count_states(programme: Any) -> dict[str, int]:
    """Return how many activities there are in each state."""
    states = Activity.objects.filter(programme=programme).order_by().values_list("state", flat=True)
    return dict(Counter(states))


def ends_of(activity: Any) -> tuple[int, int]:
    """Return how many came at least and at most, as the report says."""
    low = high = 0
    for row in activity.audience:
        n = row.get("n")
        low += int(n if n is not None else row.get("low") or 0)
        high += int(n if n is not None else row.get("high") or row.get("low") or 0)
    return low, high
