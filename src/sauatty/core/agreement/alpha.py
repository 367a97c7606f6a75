"""Krippendorff's alpha with its bootstrap interval."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from sauatty.core.agreement.distances import (
    IntervalMetric,
    Metric,
    NominalMetric,
    OrdinalMetric,
    Patterns,
    SetMetric,
    find_patterns,
)
from sauatty.core.agreement.ratings import MISSING, Ratings
from sauatty.core.statistics import N_RESAMPLES, SEED, FloatArray, Interval, percentile_interval

# So many numbers of a resample are held at a time.
_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Resampled:
    """An estimate with its interval. `n_undefined` of the resamples gave no value and are not in the interval."""

    interval: Interval
    n_undefined: int = 0


UNDEFINED = Resampled(Interval(nan, nan, nan))


def krippendorff_alpha(values: ArrayLike, level: str = "nominal") -> float:
    """Return Krippendorff's alpha of a matrix of numbers [1]_.

    Parameters
    ----------
    values : array-like of shape (n_units, n_coders)
        Numbers; `nan` where a coder gave none. For named categories number them first.
    level : {'nominal', 'ordinal', 'interval'}

    Returns
    -------
    float
        At most 1; 0 is what chance gives. `nan` where no unit has two values, or all values are equal.

    Notes
    -----
    alpha = 1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck, over the n values of the units with at least two.
    Checked against the package krippendorff 0.9.0 and the tables of [1]_ (tests/core/reference/agreement).

    References
    ----------
    .. [1] Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.
       https://repository.upenn.edu/asc_papers/43

    Examples
    --------
    >>> krippendorff_alpha([[1, 1], [1, 2], [2, 2], [2, 2]])
    0.5333333333333333
    """
    matrix = np.asarray(values, dtype=np.float64)
    found = ~np.isnan(matrix)
    categories = np.unique(matrix[found])
    codes = np.where(found, np.searchsorted(categories, matrix), MISSING)
    patterns = find_patterns(Ratings((), (), tuple(categories), codes, level))
    if not len(patterns.rows):
        return nan
    weights = patterns.n_units[None, :].astype(np.float64)
    return float(_alphas(weights, patterns, metric_of(patterns, categories, level))[0])


def metric_of(patterns: Patterns, categories: ArrayLike, level: str, set_distance: str = "masi") -> Metric:
    """Return the metric of a level of measurement."""
    if level == "nominal":
        return NominalMetric(patterns)
    if level == "ordinal":
        return OrdinalMetric(patterns)
    if level == "interval":
        return IntervalMetric(patterns, np.asarray(categories, dtype=np.float64))
    if level == "set":
        return SetMetric(patterns, tuple(categories), set_distance)  # type: ignore[arg-type]
    raise ValueError(f"there is no level {level!r}")


def alpha_interval(
    ratings: Ratings, *, set_distance: str = "masi", n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> Resampled:
    """Return alpha with the percentile interval of a bootstrap over units.

    The units with at least two values are drawn with replacement, each with all its values: the values of a unit
    are not independent. With fewer than two such units there is no interval.
    """
    patterns = find_patterns(ratings)
    if not len(patterns.rows):
        return UNDEFINED
    metric = metric_of(patterns, ratings.categories, ratings.level, set_distance)
    estimate = float(_alphas(patterns.n_units[None, :].astype(np.float64), patterns, metric)[0])
    n = int(patterns.n_units.sum())
    if np.isnan(estimate) or n < 2 or n_resamples < 1:
        return Resampled(Interval(estimate, nan, nan))
    resampled = _resample(patterns, metric, n_resamples, seed)
    return Resampled(percentile_interval(estimate, resampled), int(np.isnan(resampled).sum()))


def _resample(patterns: Patterns, metric: Metric, n_resamples: int, seed: int) -> FloatArray:
    """Draw units; units of one pattern are alike, so only how often each pattern was drawn counts."""
    n = int(patterns.n_units.sum())
    generator = np.random.default_rng(seed)
    at_once = max(1, _CHUNK // max(patterns.counts.shape))
    found = []
    for start in range(0, n_resamples, at_once):
        size = min(at_once, n_resamples - start)
        draws = generator.multinomial(n, patterns.n_units / n, size=size)
        found.append(_alphas(draws.astype(np.float64), patterns, metric))
    return np.concatenate(found)


def _alphas(weights: FloatArray, patterns: Patterns, metric: Metric) -> FloatArray:
    """Return alpha of each sample; `nan` where all its values are equal."""
    totals = np.asarray((patterns.counts.T @ weights.T).T, dtype=np.float64)
    n = totals.sum(axis=1)
    observed, expected = metric.observed(weights, totals), metric.expected(totals)
    # Not `expected == 0`: rounding may leave a speck where only one value was given.
    is_defined = totals.max(axis=1) < n
    ratio = np.divide((n - 1) * observed, expected, out=np.full_like(n, nan), where=is_defined)
    return np.asarray(1.0 - ratio, dtype=np.float64)
