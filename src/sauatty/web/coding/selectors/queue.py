"""What a coder reads next, and what they have decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Mod
from django.db.models.lookups import In
from django.utils import timezone

from sauatty.web.coding.models import Decision, Seat, Unit

WAITING = (Unit.State.OPEN, Unit.State.ONE)
MOST_GROUPS = 300


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How much a coder has done and how much still waits for them."""

    n_decided: int
    n_today: int
    n_left: int


def _wanted(seat: Seat) -> QuerySet[Unit]:
    """Return the units that still want a decision of this coder (of whoever: fewer than wanted stand).

    NOT IN over the coder's own few thousand is fast on both databases; PostgreSQL plans NOT EXISTS badly (seconds)
    while it has no statistics of rows that were just stored.
    """
    own = Decision.objects.filter(seat=seat, state=Decision.State.STANDING).order_by()
    units = Unit.objects.filter(
        project_id=seat.project_id, state__in=WAITING, n_standing__lt=seat.project.n_coders_wanted
    )
    return units.exclude(pk__in=own.values("unit")).select_related("project")


def next_units(seat: Seat, n: int = 1, *, skip: Iterable[Any] = ()) -> list[Unit]:
    """Return the next units of a coder, best rank first: their own share, then what others have left.

    Each unit falls to as many coders as it wants, every group of coders equally often, so that five people do
    not read the same twenty units at once and every pair of them meets in some.
    """
    wanted = _wanted(seat).exclude(pk__in=list(skip)).order_by("rank", "position")
    share = _share_of(seat)
    if share is None:
        return list(wanted[:n])
    found = list(wanted.filter(share)[:n])
    if len(found) < n:
        found += list(wanted.exclude(pk__in=[unit.pk for unit in found])[: n - len(found)])
    return found


def _share_of(seat: Seat) -> Q | None:
    """Return which units fall to a seat first; None where all do (no more coders than are wanted)."""
    sitting = Seat.objects.filter(
        project_id=seat.project_id, role=Seat.Role.CODER, left_at__isnull=True, person__isnull=False
    )
    seats = list(sitting.order_by("joined_at", "pk").values_list("pk", flat=True))
    wanted = seat.project.n_coders_wanted
    if seat.pk not in seats or len(seats) <= wanted:
        return None
    groups = _groups_of(seats, wanted)
    mine = [index for index, group in enumerate(groups) if seat.pk in group]
    return Q(In(Mod(F("position"), len(groups)), mine))


def _groups_of(seats: list[Any], wanted: int) -> list[tuple[Any, ...]]:
    """Return every group of coders; where there are too many, each coder with the next ones round the table."""
    if comb(len(seats), wanted) <= MOST_GROUPS:
        return list(combinations(seats, wanted))
    table = seats + seats
    return [tuple(table[start : start + wanted]) for start in range(len(seats))]


def count_queue(seat: Seat) -> QueueCount:
    """Return how much is done and left for a coder (two queries)."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Decision.objects.filter(seat=seat, state=Decision.State.STANDING, decided_at__gte=midnight)
    return QueueCount(seat.n_standing, today.count(), _wanted(seat).count())


def list_own_decisions(seat: Seat, *, only: str = "") -> QuerySet[Decision]:
    """Return a coder's standing decisions, newest first; `only` is 'unsure', 'overruled' or ''.

    Of other people's decisions nothing shows; what an adjudicator settled shows with its reason.
    """
    decisions = Decision.objects.filter(seat=seat, state=Decision.State.STANDING)
    decisions = decisions.select_related("unit__project").order_by("-decided_at", "pk")
    if only == "unsure":
        return decisions.filter(unsure=True)
    if only == "overruled":
        return decisions.filter(is_overruled=True)
    return decisions


def last_decision(seat: Seat) -> Decision | None:
    """Return what the coder decided last, to take back; None where it is settled meanwhile."""
    own = Decision.objects.filter(seat=seat, state=Decision.State.STANDING).select_related("unit")
    found = own.order_by("-decided_at", "pk").first()
    return found if found is not None and found.unit.state != Unit.State.ADJUDICATED else None
