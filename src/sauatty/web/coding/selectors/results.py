"""Decisions and standing results as core values, for other apps, figures and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
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


def has_standing_results(project: Project) -> bool:
    """Tell whether anything is settled."""
    return project.units.filter(state__in=SETTLED).exists()


def units_by_ref(project: Project) -> dict[UUID, UUID]:
    """Return the id of each unit by `ref_id`, withdrawn ones too (one query)."""
    return dict(project.units.order_by().values_list("ref_id", "pk"))


def _standing(project: Project, seat: Seat | None) -> QuerySet[Decision]:
    decisions = Decision.objects.filter(unit__project=project, state=Decision.State.STANDING)
    if seat is not None:
        decisions = decisions.filter(seat=seat)
    return decisions.order_by("unit__position", "seat__label")


def judged_decisions(project: Project, *, seat: Seat | None = None) -> list[records.Decision]:
    """Return the standing decisions as core values (one query).

    `unit` is the `ref_id` as text, `coder` the label of the seat, never a name.
    """
    rows = _standing(project, seat).values_list(
        "unit__ref_id", "seat__label", "relevance", "competences", "demand", "unsure", "note"
    )
    return [
        records.Decision(str(unit), coder, relevance, tuple(codes), demand, unsure, note)
        for unit, coder, relevance, codes, demand, unsure, note in rows.iterator(chunk_size=5000)
    ]


def decision_rows(project: Project) -> Iterator[tuple[Any, ...]]:
    """Return (unit, coder, relevance, competences, demand, unsure, note, code, subject, grade, text) for a file."""
    fields = (
        "unit__ref_id", "seat__label", "relevance", "competences", "demand", "unsure", "note", "unit__code",
        "unit__subject_id", "unit__grade", "unit__text",
    )  # fmt: skip
    return _standing(project, None).values_list(*fields).iterator(chunk_size=5000)


def result_rows(project: Project) -> Iterator[tuple[Any, ...]]:
    """Return the same columns for the standing results; the coder is 'agreed'."""
    settled = project.units.order_by("position").filter(state__in=SETTLED).select_related("adjudication")
    for unit in settled.iterator(chunk_size=2000):
        reason = unit.adjudication.reason if hasattr(unit, "adjudication") else ""
        yield (
            unit.ref_id, "agreed", unit.relevance, unit.competences, unit.demand, False, reason,
            unit.code, unit.subject_id, unit.grade, unit.text,
        )  # fmt: skip


def origin_of(project: Project) -> Project | None:
    """Return the review from which results were carried into this one, None where all were decided here."""
    carried = project.units.filter(carried_from__isnull=False).select_related("carried_from__project").first()
    return carried.carried_from.project if carried and carried.carried_from else None
