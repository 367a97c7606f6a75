"""Means, quantiles and effective numbers of weighted values."""

from math import nan, sqrt

import numpy as np
from scipy.stats import t as student

from sauatty.core.statistics.arrays import FloatArray
from sauatty.core.statistics.intervals import Interval


def effective_n(weights: FloatArray) -> float:
    """Return Kish's effective number of respondents, (sum w)^2 / sum w^2 [1]_; their number where all weigh alike.

    It says how many equally weighted respondents would give an estimate as precise, if the weights had nothing to
    do with the answer.

    References
    ----------
    .. [1] Kish, L. (1965). Survey Sampling. Wiley, section 11.7.
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def design_effect(weights: FloatArray) -> float:
    """Return Kish's design effect of unequal weights, n sum w^2 / (sum w)^2; 1 where all weigh alike."""
    n_effective = effective_n(weights)
    return len(weights) / n_effective if n_effective else nan


def mean_interval(values: FloatArray, weights: FloatArray, level: float = 0.95) -> Interval:
    """Return a weighted mean with its t interval.

    Parameters
    ----------
    values, weights : ndarray of shape (n,)
        What was answered, without gaps, and what each answer weighs.
    level : float
        Coverage of the interval, a fraction.

    Returns
    -------
    Interval
        Ends are `nan` for fewer than two values; all `nan` for none.

    Notes
    -----
    The standard error is the linearised one of a ratio of totals, n/(n-1) sum (w (x - mean))^2 / (sum w)^2, with
    n - 1 degrees of freedom. With equal weights this is the interval of the t test. Checked against R 4.2.2,
    ``t.test``, and the package survey 4.1-1, ``confint(svymean(...), df = degf(design))``.
    """
    n, total = len(values), float(weights.sum())
    if n == 0 or total <= 0:
        return Interval(nan, nan, nan, level)
    mean = float((weights * values).sum()) / total
    if n == 1:
        return Interval(mean, nan, nan, level)
    error = sqrt(n / (n - 1) * float(((weights * (values - mean)) ** 2).sum())) / total
    half = float(student.ppf(0.5 + level / 2, n - 1)) * error
    return Interval(mean, mean - half, mean + half, level)


def weighted_quantiles(values: FloatArray, weights: FloatArray, at: tuple[float, ...]) -> tuple[float, ...]:
    """Return quantiles: the value where the cumulated weight passes a fraction of the whole.

    Where it meets the fraction exactly, the mean of that value and the next one, so that the median of an even
    number of equal weights is the usual one.

    Notes
    -----
    Hyndman and Fan's definition 2 [1]_. Checked against R 4.2.2, ``quantile(..., type = 2)``, and the package
    survey 4.1-1, ``svyquantile(..., qrule = "hf2")``.

    References
    ----------
    .. [1] Hyndman, R. J., Fan, Y. (1996). Sample quantiles in statistical packages.
       The American Statistician, 50(4), 361-365.
    """
    kept = weights > 0
    if not kept.any():
        return (nan,) * len(at)
    found, places = np.unique(values[kept], return_inverse=True)
    cumulated = np.asarray(np.cumsum(np.bincount(places, weights[kept])), dtype=np.float64)
    shares = np.asarray(cumulated / cumulated[-1], dtype=np.float64)
    return tuple(_quantile(found, shares, fraction) for fraction in at)


def _quantile(values: FloatArray, shares: FloatArray, fraction: float) -> float:
    # Sums of weights are not exact: what is this near counts as met.
    first = int(np.searchsorted(shares, fraction - 1e-12, side="left"))
    is_met = abs(shares[first] - fraction) <= 1e-12 and first + 1 < len(values)
    return float((values[first] + values[first + 1]) / 2) if is_met else float(values[first])
