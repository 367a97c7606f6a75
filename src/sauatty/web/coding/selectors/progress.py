"""How far a review is: by coder, by state, what is probably unfound, what waits for the coordinator."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from sauatty.web.coding.models import ProblemSubmission, Project, Ranking, Seat, Unit

STATE_ORDER = tuple(Unit.State)


@dataclass(frozen=True, slots=True)
class SeatProgress:
    """One person's place with what they have done."""

    seat: Seat
    name: str
    n_decided: int
    n_unsure: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many relevant units are probably unfound, as the last ranking says; None where it does not say."""

    found: int | None
    unfound: float | None
    unfound_low: float | None
    unfound_high: float | None
    recall: float | None
    recall_low: float | None
    recall_high: float | None
    n_read: int | None
    n_decisions: int
    made_at: datetime
    target_recall: float

    @property
    def may_stop(self) -> bool:
        """Tell whether even the low end of the interval reaches the stated recall."""
        return self.recall_low is not None and self.recall_low >= self.target_recall


@dataclass(frozen=True, slots=True)
class ProjectProgress:
    """The figures of a project's page."""

    states: tuple[tuple[str, Any, int], ...]
    n_units: int
    n_settled: int
    n_standing: int
    n_problems: int
    coders: tuple[SeatProgress, ...]
    adjudicators: tuple[SeatProgress, ...]
    estimate: Estimate | None

    @property
    def share_settled(self) -> float:
        """Return the fraction of units with a standing result."""
        return self.n_settled / self.n_units if self.n_units else 0.0

    @property
    def n_disagreed(self) -> int:
        """Return how many units wait for an adjudicator."""
        return next((n for state, _label, n in self.states if state == Unit.State.DISAGREED), 0)

    @property
    def has_seats_with_proposals(self) -> bool:
        """Tell whether some figures hold decisions of a coder who saw the machine's proposals."""
        return any(one.seat.sees_proposals for one in self.coders)


def list_seats(project: Project) -> list[SeatProgress]:
    """Return every seat with its person's name and counts (one query)."""
    seats = project.seats.select_related("person").annotate(
        n_unsure=Count("decisions", filter=Q(decisions__state="standing", decisions__unsure=True))
    )
    return [SeatProgress(one, getattr(one.person, "name", ""), one.n_standing, one.n_unsure) for one in seats]


def summarise_progress(project: Project) -> ProjectProgress:
    """Return the figures of a project's page (four queries)."""
    counted = dict(project.units.order_by().values_list("state").annotate(n=Count("pk")))
    seats = list_seats(project)
    settled = (Unit.State.AGREED, Unit.State.ADJUDICATED, Unit.State.CARRIED)
    return ProjectProgress(
        states=tuple((one.value, _state_label(project, one), counted.get(one, 0)) for one in STATE_ORDER),
        n_units=sum(counted.values()) - counted.get(Unit.State.WITHDRAWN, 0),
        n_settled=sum(counted.get(state, 0) for state in settled),
        n_standing=sum(one.n_decided for one in seats),
        n_problems=list_problems(project).filter(state=ProblemSubmission.State.WAITING).count(),
        coders=tuple(one for one in seats if one.seat.role == Seat.Role.CODER),
        adjudicators=tuple(one for one in seats if one.seat.role == Seat.Role.ADJUDICATOR),
        estimate=_estimate(project),
    )


def _state_label(project: Project, state: Unit.State) -> Any:
    if state == Unit.State.ONE and project.n_coders_wanted == 1:
        return gettext("judged by one coder: no agreement, so no result")
    return state.label


def _estimate(project: Project) -> Estimate | None:
    """Read what the last ranking said; core's `Unfound` as JSON."""
    ranking = Ranking.objects.filter(project=project).first()
    if ranking is None or not ranking.estimate:
        return None
    told = ranking.estimate
    expected, recall = told.get("expected") or {}, told.get("recall") or {}
    return Estimate(
        found=told.get("found"),
        unfound=expected.get("estimate"), unfound_low=expected.get("low"), unfound_high=expected.get("high"),
        recall=recall.get("estimate"), recall_low=recall.get("low"), recall_high=recall.get("high"),
        n_read=told.get("n_read"),
        n_decisions=ranking.n_decisions,
        made_at=ranking.created_at,
        target_recall=project.target_recall,
    )  # fmt: skip


def list_problems(project: Project) -> QuerySet[ProblemSubmission]:
    """Return the submissions that were kept but not taken in, newest first."""
    return project.problems.select_related("envelope", "seat__person", "settled_by")


def summarise_projects(projects: Sequence[Project]) -> list[tuple[Project, int, int]]:
    """Return (project, settled units, standing decisions) of a page of projects in two queries."""
    ids = [project.pk for project in projects]
    settled = dict(
        Unit.objects.filter(project__in=ids, state__in=["agreed", "adjudicated", "carried"])
        .order_by()
        .values_list("project")
        .annotate(n=Count("pk"))
    )
    standing = dict(
        Seat.objects.filter(project__in=ids).order_by().values_list("project").annotate(n=Sum("n_standing"))
    )
    return [(one, settled.get(one.pk, 0), standing.get(one.pk, 0) or 0) for one in projects]


def access_problem(project: Project, envelope_id: Any) -> ProblemSubmission:
    """Return a kept submission of a project that the caller may manage (404)."""
    return get_object_or_404(project.problems.select_related("envelope__sender", "project"), pk=envelope_id)


def content_of(problem: ProblemSubmission) -> dict[str, Any]:
    """Return what a kept submission says, as far as it can be read."""
    try:
        body = json.loads(bytes(problem.envelope.raw))
    except ValueError:
        return {}
    shown = {name: body.get(name) for name in ("relevance", "competences", "note")}
    given = shown["competences"]
    shown["competences"] = ", ".join(map(str, given)) if isinstance(given, list) else ""
    return shown
