"""What follows from the standing decisions of one unit. Called with the unit locked, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from sauatty.web.coding.models import Decision, Unit

FINAL = (Unit.State.ADJUDICATED, Unit.State.CARRIED, Unit.State.WITHDRAWN)
_BATCH = 100
_FIELDS = ["state", "n_standing", "relevance", "competences", "demand", "is_demand_open"]


def settle_unit(unit: Unit) -> Unit:
    """Set state and result of a unit from its standing decisions; what is final keeps its result."""
    _settle(unit, list(unit.decisions.filter(state=Decision.State.STANDING).order_by("decided_at", "pk")))
    unit.save(update_fields=_FIELDS)
    return unit


def settle_units(units: Sequence[Unit]) -> None:
    """Do the same for many units, locked by the caller, in three queries for each hundred."""
    for start in range(0, len(units), _BATCH):
        batch = units[start : start + _BATCH]
        standing: dict[Any, list[Decision]] = {}
        found = Decision.objects.filter(unit__in=[unit.pk for unit in batch], state=Decision.State.STANDING)
        for one in found.order_by("decided_at", "pk"):
            standing.setdefault(one.unit_id, []).append(one)
        for unit in batch:
            _settle(unit, standing.get(unit.pk, []))
        Unit.objects.bulk_update(batch, _FIELDS)


def settle_by_word(unit: Unit, judgement: Any) -> None:
    """Let an adjudicator's word stand as the result of a locked unit, and tell the coders where it differs from theirs."""
    unit.state, unit.relevance = Unit.State.ADJUDICATED, judgement.relevance
    unit.competences, unit.demand, unit.is_demand_open = judgement.competences, judgement.demand, False
    unit.save(update_fields=_FIELDS)
    word = (judgement.relevance, frozenset(judgement.competences))
    standing = list(unit.decisions.filter(state=Decision.State.STANDING))
    for decision in standing:
        decision.is_overruled = (decision.relevance, frozenset(decision.competences)) != word
    Decision.objects.bulk_update(standing, ["is_overruled"])


def _settle(unit: Unit, standing: Sequence[Decision]) -> None:
    unit.n_standing = len(standing)
    if unit.state not in FINAL:
        _judge(unit, standing)


def _judge(unit: Unit, standing: Sequence[Decision]) -> None:
    unit.relevance, unit.competences, unit.demand, unit.is_demand_open = None, [], None, False
    # One person alone agrees with nobody, also where a project wants no second coder
    if len(standing) < max(2, unit.project.n_coders_wanted):
        unit.state = Unit.State.ONE if standing else Unit.State.OPEN
        return
    if not is_agreed(standing):
        unit.state = Unit.State.DISAGREED
        return
    demands = {one.demand for one in standing if one.demand is not None}
    unit.state, unit.relevance = Unit.State.AGREED, standing[0].relevance
    unit.competences = order_of_all(standing)
    unit.demand = demands.pop() if len(demands) == 1 else None
    unit.is_demand_open = bool(demands)


def is_agreed(standing: Sequence[Any]) -> bool:
    """Tell whether all say the same relevance and the same set of competences; order and demand may differ."""
    return len({(one.relevance, frozenset(one.competences)) for one in standing}) == 1


def order_of_all(standing: Sequence[Any]) -> list[str]:
    """Return the competences by their mean place in the decisions; of equal ones the first coder's order."""
    first = list(standing[0].competences)
    return sorted(first, key=lambda one: (sum(d.competences.index(one) for d in standing), first.index(one)))
