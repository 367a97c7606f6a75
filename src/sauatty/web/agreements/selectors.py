"""What several coders' decisions show together: where they differ, who may see how far they agree, rows for files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from sauatty.web.agreements.models import Adjudication, ImportedTable
from sauatty.web.agreements.words import words_of
from sauatty.web.coding import kinds
from sauatty.web.coding import selectors as coding

JUDGED = ("disagreed", "agreed", "adjudicated")


# --- figures and files -----------------------------------------------------------------------------------


def may_see_agreement(person: Any, project: Any) -> bool:
    """Tell whether the person may see how far coders agree.

    The figures show no single decision; still a coder sees them only when the review is closed or nothing is left
    to decide for them. Whoever manages the review sees them at any time.
    """
    if not coding.codes_blindly(person, project) or coding.may_manage(person, project):
        return True
    return not coding.next_units(coding.access_seat(person, project.pk, "coder"), 1)


def review_context(person: Any, project: Any) -> dict[str, Any]:
    """Return what the parts on the page of a review need."""
    return {
        "may_see_agreement": may_see_agreement(person, project),
        "has_tables": words_of(project.kind)["has_tables"],
    }


def access_table(person: Any, project: Any, table_id: UUID) -> ImportedTable:
    """Return a table that the person had read for a project and that waits to be stored (404)."""
    return get_object_or_404(ImportedTable, pk=table_id, project=project, owner=person)


def decision_rows(project: Any) -> Iterator[tuple[Any, ...]]:
    """Return (unit, coder, relevance, competences, demand, unsure, note, code, subject, grade, text) for a file."""
    fields = (
        "seat__label", "relevance", "competences", "demand", "unsure", "note", "unit__code",
        "unit__subject_id", "unit__grade", "unit__text",
    )  # fmt: skip
    rows = coding.standing_decisions(project).values_list("unit__ref", "unit__ref_id", *fields)
    for ref, ref_id, *rest in rows.iterator(chunk_size=5000):
        yield (ref or ref_id, *rest)


def result_rows(project: Any) -> Iterator[tuple[Any, ...]]:
    """Return the same columns for the standing results; the coder is 'agreed'."""
    settled = coding.list_units(project.pk).filter(state__in=coding.SETTLED).order_by("position")
    for unit in settled.select_related("adjudication").iterator(chunk_size=2000):
        reason = unit.adjudication.reason if hasattr(unit, "adjudication") else ""
        yield (
            unit.ref or unit.ref_id, "agreed", unit.relevance, unit.competences, unit.demand, False, reason,
            unit.code, unit.subject_id, unit.grade, unit.text,
        )  # fmt: skip


# --- differences -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoderView:
    """One coder's decision under the label of the seat."""

    label: str
    decision: Any
    sees_proposals: bool
    is_former: bool


@dataclass(frozen=True, slots=True)
class AdjudicationPage:
    """All that the page of a unit to settle shows."""

    unit: Any
    coders: tuple[CoderView, ...]
    place: kinds.Place
    proposal: kinds.MachineProposal | None
    present: Adjudication | None
    history: tuple[Any, ...]

    @property
    def revision(self) -> int:
        """Return the revision that the reader has seen; 0 where nobody settled it."""
        return self.present.revision if self.present else 0


def list_units_to_adjudicate(seat: Any, *, only: str = "open") -> QuerySet[Any]:
    """Return the units of one list: 'open' (coders differ), 'demand' (only the demand differs) or 'settled'."""
    units = coding.list_units(seat.project_id)
    if only == "settled":
        return units.filter(state="adjudicated").order_by("-adjudication__decided_at")
    wanted = Q(state="agreed", is_demand_open=True) if only == "demand" else Q(state="disagreed")
    # What the adjudicator coded themselves is left to others
    own = coding.units_decided_by(seat.person_id)
    return units.filter(wanted).exclude(pk__in=own).order_by("position")


def access_adjudication_unit(seat: Any, unit_id: UUID) -> Any:
    """Return a unit of the adjudicator's project that all its coders have judged (404 before that)."""
    return get_object_or_404(coding.list_units(seat.project_id), pk=unit_id, state__in=JUDGED)


def has_coded(person_id: Any, unit: Any) -> bool:
    """Tell whether a person has a standing decision of their own on a unit."""
    return coding.list_standing(unit).filter(seat__person=person_id).exists()


def reasons_of(units: Iterable[Any]) -> dict[UUID, str]:
    """Return why units were settled as they are, for the coders who judged them (one query)."""
    settled = Adjudication.objects.filter(unit__in=[unit.pk for unit in units])
    return dict(settled.values_list("unit_id", "reason"))


def stamp_of(project: Any) -> str:
    """Return what changes with every settling of a review (one query)."""
    settled = Adjudication.objects.filter(unit__project=project)
    return str(settled.aggregate(last=Max("decided_at"), n=Sum("revision")))


def summarise_adjudication(unit: Any) -> AdjudicationPage:
    """Return the decisions, the place and the proposal of a unit; the caller has checked who asks."""
    hooks = kinds.hooks_of(unit.project.kind)
    present = Adjudication.objects.filter(unit=unit).select_related("seat").first()
    return AdjudicationPage(
        unit=unit,
        coders=tuple(
            CoderView(one.seat.label, one, one.seat.sees_proposals, not one.seat.is_active)
            for one in coding.list_standing(unit)
        ),
        place=hooks.places([unit]).get(unit.pk, kinds.Place()),
        proposal=hooks.proposals([unit]).get(unit.pk),
        present=present,
        history=tuple(present.history.select_related("seat")) if present else (),
    )
