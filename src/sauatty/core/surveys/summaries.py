"""The middle of scales, numbers and rankings."""

from collections.abc import Mapping
from math import nan

import numpy as np

from sauatty.core.statistics import FloatArray, Interval
from sauatty.core.statistics.weighted import mean_interval, weighted_quantiles
from sauatty.core.surveys.answers import Choices
from sauatty.core.surveys.tables import NumberSummary, RankRow, ScaleSummary


def scale_summary(
    values: FloatArray, weights: FloatArray, steps: Mapping[str, float], level: float
) -> ScaleSummary:
    """Return median and mean of answers on a scale; `nan` values (answers beside the scale) are left out."""
    is_on = ~np.isnan(values)
    kept, weighing = values[is_on], weights[is_on]
    (median,) = weighted_quantiles(kept, weighing, (0.5,))
    return ScaleSummary(len(kept), dict(steps), median, mean_interval(kept, weighing, level))


def number_summary(values: FloatArray, weights: FloatArray, level: float) -> NumberSummary:
    """Return quartiles and mean of numbers."""
    lower, median, upper = weighted_quantiles(values, weights, (0.25, 0.5, 0.75))
    return NumberSummary(len(values), lower, median, upper, mean_interval(values, weights, level))


def rank_rows(choices: Choices, ranks: FloatArray, weights: FloatArray, level: float) -> tuple[RankRow, ...]:
    """Return mean rank and Borda score of each choice.

    Parameters
    ----------
    choices : Choices
        What was ranked.
    ranks : ndarray of shape (n_respondents, n_choices)
        1 is first; `nan` where a respondent left a choice out.
    weights : ndarray of shape (n_respondents,)
    level : float
        Coverage of the interval of the Borda score.
    """
    scores = borda_scores(ranks)
    return tuple(
        _rank_row(code, label, ranks[:, place], mean_interval(scores[:, place], weights, level), weights)
        for place, (code, label) in enumerate(zip(choices.codes, choices.labels, strict=True))
    )


def _rank_row(code: str, label: str, ranks: FloatArray, borda: Interval, weights: FloatArray) -> RankRow:
    is_ranked = ~np.isnan(ranks)
    total = float(weights[is_ranked].sum())
    mean = float((ranks[is_ranked] * weights[is_ranked]).sum()) / total if total else nan
    return RankRow(code, label, int(is_ranked.sum()), mean, borda)


def borda_scores(ranks: FloatArray) -> FloatArray:
    """Return the Borda score (0-1) that each respondent gives each choice.

    The first of k choices gets 1, the next (k - 2) / (k - 1) and so on down to 0; choices that a respondent left
    out share what their places would have got, so that every respondent gives the same in all.
    """
    n_choices = ranks.shape[1]
    if n_choices < 2:
        return np.where(np.isnan(ranks), 0.0, 1.0)
    points = (n_choices - ranks) / (n_choices - 1)
    n_left = np.isnan(ranks).sum(axis=1, keepdims=True)
    # Places left are the last ones: n_left - 1 … 0 points, of which each gets the mean.
    shared = np.broadcast_to((n_left - 1) / 2 / (n_choices - 1), ranks.shape)
    return np.asarray(np.where(np.isnan(ranks), shared, points), dtype=np.float64)
