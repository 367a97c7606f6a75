"""Effect sizes of a paired change, each under its own name and with its own interval."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from scipy.optimize import brentq
from scipy.stats import nct
from scipy.stats import t as student

from sauatty.core.statistics import FloatArray

Ends = tuple[float, float]
_Z = NormalDist().inv_cdf(0.975)
FORMULAS = {
    "d_av": "mean gain / sqrt((variance pre + variance post) / 2)",
    "g_av": "d_av, corrected for small samples",
    "d_z": "mean gain / standard deviation of the gains",
    "d_pre": "mean gain / standard deviation of the pre-test",
}


@dataclass(frozen=True, slots=True)
class EffectSize:
    """A standardised gain. `value` and `ci95` are None where nobody differs; `formula` says what is divided by what."""

    name: str
    value: float | None
    ci95: Ends | None
    formula: str
    interval: str


@dataclass(frozen=True, slots=True)
class MeanGain:
    """The mean of paired differences with Student's interval and test; None where one person is too few."""

    n: int
    mean_pre: float
    sd_pre: float | None
    mean_post: float
    sd_post: float | None
    correlation: float | None
    mean_gain: float
    sd_gain: float | None
    se: float | None
    ci95: Ends | None
    t: float | None
    df: int
    p: float | None


def mean_gain(pre: FloatArray, post: FloatArray) -> MeanGain:
    """Return the mean of post - pre, (n,) each without nan, n at least 1; R's ``t.test(post, pre, paired = TRUE)``."""
    gains, n = post - pre, len(pre)
    sd_pre, sd_post, sd = (_sd(one) for one in (pre, post, gains))
    se = sd / sqrt(n) if sd is not None else None
    mean = float(gains.mean())
    half = float(student.ppf(0.975, n - 1)) * se if se is not None else None
    statistic = mean / se if se else None
    return MeanGain(
        n=n, mean_pre=float(pre.mean()), sd_pre=sd_pre, mean_post=float(post.mean()), sd_post=sd_post,
        correlation=_correlation(pre, post), mean_gain=mean, sd_gain=sd, se=se,
        ci95=(mean - half, mean + half) if half is not None else None,
        t=statistic, df=n - 1, p=2 * float(student.sf(abs(statistic), n - 1)) if statistic is not None else None,
    )  # fmt: skip


def effect_sizes(found: MeanGain) -> tuple[EffectSize, ...]:
    """Return d_av, its small-sample correction g_av, d_z and d_pre.

    Notes
    -----
    d_av is what studies with other designs are compared by; d_z grows with the correlation of the two tests and is for
    planning. The interval of d_av is Bonett's [1]_ for paired means, of d_z the exact one from the noncentral t (its
    normal limit beyond 10,000 people), of d_pre Becker's [2]_ variance for correlated means.

    References
    ----------
    .. [1] Bonett, D. G. (2008). Confidence intervals for standardized linear contrasts of means. Psychological
       Methods, 13(2), 99-109. doi:10.1037/1082-989X.13.2.99
    .. [2] Becker, B. J. (1988). Synthesizing standardized mean-change measures. British Journal of Mathematical and
       Statistical Psychology, 41, 257-278. doi:10.1111/j.2044-8317.1988.tb00901.x
    """
    value, ends = _average(found)
    small = 1 - 3 / (4 * found.df - 1) if found.df > 1 else None
    g = value * small if value is not None and small is not None else None
    g_ends = (ends[0] * small, ends[1] * small) if ends and small is not None else None
    return (
        _effect("d_av", value, ends, "Bonett 2008"),
        _effect("g_av", g, g_ends, "Bonett 2008"),
        _effect("d_z", *_of_gains(found), "noncentral t"),
        _effect("d_pre", *_of_pre(found), "Becker 1988"),
    )


def _effect(name: str, value: float | None, ends: Ends | None, interval: str) -> EffectSize:
    return EffectSize(name, value, ends, FORMULAS[name], interval)


def _average(found: MeanGain) -> tuple[float | None, Ends | None]:
    if found.sd_pre is None or found.sd_post is None:
        return None, None
    pre, post = found.sd_pre**2, found.sd_post**2
    pooled = (pre + post) / 2
    if pooled <= 1e-18:
        return None, None
    value = found.mean_gain / sqrt(pooled)
    correlation = found.correlation or 0.0
    shared = correlation * sqrt(pre * post)
    variance = value**2 * (pre**2 + post**2 + 2 * shared**2) / (8 * found.df * pooled**2)
    variance += (pre + post - 2 * shared) / (found.df * pooled)
    half = _Z * sqrt(max(variance, 0.0))
    return value, (value - half, value + half)


def _of_gains(found: MeanGain) -> tuple[float | None, Ends | None]:
    if not found.sd_gain or found.t is None:
        return None, None
    root, value = sqrt(found.n), found.mean_gain / found.sd_gain
    low, high = (_noncentrality(found.t, found.df, tail) for tail in (0.975, 0.025))
    if low is None or high is None:
        half = _Z * sqrt(1 / found.n + value**2 / (2 * found.n))
        return value, (value - half, value + half)
    return value, (low / root, high / root)


def _noncentrality(statistic: float, df: int, tail: float) -> float | None:
    """Return the noncentrality under which the statistic is this quantile; None where scipy's series gives out."""

    def off(centre: float) -> float:
        return float(nct.cdf(statistic, df, centre)) - tail

    if df > 10_000:
        return None
    width = 3.0
    for _wider in range(8):
        low, high = statistic - width, statistic + width
        if off(low) > 0 > off(high):
            return float(brentq(off, low, high, xtol=1e-10))
        width *= 2
    return None


def _of_pre(found: MeanGain) -> tuple[float | None, Ends | None]:
    if not found.sd_pre:
        return None, None
    value = found.mean_gain / found.sd_pre
    if found.correlation is None:
        return value, None
    half = _Z * sqrt(2 * (1 - found.correlation) / found.n + value**2 / (2 * found.n))
    return value, (value - half, value + half)


def _sd(values: FloatArray) -> float | None:
    return float(values.std(ddof=1)) if len(values) > 1 else None


def _correlation(one: FloatArray, other: FloatArray) -> float | None:
    if len(one) < 3 or np.ptp(one) <= 1e-12 or np.ptp(other) <= 1e-12:
        return None
    return float(np.corrcoef(one, other)[0, 1])
