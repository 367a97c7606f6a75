"""Cohen's kappa of two coders, unweighted or weighted, with its bootstrap interval."""

from collections.abc import Hashable, Iterable, Sequence
from math import nan

import numpy as np
from scipy import sparse

from sauatty.core.agreement.alpha import UNDEFINED, Resampled
from sauatty.core.agreement.ratings import IntArray, Rating, Ratings, collect_ratings
from sauatty.core.statistics import N_RESAMPLES, SEED, FloatArray, Interval, percentile_interval

WEIGHTS = ("linear", "quadratic")


def cohen_kappa(
    decisions: Iterable[Rating],
    *,
    weights: str | None = None,
    level: str = "nominal",
    categories: Sequence[Hashable] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> Resampled:
    """Return Cohen's kappa of two coders over the units that both judged [1]_.

    Parameters
    ----------
    decisions : iterable of (unit, coder, value)
        Of exactly two coders; with another number of coders kappa is `nan`.
    weights : {None, 'linear', 'quadratic'}
        How much a disagreement counts: all alike, or by the distance of the categories' positions, plain or
        squared [2]_. The positions are those in `categories`, or the order of the values.
    level, categories
        As in `agreement`. Sets are equal or not; how much they share is for alpha.
    n_resamples, seed
        Number of resamples of units, and the seed that makes the interval repeatable.

    Returns
    -------
    Resampled
        `nan` where both gave one and the same value to every unit: chance agreement is 1 then.

    Notes
    -----
    Checked against R 4.2.2, psych 2.2.9, ``cohen.kappa`` (tests/core/reference/agreement).

    References
    ----------
    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
       Measurement, 20(1), 37-46. doi:10.1177/001316446002000104
    .. [2] Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70(4), 213-220. doi:10.1037/h0026256

    Examples
    --------
    >>> rows = [("1", "a", 0), ("1", "b", 0), ("2", "a", 1), ("2", "b", 1), ("3", "a", 0), ("3", "b", 1)]
    >>> round(cohen_kappa(rows).interval.estimate, 4)
    0.4
    """
    ratings = collect_ratings(decisions, level, categories)
    return kappa_interval(ratings, weights=weights, n_resamples=n_resamples, seed=seed)


def kappa_interval(
    ratings: Ratings, *, weights: str | None = None, n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> Resampled:
    """Return kappa of a matrix of two coders; `nan` for another number of coders."""
    if weights not in (None, *WEIGHTS):
        raise ValueError(f"there are no weights {weights!r}")
    if len(ratings.coders) != 2:
        return UNDEFINED
    cells, n_units = np.unique(ratings.codes[ratings.pairable], axis=0, return_counts=True)
    if not len(cells):
        return UNDEFINED
    n = int(n_units.sum())
    estimate = float(_kappas(n_units[None, :].astype(np.float64), cells, weights)[0])
    if np.isnan(estimate) or n < 2 or n_resamples < 1:
        return Resampled(Interval(estimate, nan, nan))
    draws = np.random.default_rng(seed).multinomial(n, n_units / n, size=n_resamples)
    resampled = _kappas(draws.astype(np.float64), cells, weights)
    return Resampled(percentile_interval(estimate, resampled), int(np.isnan(resampled).sum()))


def _kappas(counts: FloatArray, cells: IntArray, weights: str | None) -> FloatArray:
    """Return kappa of samples: `counts` (n_samples × n_cells) of pairs of values `cells` (n_cells × 2)."""
    n = counts.sum(axis=1)
    first, second = (_marginals(counts, cells[:, coder], int(cells.max()) + 1) for coder in (0, 1))
    observed = counts @ _disagreement(cells[:, 0], cells[:, 1], weights) / n
    expected = _expected(first, second, weights) / n**2
    same = (first.max(axis=1) == n) & (second.max(axis=1) == n) & (first.argmax(1) == second.argmax(1))
    ratio = np.divide(observed, expected, out=np.full_like(n, nan), where=~same)
    return np.asarray(1.0 - ratio, dtype=np.float64)


def _marginals(counts: FloatArray, values: IntArray, n_categories: int) -> FloatArray:
    cells = np.arange(len(values))
    holds = sparse.csr_array((np.ones(len(values)), (values, cells)), shape=(n_categories, len(values)))
    return np.asarray((holds @ counts.T).T, dtype=np.float64)


def _disagreement(a: IntArray, b: IntArray, weights: str | None) -> FloatArray:
    if weights is None:
        return np.asarray(a != b, dtype=np.float64)
    apart = np.abs(a - b).astype(np.float64)
    return np.asarray(apart if weights == "linear" else apart**2, dtype=np.float64)


def _expected(first: FloatArray, second: FloatArray, weights: str | None) -> FloatArray:
    if weights is None:
        n = first.sum(axis=1) * second.sum(axis=1)
        return np.asarray(n - (first * second).sum(axis=1), dtype=np.float64)
    places = np.arange(first.shape[1])
    between = _disagreement(places[:, None], places[None, :], weights)
    return np.asarray(((first @ between) * second).sum(axis=1), dtype=np.float64)
