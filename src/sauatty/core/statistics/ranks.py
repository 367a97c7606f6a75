"""Rank correlation of two ordered variables that take few values, from their table of counts."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from sauatty.core.statistics.arrays import FloatArray
from sauatty.core.statistics.intervals import N_RESAMPLES, SEED, Interval, percentile_interval


@dataclass(frozen=True, slots=True)
class RankTrend:
    """Spearman's rho with its interval, Kendall's tau-b, and the number of pairs of values behind them."""

    spearman: Interval
    kendall: float
    n: int


def spearman_of_table(tables: ArrayLike) -> FloatArray:
    """Return Spearman's rho, with mid-ranks for ties, of each table of counts.

    Parameters
    ----------
    tables : array-like of shape (..., n_values_x, n_values_y)
        How often each pair of values was seen, both variables in rising order.

    Returns
    -------
    ndarray of shape (...)
        -1 to 1; `nan` where one of the variables takes one value only.

    Notes
    -----
    Checked against scipy 1.17, ``scipy.stats.spearmanr``.
    """
    counts = np.asarray(tables, dtype=np.float64)
    total = counts.sum(axis=(-2, -1))
    x, y = _centred_ranks(counts.sum(axis=-1)), _centred_ranks(counts.sum(axis=-2))
    together = np.einsum("...ij,...i,...j->...", counts, x, y)
    spread = np.sqrt((counts.sum(axis=-1) * x**2).sum(axis=-1) * (counts.sum(axis=-2) * y**2).sum(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where((spread > 0) & (total > 0), together / spread, nan), dtype=np.float64)


def _centred_ranks(margin: FloatArray) -> FloatArray:
    ranks = np.cumsum(margin, axis=-1) - (margin - 1) / 2
    return np.asarray(ranks - (margin.sum(axis=-1, keepdims=True) + 1) / 2, dtype=np.float64)


def kendall_of_table(table: ArrayLike) -> float:
    """Return Kendall's tau-b of a table of counts; `nan` where one variable takes one value only.

    Notes
    -----
    Checked against scipy 1.17, ``scipy.stats.kendalltau``.
    """
    counts = np.asarray(table, dtype=np.float64)
    score = 0.0
    for i in range(counts.shape[0]):
        for j in range(counts.shape[1]):
            after = counts[i + 1 :]
            score += float(counts[i, j] * (after[:, j + 1 :].sum() - after[:, :j].sum()))
    spread = np.sqrt(_untied_pairs(counts.sum(axis=1)) * _untied_pairs(counts.sum(axis=0)))
    return float(score / spread) if spread > 0 else nan


def _untied_pairs(margin: FloatArray) -> float:
    n = margin.sum()
    return float((n * (n - 1) - (margin * (margin - 1)).sum()) / 2)


def rank_trend(
    table: ArrayLike, *, n_resamples: int = N_RESAMPLES, level: float = 0.95, seed: int = SEED
) -> RankTrend:
    """Return the rank correlation of a table of counts with a percentile bootstrap interval.

    The pairs of values are resampled with replacement, which is a multinomial draw of the table. Resamples in
    which one variable takes one value only have no correlation and are left out.

    Parameters
    ----------
    table : array-like of shape (n_values_x, n_values_y)
        Whole counts, both variables in rising order.
    n_resamples, level, seed
        Number of resamples, coverage (a fraction) and the seed that makes the result repeatable.
    """
    counts = np.asarray(table, dtype=np.float64)
    n = int(counts.sum())
    if n == 0:
        return RankTrend(Interval(nan, nan, nan, level), nan, 0)
    estimate = float(spearman_of_table(counts))
    flat = np.random.default_rng(seed).multinomial(n, counts.ravel() / n, size=n_resamples)
    resampled = spearman_of_table(flat.reshape(n_resamples, *counts.shape))
    return RankTrend(percentile_interval(estimate, resampled, level), kendall_of_table(counts), n)
