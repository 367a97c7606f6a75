"""The wishes for a training: the board of a coordinator, oldest first, so that none slips through."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.events.models import Event, TrainingRequest
from sauatty.web.events.selectors.events import reach_of
from sauatty.web.programmes import selectors as programmes

LATE_AFTER = timedelta(days=7)
State = TrainingRequest.State
WAITING = (State.NEW, State.SEEN)


@dataclass(frozen=True, slots=True)
class Board:
    """How many wishes stand in each state, and how many have waited too long."""

    counts: dict[str, int]
    n_late: int
    n_suspect: int

    @property
    def n_waiting(self) -> int:
        """Return how many have no answer yet."""
        return sum(self.counts.get(state, 0) for state in WAITING)


def _managed(actor: Any) -> QuerySet[TrainingRequest]:
    reach = reach_of(actor)
    mine = Q() if reach.everything else Q(programme__in=reach.coordinated)
    return TrainingRequest.objects.filter(mine).select_related("programme", "region", "event")


def list_requests(actor: Any, *, state: str = "", suspect: bool = False) -> QuerySet[TrainingRequest]:
    """List the wishes that somebody answers, the oldest first; those a machine may have sent stand apart."""
    found = _managed(actor).filter(is_suspect=suspect)
    found = found.filter(state=state) if state else found.filter(state__in=WAITING)
    return found.order_by("asked_at", "pk")


def list_waiting_requests(programme: Any) -> list[TrainingRequest]:
    """List the wishes to a programme that wait for an answer, the oldest first; who may read them was asked before."""
    found = TrainingRequest.objects.filter(programme=programme, state__in=WAITING, is_suspect=False)
    return list(found.order_by("asked_at", "pk"))


def access_request(actor: Any, request_id: UUID) -> TrainingRequest:
    """Return a wish that the actor answers, or 404."""
    return get_object_or_404(_managed(actor), pk=request_id)


def is_late(request: TrainingRequest, now: datetime | None = None) -> bool:
    """Tell whether a wish has waited for an answer longer than a week."""
    return request.state in WAITING and request.asked_at < (now or timezone.now()) - LATE_AFTER


def summarise_board(actor: Any) -> Board:
    """Count the wishes by state (two queries)."""
    mine = _managed(actor).order_by()
    counts = dict(mine.filter(is_suspect=False).values_list("state").annotate(n=Count("pk")))
    waiting = Q(state__in=WAITING)
    late = waiting & Q(is_suspect=False, asked_at__lt=timezone.now() - LATE_AFTER)
    found = mine.aggregate(
        late=Count("pk", filter=late), suspect=Count("pk", filter=waiting & Q(is_suspect=True))
    )
    return Board(counts, found["late"], found["suspect"])


def count_waiting(actor: Any) -> int:
    """Count the wishes that wait for an answer of somebody (those a machine may have sent left out)."""
    return _managed(actor).filter(state__in=WAITING, is_suspect=False).count()


def programmes_taking_requests() -> dict[UUID, str]:
    """Return the programmes that everybody knows of, by an announced open event: a visitor may turn to these."""
    known = Event.objects.filter(is_template=False, entry=Event.Entry.OPEN, state__in=["open", "done"])
    return programmes.titles(known.order_by().values_list("programme_id", flat=True).distinct())


def request_states() -> list[tuple[str, Any]]:
    """Return the states of a wish with their words."""
    return list(State.choices)


def title_of_programme(programme_id: UUID) -> str:
    """Return the title of a programme to whoever was given the address of its form, or 404."""
    found = programmes.titles([programme_id])
    if programme_id not in found:
        raise Http404
    return found[programme_id]
