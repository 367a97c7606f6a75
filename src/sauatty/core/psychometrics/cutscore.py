"""A pass mark from the judgements of experts: the modified Angoff method, round by round.

Each judge says for each item how many of a hundred people who are just about competent would solve it (for an item of
several points: what share of the points they would get, in percent). The sum over the items is the judge's pass mark;
the mean over the judges is the panel's. Two errors stand beside it: how much it would move with other judges on these
items, and with other judges and other items (generalisability theory, judges × items; Brennan, 2001,
doi:10.1007/978-1-4757-3456-0).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from scipy.stats import t as student

from sauatty.core.errors import RatingsUnsound
from sauatty.core.psychometrics.cutscore_judges import JudgeSummary, RatedItem, rated_items, summarise_judges
from sauatty.core.psychometrics.cutscore_ratings import JudgeRatings, Panel, panel_of
from sauatty.core.psychometrics.equating_curves import (
    Curve,
    form_expectation,
    has_curve,
    points_of,
    theta_of_points,
)
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import FloatArray, Interval, wilson_interval

__all__ = [
    "AngoffRound", "CutScore", "JudgeRatings", "PassShare", "ThetaCut", "VarianceComponents", "angoff_round",
    "cut_score", "least_points", "pass_share", "theta_cut",
]  # fmt: skip
FEW_JUDGES = 5


@dataclass(frozen=True, slots=True)
class VarianceComponents:
    """Where the ratings differ, in squared shares of an item's points; negative estimates stand as 0.

    `dependability` is the share of the variance of item means over this panel that is not the judges' (phi for items
    as the object): near 1, another panel would order the items alike.
    """

    judges: float
    items: float
    residual: float
    dependability: float | None


@dataclass(frozen=True, slots=True)
class AngoffRound:
    """One round. All cuts and errors are in points of the test; None = one judge says nothing of it.

    `interval` is the 95 % t interval of the cut with other judges (`se`), cut off at the ends of the paper;
    `se_with_items` also counts other items.
    """

    cut: float
    most: int
    least_points: int
    se: float | None
    se_with_items: float | None
    interval: Interval
    components: VarianceComponents | None
    judges: tuple[JudgeSummary, ...]
    items: tuple[RatedItem, ...]
    notes: tuple[Note, ...] = ()

    @property
    def share(self) -> float:
        """Return the cut as a share of the points."""
        return self.cut / self.most


@dataclass(frozen=True, slots=True)
class CutScore:
    """The rounds of a session; the last one is the pass mark.

    `change` is the last cut less the first; `spread` the standard deviations of the judges' cuts by round (None for
    one judge); `n_changed` how many ratings were changed from the first round to the last.
    """

    rounds: tuple[AngoffRound, ...]
    change: float
    spread: tuple[float | None, ...]
    n_changed: int

    @property
    def final(self) -> AngoffRound:
        """Return the round that counts."""
        return self.rounds[-1]


def angoff_round(
    ratings: JudgeRatings, curves: Sequence[Curve] | None = None, solved: FloatArray | None = None
) -> AngoffRound:
    """Return the pass mark of one round.

    Parameters
    ----------
    ratings : JudgeRatings
        Percents of judges × items; nan = not rated. Missing ratings are filled in from the judge's severity and the
        item's mean (an additive fit), which a note says.
    curves : sequence of Curve, optional
        Parameters of the items: judges are then compared with what people at their own cut would do.
    solved : array-like of shape (n_items,), optional
        What share of the points a real cohort got on each item: judges' ratings are correlated with it.

    Raises
    ------
    RatingsUnsound
        No judge or no item, a rating outside 0 … 100, an item that nobody rated, labels that do not fit.
    """
    panel = panel_of(ratings)
    points = np.array(panel.max_scores, float)
    cuts = panel.shares @ points
    cut, n_judges = float(cuts.mean()), len(cuts)
    se = float(cuts.std(ddof=1) / sqrt(n_judges)) if n_judges > 1 else None
    parts = _components(panel)
    return AngoffRound(
        cut,
        int(points.sum()),
        least_points(cut),
        se,
        _se_with_items(parts, se, points),
        _interval(cut, se, n_judges, float(points.sum())),
        parts,
        summarise_judges(panel, cuts, curves, solved),
        rated_items(panel),
        (*panel.notes, *_notes(panel, se)),
    )


def cut_score(
    rounds: Sequence[JudgeRatings], curves: Sequence[Curve] | None = None, solved: FloatArray | None = None
) -> CutScore:
    """Return the rounds of a session, in their order; see `angoff_round`.

    Raises
    ------
    RatingsUnsound
        No round, or as `angoff_round`.
    """
    if not rounds:
        raise RatingsUnsound(problem="nobody has judged yet")
    found = tuple(angoff_round(ratings, curves, solved) for ratings in rounds)
    spread = tuple(None if one.se is None else one.se * sqrt(len(one.judges)) for one in found)
    return CutScore(found, found[-1].cut - found[0].cut, spread, _n_changed(rounds[0], rounds[-1]))


def _n_changed(first: JudgeRatings, last: JudgeRatings) -> int:
    """Return how many ratings that stand in both rounds differ, by judge and item and not by place."""
    before, after = first.by_judge_and_item(), last.by_judge_and_item()
    return sum(before[key] != percent for key, percent in after.items() if key in before)


def least_points(cut: float) -> int:
    """Return the fewest whole points that pass: the cut, rounded up."""
    return max(ceil(cut - 1e-9), 0)


def _components(panel: Panel) -> VarianceComponents | None:
    """Return the components of judges × items from mean squares; filled-in cells cost degrees of freedom."""
    n_judges, n_items = panel.shares.shape
    n_free = (n_judges - 1) * (n_items - 1) - panel.n_filled
    if n_judges < 2 or n_items < 2 or n_free < 1:
        return None
    by_judge, by_item = panel.shares.mean(axis=1), panel.shares.mean(axis=0)
    rest = panel.shares - by_judge[:, None] - by_item[None, :] + panel.shares.mean()
    residual = float(np.square(rest).sum() / n_free)
    judges = max(float(by_judge.var(ddof=1)) - residual / n_items, 0.0)
    items = max(float(by_item.var(ddof=1)) - residual / n_judges, 0.0)
    error = (judges + residual) / n_judges
    return VarianceComponents(judges, items, residual, items / (items + error) if items + error > 0 else None)


def _se_with_items(parts: VarianceComponents | None, se: float | None, points: FloatArray) -> float | None:
    """Return the error of the cut when judges and items are both drawn anew: sqrt(se² + i/I × points²).

    With items of equal points that is sqrt(j/J + i/I + ji/JI) × points of the theory of generalisability.
    """
    if parts is None or se is None:
        return None
    return float(sqrt(se**2 + parts.items / len(points) * points.sum() ** 2))


def _interval(cut: float, se: float | None, n_judges: int, most: float) -> Interval:
    """Return the t interval, as far as it lies on the scale of the paper."""
    if se is None:
        return Interval(cut, float("nan"), float("nan"))
    half = float(student.ppf(0.975, n_judges - 1)) * se
    return Interval(cut, max(cut - half, 0.0), min(cut + half, most))


def _notes(panel: Panel, se: float | None) -> list[Note]:
    n_judges = len(panel.judges)
    if n_judges == 1:
        return [Note("one-judge")]
    notes = [Note("few-judges", {"count": n_judges})] if n_judges < FEW_JUDGES else []
    if bool((np.ptp(panel.shares, axis=0) == 0).all()):
        notes.append(Note("judges-identical"))
    return notes


@dataclass(frozen=True, slots=True)
class ThetaCut:
    """A pass mark on the theta scale; None where it or an end of its interval lies at the ends of the test."""

    theta: float | None
    se: float | None
    low: float | None
    high: float | None


def theta_cut(items: Sequence[Curve], found: AngoffRound) -> ThetaCut:
    """Return where the test characteristic curve of the form has as many points as the pass mark.

    The error is that of the judges, over the slope of the curve at the cut.

    Raises
    ------
    RatingsUnsound
        An item without parameters, or a form with other points than the judged one.
    """
    if not all(has_curve(item) for item in items):
        raise RatingsUnsound(
            problem="an item of the form has no parameters, so there is no theta for the cut"
        )
    if points_of(items) != found.most:
        raise RatingsUnsound(
            problem=f"the form has {points_of(items)} points and the judged one {found.most}"
        )
    theta = _finite(theta_of_points(items, found.cut))
    slope = None if theta is None else _slope(items, theta)
    se = found.se / slope if slope and found.se is not None else None
    low, high = (_finite(theta_of_points(items, end)) for end in (found.interval.low, found.interval.high))
    return ThetaCut(theta, se, low, high)


def _slope(items: Sequence[Curve], theta: float) -> float:
    below, above = form_expectation(items, np.array([theta - 1e-4, theta + 1e-4]))
    return float(above - below) / 2e-4


def _finite(theta: float) -> float | None:
    return theta if np.isfinite(theta) else None


@dataclass(frozen=True, slots=True)
class PassShare:
    """What share of a cohort passes: `share` with the interval of the cohort, and at the ends of the cut's own interval.

    `if_high` is the share under the highest pass mark the judges leave open, `if_low` under the lowest; None for one
    judge.
    """

    n: int
    share: Interval
    if_high: float | None
    if_low: float | None


def pass_share(totals: Sequence[float] | FloatArray, found: AngoffRound) -> PassShare:
    """Return who passes of these totals (nan = did not take the test, left out)."""
    values = np.asarray(totals, float)
    values = values[np.isfinite(values)]
    n = len(values)
    passed = int((values >= found.least_points).sum())
    ends = (found.interval.high, found.interval.low)
    high, low = (_share_above(values, end) if np.isfinite(end) and n else None for end in ends)
    return PassShare(n, wilson_interval(passed, n), high, low)


def _share_above(values: FloatArray, cut: float) -> float:
    return float((values >= least_points(cut)).mean())
