"""What an adjudicator sees of a unit: every decision, every note, and only here the machine's proposal."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from sauatty.web.coding import kinds
from sauatty.web.coding.models import Adjudication, Decision, Seat, Unit

FILTERS = ("open", "demand", "settled")


@dataclass(frozen=True, slots=True)
class CoderView:
    """One coder's decision under the label of the seat; `name` stays empty unless names are asked for."""

    label: str
    decision: Decision
    sees_proposals: bool
    is_former: bool


@dataclass(frozen=True, slots=True)
class AdjudicationPage:
    """All that the page of a unit to settle shows."""

    unit: Unit
    coders: tuple[CoderView, ...]
    place: kinds.Place
    proposal: kinds.MachineProposal | None
    present: Adjudication | None
    history: tuple[Any, ...]

    @property
    def revision(self) -> int:
        """Return the revision that the reader has seen; 0 where nobody settled it."""
        return self.present.revision if self.present else 0


def _may_settle(units: QuerySet[Unit], person_id: Any) -> QuerySet[Unit]:
    """Leave out what the adjudicator coded themselves."""
    own = Decision.objects.filter(seat__person=person_id, state=Decision.State.STANDING).order_by()
    return units.exclude(pk__in=own.values("unit"))


def list_units_to_adjudicate(seat: Seat, *, only: str = "open") -> QuerySet[Unit]:
    """Return the units of one list: 'open' (coders differ), 'demand' (only the demand differs) or 'settled'."""
    units = Unit.objects.filter(project_id=seat.project_id)
    if only == "settled":
        return units.filter(state=Unit.State.ADJUDICATED).order_by("-adjudication__decided_at")
    wanted = Q(state=Unit.State.DISAGREED)
    if only == "demand":
        wanted = Q(state=Unit.State.AGREED, is_demand_open=True)
    return _may_settle(units.filter(wanted), seat.person_id).order_by("position")


def has_coded(person_id: Any, unit: Unit) -> bool:
    """Tell whether a person has a standing decision of their own on a unit."""
    return unit.decisions.filter(seat__person=person_id, state=Decision.State.STANDING).exists()


def summarise_adjudication(unit: Unit) -> AdjudicationPage:
    """Return the decisions, the place and the proposal of a unit; the caller has checked who asks."""
    standing = unit.decisions.filter(state=Decision.State.STANDING).select_related("seat")
    hooks = kinds.hooks_of(unit.project.kind)
    present = Adjudication.objects.filter(unit=unit).select_related("seat").first()
    return AdjudicationPage(
        unit=unit,
        coders=tuple(
            CoderView(one.seat.label, one, one.seat.sees_proposals, not one.seat.is_active)
            for one in standing.order_by("seat__label")
        ),
        place=hooks.places([unit]).get(unit.pk, kinds.Place()),
        proposal=hooks.proposals([unit]).get(unit.pk),
        present=present,
        history=tuple(present.history.select_related("seat")) if present else (),
    )
