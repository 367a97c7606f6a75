"""How strongly two variables of a table of counts belong together."""

from dataclasses import dataclass
from math import isnan, nan, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2, fisher_exact, ncx2, random_table

from sauatty.core.statistics.arrays import FloatArray
from sauatty.core.statistics.intervals import SEED, Interval

N_DEALS = 9_999


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's statistic with its degrees of freedom and its p value; `nan` where there is nothing to compare."""

    statistic: float
    df: float
    p: float


def without_empty(counts: FloatArray) -> FloatArray:
    """Return a table without its empty rows and columns."""
    kept = counts[counts.sum(axis=1) > 0]
    return np.asarray(kept[:, kept.sum(axis=0) > 0], dtype=np.float64)


def expected_counts(counts: FloatArray) -> FloatArray:
    """Return what the margins of a table let expect in each cell."""
    total = counts.sum()
    if not total:
        return np.zeros_like(counts)
    return np.asarray(np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total, dtype=np.float64)


def pearson_statistic(counts: FloatArray) -> float:
    """Return Pearson's statistic without continuity correction."""
    expected = expected_counts(counts)
    parts = np.divide((counts - expected) ** 2, expected, out=np.zeros_like(counts), where=expected > 0)
    return float(parts.sum())


def chi_square(counts: FloatArray) -> ChiSquare:
    """Return Pearson's chi-square test, without continuity correction, of a table without empty rows or columns.

    Notes
    -----
    Checked against R 4.2.2, ``chisq.test(..., correct = FALSE)``.
    """
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    if df <= 0:
        return ChiSquare(nan, 0, nan)
    statistic = pearson_statistic(counts)
    return ChiSquare(statistic, df, float(chi2.sf(statistic, df)))


def is_large_enough(counts: FloatArray) -> bool:
    """Tell whether chi-square may be trusted (Cochran): nowhere under 1 expected, under 5 in a fifth at most."""
    expected = expected_counts(counts)
    return bool(expected.size and expected.min() >= 1 and (expected < 5).mean() <= 0.2)


def fisher_p(counts: FloatArray) -> float:
    """Return the two-sided p of Fisher's exact test of a table of two by two; as in R, by probability."""
    return float(fisher_exact(counts.astype(np.int64)).pvalue)


def permutation_p(counts: FloatArray, *, n_deals: int = N_DEALS, seed: int = SEED) -> float:
    """Return the p of Pearson's statistic by dealing the answers anew, both margins kept.

    (1 + deals with a statistic as large) / (1 + deals), which is never 0. As ``chisq.test(...,
    simulate.p.value = TRUE)`` in R.
    """
    rows, columns = (counts.sum(axis=axis).astype(np.int64) for axis in (1, 0))
    drawn = random_table(rows, columns, seed=np.random.default_rng(seed)).rvs(n_deals)
    expected = expected_counts(counts)
    statistics = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    n_as_large = int((statistics >= pearson_statistic(counts) * (1 - 1e-9)).sum())
    return (1 + n_as_large) / (1 + n_deals)


def adjusted_residuals(counts: FloatArray) -> FloatArray:
    """Return (O - E) / sqrt(E (1 - row share) (1 - column share)); `nan` where that is 0 / 0 [1]_.

    Notes
    -----
    Checked against R 4.2.2, ``chisq.test(...)$stdres``.

    References
    ----------
    .. [1] Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, 29(1), 205-220.
    """
    total = counts.sum()
    expected = expected_counts(counts)
    if not total:
        return np.full(counts.shape, nan)
    spread = expected * np.outer(1 - counts.sum(axis=1) / total, 1 - counts.sum(axis=0) / total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(
            np.where(spread > 1e-12, (counts - expected) / np.sqrt(spread), nan), dtype=np.float64
        )


def cramers_v(phi_squared: float, shape: tuple[int, int], n: float, level: float = 0.95) -> Interval:
    """Return Cramér's V corrected for its bias [1]_, with an interval from the noncentral chi-square [2]_.

    Parameters
    ----------
    phi_squared : float
        Pearson's statistic by the number of respondents.
    shape : tuple of int
        Rows and columns, none of them empty.
    n : float
        Respondents; with weights their effective number.
    level : float
        Coverage of the interval, a fraction.

    Returns
    -------
    Interval
        0-1; `nan` where a variable takes one value only.

    Notes
    -----
    The ends are sqrt(ncp / (n (min(rows, columns) - 1))), ncp the noncentralities under which the statistic seen
    would be at the two tails. The estimate checked against its formula written out in R 4.2.2, the noncentralities
    against ``uniroot`` over ``pchisq(..., ncp)`` there.

    References
    ----------
    .. [1] Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T.
       Journal of the Korean Statistical Society, 42(3), 323-328. doi:10.1016/j.jkss.2012.10.002
    .. [2] Smithson, M. (2003). Confidence Intervals. Sage, chapter 4.
    """
    rows, columns = shape
    smaller = min(rows, columns) - 1
    if smaller < 1 or n <= 1 or isnan(phi_squared):
        return Interval(nan, nan, nan, level)
    df = (rows - 1) * (columns - 1)
    corrected = max(0.0, phi_squared - df / (n - 1))
    sides = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    estimate = min(1.0, sqrt(corrected / sides)) if sides > 0 else nan
    ends = (_noncentrality(n * phi_squared, df, tail) for tail in ((1 + level) / 2, (1 - level) / 2))
    low, high = (min(1.0, sqrt(end / (n * smaller))) for end in ends)
    return Interval(estimate, min(low, estimate), max(high, estimate), level)


def _noncentrality(statistic: float, df: int, probability: float) -> float:
    """Return the noncentrality under which a statistic as small as this one has the probability."""

    def over(noncentrality: float) -> float:
        cumulated = ncx2.cdf(statistic, df, noncentrality) if noncentrality else chi2.cdf(statistic, df)
        return float(cumulated) - probability

    if over(0.0) <= 0:
        return 0.0
    top = max(10.0, 2 * statistic)
    while over(top) > 0:
        top *= 2
    return float(brentq(over, 0.0, top, xtol=1e-10))
