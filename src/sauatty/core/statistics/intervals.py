"""Intervals for shares and for anything that can be resampled."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sauatty.core.statistics.arrays import FloatArray

N_RESAMPLES = 2000
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its interval; `nan` where nothing was observed. `level` is a fraction."""

    estimate: float
    low: float
    high: float
    level: float = 0.95


def wilson_interval(n_successes: int, n: int, level: float = 0.95) -> Interval:
    """Return a share with its Wilson score interval [1]_.

    Parameters
    ----------
    n_successes, n : int
        Successes among `n` trials.
    level : float
        Coverage of the interval, a fraction.

    Returns
    -------
    Interval
        All `nan` for `n` = 0.

    Notes
    -----
    Without continuity correction; checked against scipy 1.17, ``binomtest(...).proportion_ci("wilson")``.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
       JASA, 22(158), 209-212. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> found = wilson_interval(8, 10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.49, 0.943)
    """
    return wilson_share(n_successes / n if n else nan, n, level)


def wilson_share(share: float, n: float, level: float = 0.95) -> Interval:
    """Return a share with its Wilson score interval for a number of trials that need not be whole.

    With weights, `share` is the weighted share and `n` the effective number of respondents; the interval is then
    an approximation. All `nan` for `n` = 0.
    """
    if n == 0:
        return Interval(nan, nan, nan, level)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(max(share * (1 - share), 0.0) / n + z * z / (4 * n * n))
    low = 0.0 if share <= 0 else middle - half
    high = 1.0 if share >= 1 else middle + half
    return Interval(share, low, high, level)


def percentile_interval(estimate: float, resampled: FloatArray, level: float = 0.95) -> Interval:
    """Return an estimate with the percentile interval of its resampled values, `nan` left out."""
    values = resampled[~np.isnan(resampled)]
    if np.isnan(estimate) or values.size == 0:
        return Interval(estimate, nan, nan, level)
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Interval(estimate, float(low), float(high), level)


def basic_interval(
    estimate: float, resampled: FloatArray, level: float = 0.95, bounds: tuple[float, float] = (-inf, inf)
) -> Interval:
    """Return an estimate with its basic bootstrap interval, cut at the bounds of the scale [1]_.

    The resampled values are mirrored at the estimate, which takes back the bias of a statistic that
    resampling pulls to one side, such as evenness; there the percentile interval misses too often.

    References
    ----------
    .. [1] Davison, A. C., Hinkley, D. V. (1997). Bootstrap Methods and their Application.
       Cambridge University Press, section 5.2.
    """
    mirrored = percentile_interval(estimate, resampled, level)
    low, high = (min(max(2 * estimate - end, bounds[0]), bounds[1]) for end in (mirrored.high, mirrored.low))
    return Interval(estimate, low, high, level)


def bootstrap_interval(
    statistic: Callable[[NDArray[np.intp]], float],
    n: int,
    *,
    n_resamples: int = N_RESAMPLES,
    level: float = 0.95,
    seed: int = SEED,
) -> Interval:
    """Return a statistic with its percentile bootstrap interval [1]_.

    Parameters
    ----------
    statistic : callable
        Takes the positions (0 to `n` - 1, repeated as drawn) of the resampled units and returns one number.
    n : int
        Number of units. A unit is what was drawn independently: a person, or a whole group of related rows.
    n_resamples, level, seed
        Number of resamples, coverage (a fraction) and the seed that makes the result repeatable.

    References
    ----------
    .. [1] Efron, B., Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall, chapter 13.
    """
    if n == 0:
        return Interval(nan, nan, nan, level)
    generator = np.random.default_rng(seed)
    estimate = float(statistic(np.arange(n)))
    draws = (statistic(generator.integers(0, n, size=n)) for _ in range(n_resamples))
    return percentile_interval(estimate, np.fromiter(draws, dtype=np.float64, count=n_resamples), level)
