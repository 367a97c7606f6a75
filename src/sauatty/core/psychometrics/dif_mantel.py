"""Mantel-Haenszel for right or wrong, Mantel and Liu-Agresti for several points, with ETS classes."""

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.stats import chi2

from sauatty.core.psychometrics.dif_tables import DifTable
from sauatty.core.statistics import FloatArray

DELTA = -2.35  # points of the ETS delta scale for one unit of the log odds ratio
_Z = NormalDist().inv_cdf(0.975)
_POWER = _Z + NormalDist().inv_cdf(0.8)
_ONE_SIDED = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class MantelHaenszel:
    """One item between two groups of people with equal totals.

    `odds_ratio` above 1: the reference group does better. `delta` = -2.35 log(odds_ratio). `chi2` is corrected for
    continuity where the item has one point. `standardised_difference` is focal minus reference in the share of points,
    weighted by the focal group (Dorans and Kulick's STD P-DIF). `detectable` is the smallest |delta| that a two-sided
    5 % test finds with 80 % power here. `n_levels` levels have people of both groups. None = undefined.
    """

    n_reference: int
    n_focal: int
    n_levels: int
    odds_ratio: float | None
    odds_ratio_ci95: tuple[float, float] | None
    delta: float | None
    se_delta: float | None
    chi2: float | None
    p: float | None
    p_adjusted: float | None
    ets_class: str | None
    standardised_difference: float | None
    detectable: float | None

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`; the class stands under 'class'."""
        content = {name: getattr(self, name) for name in self.__slots__}
        content["class"] = content.pop("ets_class")
        return content


def mantel_haenszel(table: DifTable) -> MantelHaenszel:
    """Return the comparison of one item.

    Notes
    -----
    Several points: the odds ratio is Liu and Agresti's [1]_ over all cuts (for one point it is Mantel-Haenszel's), its
    standard error comes from how far each person moves it; the test is Mantel's [2]_, not corrected for continuity; the
    class goes by the standardised mean difference over the standard deviation (0.17 and 0.25) [3]_.

    References
    ----------
    .. [1] Liu, I.-M., Agresti, A. (1996). Mantel-Haenszel-type inference for cumulative odds ratios with a stratified
       ordinal response. Biometrics, 52, 1223-1234. doi:10.2307/2532838
    .. [2] Mantel, N. (1963). Chi-square tests with one degree of freedom. JASA, 58, 690-700.
       doi:10.1080/01621459.1963.10500879
    .. [3] Zwick, R., Thayer, D. T., Mazzeo, J. (1997). Descriptive and inferential procedures for assessing
       differential item functioning in polytomous items. Applied Measurement in Education, 10, 321-344.
    """
    counts = table.counts
    both = counts[(counts.sum(axis=2) > 0).all(axis=1)]
    sizes = [int(one) for one in counts.sum(axis=(0, 2))]
    if not len(both):
        nothing = (None,) * 10
        return MantelHaenszel(sizes[0], sizes[1], 0, *nothing)
    is_binary = counts.shape[2] == 2
    surplus, variance = _score_test(both)
    ratio, error = _odds_ratio(both, variance, is_binary)
    statistic = _statistic(surplus, variance, is_binary)
    p = float(chi2.sf(statistic, 1)) if statistic is not None else None
    difference = _standardised_difference(both)
    delta = DELTA * log(ratio) if ratio else None
    se_delta = -DELTA * error if error is not None and delta is not None else None
    size = _spread_of(counts)
    ets_class = _class(delta, se_delta, p) if is_binary else _class_of_points(difference, size, p)
    ends = (ratio * exp(-_Z * error), ratio * exp(_Z * error)) if ratio and error is not None else None
    # The inverse of the score variance is the variance of the log odds ratio where there is no difference.
    plain = -DELTA / sqrt(variance) if is_binary and variance > 1e-12 else se_delta
    return MantelHaenszel(
        n_reference=sizes[0], n_focal=sizes[1], n_levels=len(both),
        odds_ratio=ratio, odds_ratio_ci95=ends, delta=delta, se_delta=se_delta,
        chi2=statistic, p=p, p_adjusted=None, ets_class=ets_class,
        standardised_difference=difference, detectable=None if plain is None else _POWER * plain,
    )  # fmt: skip


def _score_test(counts: FloatArray) -> tuple[float, float]:
    """Return observed less expected points of the reference group, and the variance if groups did not matter."""
    points = np.arange(counts.shape[2])
    sizes, of_points = counts.sum(axis=2), counts.sum(axis=1)
    n = sizes.sum(axis=1)
    mean = of_points @ points / n
    surplus = (counts[:, 0] @ points - sizes[:, 0] * mean).sum()
    spread = of_points @ points**2 - n * mean**2
    several = n > 1
    share = sizes[several, 0] * sizes[several, 1] / (n[several] * (n[several] - 1))
    return float(surplus), float((share * spread[several]).sum())


def _statistic(surplus: float, variance: float, is_binary: bool) -> float | None:
    """Return chi-square; corrected by a half, unless the surplus is below a half, as in R's mantelhaen.test."""
    if variance <= 1e-12:
        return None
    off = abs(surplus)
    return (off - (0.5 if is_binary and off >= 0.5 else 0.0)) ** 2 / variance


def _cuts(counts: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return a, b, c, d (n_levels, n_cuts) and n (n_levels, 1): right and wrong of reference and focal at each cut."""
    above = counts[:, :, ::-1].cumsum(axis=2)[:, :, ::-1][:, :, 1:]
    sizes = counts.sum(axis=2)
    a, c = above[:, 0], above[:, 1]
    return a, sizes[:, :1] - a, c, sizes[:, 1:] - c, sizes.sum(axis=1, keepdims=True)


def _odds_ratio(counts: FloatArray, variance: float, is_binary: bool) -> tuple[float | None, float | None]:
    """Return the common odds ratio and the standard error of its logarithm (Robins, Breslow and Greenland 1986)."""
    a, b, c, d, n = _cuts(counts)
    for_reference, for_focal = a * d / n, b * c / n
    above, below = float(for_reference.sum()), float(for_focal.sum())
    if above <= 0 or below <= 0:
        return None, None
    if not is_binary:
        return above / below, _clustered_error(counts, above / below)
    p, q = (a + d) / n, (b + c) / n
    squared = (
        (p * for_reference).sum() / (2 * above**2)
        + (p * for_focal + q * for_reference).sum() / (2 * above * below)
        + (q * for_focal).sum() / (2 * below**2)
    )
    return above / below, sqrt(float(squared))


def _clustered_error(counts: FloatArray, ratio: float) -> float | None:
    """Return the standard error of the log odds ratio over several cuts, from how far each person moves it."""
    a, b, c, d, n = _cuts(counts)
    cuts = np.arange(counts.shape[2])[:, None] > np.arange(counts.shape[2] - 1)[None, :]
    # The influence of a person with k points in either group, (n_levels, n_points).
    own = cuts[None, :, :] * (d / n)[:, None, :] - ratio * (~cuts)[None, :, :] * (c / n)[:, None, :]
    other = (~cuts)[None, :, :] * (a / n)[:, None, :] - ratio * cuts[None, :, :] * (b / n)[:, None, :]
    moved = np.stack([own.sum(axis=2), other.sum(axis=2)], axis=1)
    middle = (counts * moved).sum(axis=2, keepdims=True) / counts.sum(axis=2, keepdims=True)
    below = float((b * c / n).sum())
    squared = float((counts * (moved - middle) ** 2).sum())
    return sqrt(squared) / (ratio * below) if squared > 0 else None


def _standardised_difference(counts: FloatArray) -> float:
    """Return focal minus reference in the share of points, weighted by how many of the focal group stand there."""
    points = np.arange(counts.shape[2])
    sizes = counts.sum(axis=2)
    means = counts @ points / sizes / points[-1]
    return float(((means[:, 1] - means[:, 0]) * sizes[:, 1]).sum() / sizes[:, 1].sum())


def _spread_of(counts: FloatArray) -> float:
    """Return the standard deviation of the share of points over everybody."""
    points = np.arange(counts.shape[2]) / (counts.shape[2] - 1)
    of_points = counts.sum(axis=(0, 1))
    mean = of_points @ points / of_points.sum()
    return sqrt(max(float(of_points @ points**2 / of_points.sum() - mean**2), 0.0))


def _class(delta: float | None, se_delta: float | None, p: float | None) -> str | None:
    if delta is None or se_delta is None or p is None:
        return None
    if abs(delta) < 1 or p >= 0.05:
        return "A"
    is_above_one = (abs(delta) - 1) / se_delta > _ONE_SIDED if se_delta > 0 else True
    return "C" if abs(delta) >= 1.5 and is_above_one else "B"


def _class_of_points(difference: float, spread: float, p: float | None) -> str | None:
    if p is None or spread <= 0:
        return None
    size = abs(difference) / spread
    return "A" if p >= 0.05 or size <= 0.17 else "C" if size > 0.25 else "B"
