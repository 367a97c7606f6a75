"""Judges and items of a cut-score session one by one: what the discussion between the rounds is about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.errors import RatingsUnsound
from sauatty.core.psychometrics.cutscore_ratings import Panel
from sauatty.core.psychometrics.equating_curves import (
    Curve,
    has_curve,
    item_expectation,
    points_of,
    theta_of_points,
)
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    """One judge. `severity` is their cut less the panel's, in points: above 0 = asks for more.

    `correlation` is between their ratings and the shares that a real cohort got (None without it, or when either does
    not vary); `misplaced` the mean distance of their ratings from what the model expects at their own cut, as a share
    (van der Linden, 1982, doi:10.1111/j.1745-3984.1982.tb00135.x; None without parameters).
    """

    judge: str
    n_rated: int
    cut: float
    severity: float
    correlation: float | None
    misplaced: float | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class RatedItem:
    """One item: the ratings that were given, in percent; `sd` is None for one rating."""

    item: str
    n_rated: int
    mean: float
    sd: float | None
    low: float
    high: float


def rated_items(panel: Panel) -> tuple[RatedItem, ...]:
    """Return the spread of the ratings on each item."""
    found = []
    for item, column in zip(panel.items, panel.given.T, strict=True):
        there = column[np.isfinite(column)] * 100
        sd = float(there.std(ddof=1)) if len(there) > 1 else None
        found.append(
            RatedItem(item, len(there), float(there.mean()), sd, float(there.min()), float(there.max()))
        )
    return tuple(found)


def summarise_judges(
    panel: Panel, cuts: FloatArray, curves: Sequence[Curve] | None, solved: FloatArray | None
) -> tuple[JudgeSummary, ...]:
    """Return each judge beside the panel, a real cohort and the model."""
    for values, name in ((curves, "parameters"), (solved, "shares of a cohort")):
        if values is not None and len(values) != len(panel.items):
            raise RatingsUnsound(
                problem=f"there are {name} for {len(values)} items and {len(panel.items)} are judged"
            )
    mean, spread = float(cuts.mean()), _robust_spread(cuts)
    return tuple(
        _summary(panel, row, float(cuts[row]), mean, spread, curves, solved)
        for row in range(len(panel.judges))
    )


def _robust_spread(cuts: FloatArray) -> float:
    return float(1.4826 * np.median(np.abs(cuts - np.median(cuts))))


def _summary(
    panel: Panel,
    row: int,
    cut: float,
    mean: float,
    spread: float,
    curves: Sequence[Curve] | None,
    solved: FloatArray | None,
) -> JudgeSummary:
    given = panel.given[row]
    is_there = np.isfinite(given)
    notes = []
    if is_there.sum() > 1 and np.ptp(given[is_there]) == 0:
        notes.append(
            Note("judge-flat", {"judge": panel.judges[row], "percent": round(100 * given[is_there][0])})
        )
    if spread > 0 and len(panel.judges) >= 5 and abs(cut - mean) > 3 * spread:
        notes.append(Note("judge-apart", {"judge": panel.judges[row], "points": round(cut - mean, 1)}))
    correlation = None if solved is None else _correlation(given, np.asarray(solved, float))
    misplaced = None if curves is None else _misplaced(given, cut, curves)
    return JudgeSummary(
        panel.judges[row], int(is_there.sum()), cut, cut - mean, correlation, misplaced, tuple(notes)
    )


def _correlation(given: FloatArray, solved: FloatArray) -> float | None:
    both = np.isfinite(given) & np.isfinite(solved)
    if both.sum() < 3 or np.ptp(given[both]) == 0 or np.ptp(solved[both]) == 0:
        return None
    return float(np.corrcoef(given[both], solved[both])[0, 1])


def _misplaced(given: FloatArray, cut: float, curves: Sequence[Curve]) -> float | None:
    if not all(has_curve(curve) for curve in curves):
        return None
    theta = theta_of_points(curves, cut)
    if not np.isfinite(theta):
        return None
    expected = np.array(
        [item_expectation(curve, np.array([theta]))[0] / points_of([curve]) for curve in curves]
    )
    is_there = np.isfinite(given)
    return float(np.abs(given[is_there] - expected[is_there]).mean())
