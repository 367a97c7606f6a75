"""Decisions and standing results as core values, for other apps, figures and files."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from sauatty.core import records
from sauatty.web.coding.models import Decision, Project, Seat, Unit

SETTLED = (Unit.State.AGREED, Unit.State.ADJUDICATED, Unit.State.CARRIED)


@dataclass(frozen=True, slots=True)
class Result:
    """What stands for one unit: two coders alike, an adjudicator, or carried over ('state' says which)."""

    relevance: int
    competences: tuple[str, ...]
    demand: int | None
    state: str


def standing_results(project: Project) -> dict[UUID, Result]:
    """Return the standing result of each settled unit by `ref_id` (one query)."""
    settled = project.units.order_by().filter(state__in=SETTLED, relevance__isnull=False)
    rows = settled.values_list("ref_id", "relevance", "competences", "demand", "state")
    return {
        ref: Result(relevance, tuple(codes), demand, state) for ref, relevance, codes, demand, state in rows
    }


def has_results(project: Project, subjects: Collection[str] | None = None) -> bool:
    """Tell whether something stands for an objective, or for one of these subjects."""
    settled = project.units.order_by().filter(state__in=SETTLED)
    return settled.filter(subject_id__in=subjects).exists() if subjects is not None else settled.exists()


def units_by_ref(project: Project) -> dict[UUID, UUID]:
    """Return the id of each unit by `ref_id`, withdrawn ones too (one query)."""
    return dict(project.units.order_by().values_list("ref_id", "pk"))


def standing_decisions(project: Project, *, seat: Seat | None = None) -> QuerySet[Decision]:
    """Return the standing decisions of a review, or of one of its coders, in the order of the units."""
    decisions = Decision.objects.filter(unit__project=project, state=Decision.State.STANDING)
    if seat is not None:
        decisions = decisions.filter(seat=seat)
    return decisions.order_by("unit__position", "seat__label")


def judged_decisions(project: Project, *, seat: Seat | None = None) -> list[records.Decision]:
    """Return the standing decisions as core values (one query).

    `unit` is the `ref_id` as text, `coder` the label of the seat, never a name.
    """
    rows = standing_decisions(project, seat=seat).values_list(
        "unit__ref_id", "seat__label", "relevance", "competences", "demand", "unsure", "note"
    )
    return [
        records.Decision(str(unit), coder, relevance, tuple(codes), demand, unsure, note)
        for unit, coder, relevance, codes, demand, unsure, note in rows.iterator(chunk_size=5000)
    ]


def origin_of(project: Project) -> Project | None:
    """Return the review from which results were carried into this one, None where all were decided here."""
    carried = project.units.filter(carried_from__isnull=False).select_related("carried_from__project").first()
    return carried.carried_from.project if carried and carried.carried_from else None
