"""How surely a pass mark parts those who know from those who do not.

Consistency is the share that would be judged alike by two parallel forms, accuracy the share whose judgement fits
their true level, kappa the consistency above that of chance. Three ways, for what one has: abilities with errors
(Rudner), calibrated items (Lee), or nothing but totals and a reliability (Livingston and Lewis).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, binom, norm

from sauatty.core.errors import CutOutOfRange, FiguresDoNotFit
from sauatty.core.psychometrics.equating_curves import (
    Curve,
    form_expectation,
    has_curve,
    points_distribution,
    points_of,
)
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import BoolArray, FloatArray

N_QUANTILES = 1000


@dataclass(frozen=True, slots=True)
class Classification:
    """Shares, 0 … 1. `kappa` is None where everybody is sure to pass or to fail.

    `false_pass` is the share that passes and truly lies below the cut, `false_fail` the other way round; accuracy is
    1 less both. `passing` is the expected share that passes.
    """

    method: str
    accuracy: float
    consistency: float
    kappa: float | None
    false_pass: float
    false_fail: float
    passing: float
    notes: tuple[Note, ...] = ()


def rudner(
    theta: Sequence[float] | FloatArray, se: Sequence[float] | FloatArray, cut: float
) -> Classification:
    """Return what abilities with normal errors say (Rudner, 2005, doi:10.7275/56a5-6b14).

    Parameters
    ----------
    theta, se : array-like of shape (n_persons,)
        Estimates (WLE or MLE rather than EAP, which is drawn to the mean) and their errors; people without either
        (nan) are left out and counted in a note.
    cut : float
        The pass mark on the theta scale.

    Raises
    ------
    FiguresDoNotFit
        As many errors as abilities are needed, and one at least.
    """
    at, errors = np.asarray(theta, float), np.asarray(se, float)
    if at.shape != errors.shape:
        raise FiguresDoNotFit(what="The list of standard errors", found=len(errors), needed=len(at))
    is_sound = np.isfinite(at) & np.isfinite(errors) & (errors > 0)
    if not is_sound.any():
        raise FiguresDoNotFit(what="The list of abilities", found="none with an error", needed="some")
    chance = norm.cdf((at[is_sound] - cut) / errors[is_sound])
    passes = at[is_sound] >= cut
    n_left_out = int((~is_sound).sum())
    notes = (Note("person-without-ability", {"count": n_left_out}),) if n_left_out else ()
    weights = np.full(len(chance), 1 / len(chance))
    # Here the judgement is what was observed and the chance is that of the true level: the two change places.
    false_pass = float(weights @ np.where(passes, 1 - chance, 0))
    false_fail = float(weights @ np.where(passes, 0, chance))
    return _classification("rudner", chance, weights, false_pass, false_fail, notes)


def lee(
    items: Sequence[Curve],
    cut_points: int,
    theta: Sequence[float] | FloatArray | None = None,
    weights: Sequence[float] | FloatArray | None = None,
) -> Classification:
    """Return what calibrated items say of totals (Lee, 2010, doi:10.1111/j.1745-3984.2009.00096.x).

    Parameters
    ----------
    items : sequence of Curve
        The form.
    cut_points : int
        The fewest points that pass.
    theta, weights : array-like of shape (n_points,), optional
        The distribution of ability: points and weights, or a person each (weights equal). Default: standard normal.

    Raises
    ------
    CutOutOfRange
        No points, or more than the form has: everybody would pass or fail.
    """
    if not all(has_curve(item) for item in items):
        raise FiguresDoNotFit(
            what="The form", found="items without parameters", needed="parameters of all items"
        )
    _check_cut(cut_points, points_of(items))
    at = np.linspace(-5, 5, 201) if theta is None else np.asarray(theta, float)
    share = (
        norm.pdf(at) if theta is None else np.ones(len(at)) if weights is None else np.asarray(weights, float)
    )
    if share.shape != at.shape or not len(at):
        raise FiguresDoNotFit(what="The list of weights", found=len(share), needed=max(len(at), 1))
    share = share / share.sum()
    chance = points_distribution(items, at)[:, cut_points:].sum(axis=1)
    return _from_true("lee", chance, share, form_expectation(items, at) >= cut_points)


def livingston_lewis(
    totals: Sequence[float] | FloatArray, cut_points: int, most: int, reliability: float
) -> Classification:
    """Return what totals and a reliability say (Livingston & Lewis, 1995, doi:10.1111/j.1745-3984.1995.tb00462.x).

    The true scores follow a beta distribution of four parameters that fits their first four moments, or of two where
    four do not fit; errors are binomial on a test of the effective length.

    Parameters
    ----------
    totals : array-like of shape (n_persons,)
        Points; nan is left out.
    reliability : float
        Alpha or omega of the totals, above 0 and below 1.

    Raises
    ------
    CutOutOfRange
        No points, or more than the form has.
    FiguresDoNotFit
        Fewer than two people, totals that do not vary, or a reliability outside (0, 1).

    Notes
    -----
    Observed totals pass from half a point below the cut, so that a cut lies between whole points of the effective
    test as it does on the real one. Checked by simulation, tests/core/psychometrics/test_classification.py.
    """
    _check_cut(cut_points, most)
    shares = np.asarray(totals, float)
    shares = shares[np.isfinite(shares)] / most
    if len(shares) < 2 or np.ptp(shares) == 0:
        raise FiguresDoNotFit(
            what="The list of totals", found="no two that differ", needed="different totals"
        )
    if not 0 < reliability < 1:
        raise FiguresDoNotFit(what="The reliability", found=reliability, needed="more than 0 and less than 1")
    length = effective_length(shares, reliability)
    low, high, first, second, is_full = _true_beta(shares, length)
    quantiles = (np.arange(N_QUANTILES) + 0.5) / N_QUANTILES
    true = np.clip(low + (high - low) * beta.ppf(quantiles, first, second), 0, 1)
    chance = binom.sf(np.floor(length * (cut_points - 0.5) / most), length, true)
    notes = () if is_full else (Note("beta-two-parameters"),)
    return _from_true(
        "livingston-lewis", chance, np.full(len(true), 1 / len(true)), true >= cut_points / most, notes
    )


def effective_length(shares: FloatArray, reliability: float) -> int:
    """Return of how many right-or-wrong items a binomial test would be as reliable as this one, 2 at least."""
    mean, variance = float(shares.mean()), float(shares.var(ddof=1))
    length = (mean * (1 - mean) - reliability * variance) / (variance * (1 - reliability))
    return max(round(length), 2)


def _true_beta(shares: FloatArray, length: int) -> tuple[float, float, float, float, bool]:
    """Return ends and exponents of the beta of true shares, and whether four parameters fitted (Hanson, 1991)."""
    mean, variance, skew, kurtosis = _true_moments(shares * length, length)
    below = 6 + 3 * skew**2 - 2 * kurtosis
    total = 6 * (kurtosis - skew**2 - 1) / below if below else np.inf
    if np.isfinite(total) and total > 0 and variance > 0:
        tilt = (total + 2) * abs(skew) / np.sqrt((total + 2) ** 2 * skew**2 + 16 * (total + 1))
        first, second = sorted((total / 2 * (1 - tilt), total / 2 * (1 + tilt)), reverse=skew < 0)
        if first > 0 and second > 0:
            width = np.sqrt(variance * (total + 1) / (first * second)) * total
            low = mean - width * first / total
            if low >= 0 and low + width <= 1:
                return float(low), float(low + width), float(first), float(second), True
    variance = max(variance, 1e-6)
    size = max(mean * (1 - mean) / variance - 1, 1e-3)
    return 0.0, 1.0, mean * size, (1 - mean) * size, False


def _true_moments(counts: FloatArray, length: int) -> tuple[float, float, float, float]:
    """Return mean, variance, skewness and kurtosis of true shares from the factorial moments of binomial counts."""
    raw = [1.0]
    falling = np.ones(len(counts))
    for order in range(min(4, length)):
        falling = falling * (counts - order) / (length - order)
        raw.append(float(falling.mean()))
    raw += [np.nan] * (5 - len(raw))
    mean = raw[1]
    variance = raw[2] - mean**2
    third = raw[3] - 3 * mean * raw[2] + 2 * mean**3
    fourth = raw[4] - 4 * mean * raw[3] + 6 * mean**2 * raw[2] - 3 * mean**4
    if not variance > 0:
        return mean, 0.0, np.nan, np.nan
    return mean, variance, third / variance**1.5, fourth / variance**2


def _check_cut(cut_points: int, most: int) -> None:
    if not 1 <= cut_points <= most:
        raise CutOutOfRange(cut=cut_points, low=1, high=most)


def _from_true(
    method: str, chance: FloatArray, weights: FloatArray, is_able: BoolArray, notes: tuple[Note, ...] = ()
) -> Classification:
    false_pass = float(weights @ np.where(is_able, 0, chance))
    false_fail = float(weights @ np.where(is_able, 1 - chance, 0))
    return _classification(method, chance, weights, false_pass, false_fail, notes)


def _classification(
    method: str, chance: FloatArray, weights: FloatArray, false_pass: float, false_fail: float,
    notes: tuple[Note, ...],
) -> Classification:  # fmt: skip
    consistency = float(weights @ (chance**2 + (1 - chance) ** 2))
    passing = float(weights @ chance)
    by_chance = passing**2 + (1 - passing) ** 2
    kappa = (consistency - by_chance) / (1 - by_chance) if by_chance < 1 - 1e-12 else None
    accuracy = 1 - false_pass - false_fail
    return Classification(method, accuracy, consistency, kappa, false_pass, false_fail, passing, notes)
