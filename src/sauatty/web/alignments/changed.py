"""What a later text changed, as pages show it: words that went and came, and the decision that stood before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sauatty.core.exchange.succession import CHANGED, Placed, Succession
from sauatty.core.exchange.word_changes import WordChange, word_changes
from sauatty.web.alignments.carrying import LanguagePair
from sauatty.web.alignments.figures import Competence, competence_of
from sauatty.web.alignments.labels import RELEVANCE
from sauatty.web.alignments.models import UnitOrigin
from sauatty.web.coding import selectors as coding

SHOWN = 100


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """A decision in words."""

    relevance: Any
    competences: tuple[Competence, ...]
    demand: int | None


def held(relevance: int | None, competences: Iterable[str], demand: int | None) -> HeldDecision:
    """Return a decision with its words."""
    return HeldDecision(RELEVANCE[relevance], tuple(competence_of(one) for one in competences), demand)


@dataclass(frozen=True, slots=True)
class Difference:
    """An objective whose text or grade changed, with the decision that stood for the earlier text."""

    earlier: Placed
    later: Placed
    pieces: tuple[WordChange, ...]
    decision: HeldDecision | None


def summary(project: Any, found: Succession) -> dict[str, Any]:
    """Return the first changed, new and withdrawn objectives with their decisions, and how many there are."""
    results = coding.standing_results(project)

    def decision(one: Placed) -> HeldDecision | None:
        result = results.get(one.id)
        return held(result.relevance, result.competences, result.demand) if result else None

    differences = found.of_kind(CHANGED)
    return {
        "differences": [
            Difference(
                one.earlier,
                one.later,
                word_changes(one.earlier.text, one.later.text),
                decision(one.earlier),
            )
            for one in differences[:SHOWN]
        ],
        "fresh": found.fresh[:SHOWN],
        "n_fresh": len(found.fresh),
        "withdrawn": [(one, decision(one)) for one in found.withdrawn[:SHOWN]],
        "n_withdrawn": len(found.withdrawn),
        "n_carried": sum(one.earlier.id in results for one in found.of_kind("unchanged")),
    }


def named_pairs(pairs: Sequence[LanguagePair]) -> list[tuple[LanguagePair, HeldDecision]]:
    """Return pairs with their decisions in words."""
    return [
        (pair, held(pair.result.relevance, pair.result.competences, pair.result.demand)) for pair in pairs
    ]


def list_changed(project: Any) -> QuerySet[UnitOrigin]:
    """Return the changed objectives of a review, in the order of the document."""
    rows = UnitOrigin.objects.filter(project=project, kind=UnitOrigin.Kind.CHANGED)
    return rows.select_related("unit", "earlier").order_by("unit__position")


@dataclass(frozen=True, slots=True)
class ChangedUnit:
    """One changed objective; `decision` is None while the viewer may not know it yet."""

    unit: Any
    earlier: Any
    pieces: tuple[WordChange, ...]
    is_shown: bool
    decision: HeldDecision | None


def named_changes(rows: Sequence[UnitOrigin], project: Any, viewer: Any) -> list[ChangedUnit]:
    """Return changed objectives with their differences; a coder sees the old decision beside their own only."""
    units = [row.unit for row in rows]
    readable = coding.units_that_may_be_known(viewer, project, units)
    return [
        ChangedUnit(
            unit=row.unit,
            earlier=row.earlier,
            pieces=word_changes(row.earlier.text, row.unit.text),
            is_shown=row.unit_id in readable,
            decision=_decision(row.earlier) if row.unit_id in readable else None,
        )
        for row in rows
    ]


def _decision(unit: Any) -> HeldDecision | None:
    return held(unit.relevance, unit.competences, unit.demand) if unit.relevance is not None else None
