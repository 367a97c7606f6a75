"""How evenly objectives spread over the competences."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from sauatty.core.statistics import N_RESAMPLES, SEED, FloatArray, Interval, basic_interval


@dataclass(frozen=True, slots=True)
class Evenness:
    """Pielou's J with its interval, Gini's coefficient, and the number of objectives behind them."""

    pielou: Interval
    gini: float
    n: int


def pielou(counts: ArrayLike) -> FloatArray:
    """Return Pielou's evenness J = H / ln S with a fixed number of categories [1]_.

    Parameters
    ----------
    counts : array-like of shape (..., n_categories)
        Counts. S is the number of categories, the empty ones among them, so that a competence that nothing
        carries lowers the evenness.

    Returns
    -------
    ndarray of shape (...)
        0 (all in one category) to 1 (all equal); `nan` where nothing was counted or S < 2.

    Notes
    -----
    Checked against scipy 1.17, ``scipy.stats.entropy``. Empty categories add 0 to H.

    References
    ----------
    .. [1] Pielou, E. C. (1966). The measurement of diversity in different types of biological collections.
       Journal of Theoretical Biology, 13, 131-144. doi:10.1016/0022-5193(66)90013-0

    Examples
    --------
    >>> float(pielou([5, 5, 0, 0]))
    0.5
    """
    values = np.asarray(counts, dtype=np.float64)
    totals = values.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = values / totals
        entropy = np.where(shares > 0, -shares * np.log(shares), 0.0).sum(axis=-1)
        evenness = entropy / np.log(values.shape[-1])
    undefined = (totals[..., 0] == 0) | (values.shape[-1] < 2) | np.isnan(totals[..., 0])
    return np.asarray(np.where(undefined, nan, evenness), dtype=np.float64)


def gini(counts: ArrayLike) -> float:
    """Return Gini's coefficient of the counts: 0 (all equal) to 1 - 1/S (all in one of S categories).

    Notes
    -----
    G = sum_i (2i - S - 1) x_(i) / (S sum x), x sorted upwards [1]_. `nan` where nothing was counted.

    References
    ----------
    .. [1] Damgaard, C., Weiner, J. (2000). Describing inequality in plant size or fecundity.
       Ecology, 81(4), 1139-1142. doi:10.1890/0012-9658(2000)081[1139:DIIPSO]2.0.CO;2

    Examples
    --------
    >>> gini([0, 0, 0, 8])
    0.75
    """
    values = np.sort(np.asarray(counts, dtype=np.float64))
    total = values.sum()
    if values.size == 0 or not total > 0:
        return nan
    ranks = np.arange(1, values.size + 1)
    return float((2 * ranks - values.size - 1) @ values / (values.size * total))


def evenness(
    counts: ArrayLike, *, n_resamples: int = N_RESAMPLES, level: float = 0.95, seed: int = SEED
) -> Evenness:
    """Return the evenness of counts with a bootstrap interval.

    The objectives are resampled with replacement, which is a multinomial draw of the counts. J of a sample is
    biased downwards, the more the fewer objectives there are; the basic interval takes that back, so it
    reaches further up than down. Report `n` beside it.

    Parameters
    ----------
    counts : array-like of shape (n_categories,)
        Whole counts, empty categories among them.
    n_resamples, level, seed
        Number of resamples, coverage (a fraction) and the seed that makes the result repeatable.

    Notes
    -----
    Simulated coverage of the 95 % interval with 12 competences and 50, 100, 300 objectives: 0.89, 0.93, 0.96
    for a middling J of 0.79 (percentile interval: 0.48, 0.74, 0.86).
    """
    values = np.asarray(counts, dtype=np.float64)
    n = int(values.sum())
    estimate = float(pielou(values))
    if n == 0:
        return Evenness(Interval(nan, nan, nan, level), nan, 0)
    draws = np.random.default_rng(seed).multinomial(n, values / values.sum(), size=n_resamples)
    return Evenness(basic_interval(estimate, pielou(draws), level, (0.0, 1.0)), gini(values), n)
