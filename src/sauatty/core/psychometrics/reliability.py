"""Reliability of a total: alpha, omega, split halves and the standard error of measurement, each with its interval."""

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.stats import f as fisher

from sauatty.core.psychometrics.classical_factor import BOUND, one_factor
from sauatty.core.psychometrics.classical_moments import Moments, jackknife, moments_of
from sauatty.core.psychometrics.classical_splits import SplitHalf, split_halves
from sauatty.core.psychometrics.flags import matrix_notes
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

Ends = tuple[float, float]
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a total on these items would come out again.

    `alpha_ci95` is free of assumptions on the distribution, `alpha_feldt_ci95` assumes equal covariances; `omega_total`
    is of the raw total, `omega_standardised` of items set to equal variances. `total_mean`,
    `total_sd` and `sem` are in points. None = it can't be computed, and `notes` say why.
    """

    n_persons: int
    n_items: int
    alpha: float | None
    alpha_ci95: Ends | None
    alpha_feldt_ci95: Ends | None
    alpha_standardised: float | None
    omega_total: float | None
    omega_total_ci95: Ends | None
    omega_standardised: float | None
    split_half: SplitHalf | None
    total_mean: float | None
    total_sd: float | None
    sem: float | None
    sem_ci95: Ends | None
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        content = {
            name: getattr(self, name) for name in self.__slots__ if name not in ("notes", "split_half")
        }
        halves = self.split_half
        content["split_half"] = halves and {name: getattr(halves, name) for name in halves.__slots__}
        content["notes"] = [{"code": note.code, "text": note.in_words} for note in self.notes]
        return content


def reliability(matrix: ScoreMatrix) -> Reliability:
    """Return alpha, omega total, split halves and the standard error of measurement of the total.

    Parameters
    ----------
    matrix : ScoreMatrix
        persons × items, nan = not asked; then pairwise covariances are used, and the notes say so.

    Notes
    -----
    The interval of alpha is asymptotically distribution-free [1]_ on the scale log(1 - alpha); Feldt's [2]_ stands
    beside it. With missing answers, and for omega, it comes from a delete-a-group jackknife of 50 groups of people.
    Omega total comes from one factor by minimum residuals on Pearson correlations [3]_. The standard error of
    measurement is total_sd * sqrt(1 - alpha); its interval is alpha's. Checked against psych 2.2.9 in R (alpha, fa,
    splitHalf): tests/core/reference/psychometrics/classical.R.

    References
    ----------
    .. [1] Maydeu-Olivares, A., Coffman, D. L., Hartmann, W. M. (2007). Asymptotically distribution-free (ADF)
       interval estimation of coefficient alpha. Psychological Methods, 12(2), 157-176. doi:10.1037/1082-989X.12.2.157
    .. [2] Feldt, L. S., Woodruff, D. J., Salih, F. A. (1987). Statistical inference for coefficient alpha. Applied
       Psychological Measurement, 11, 93-103. doi:10.1177/014662168701100107
    .. [3] McDonald, R. P. (1999). Test theory: a unified treatment. Erlbaum.
    """
    moments = moments_of(matrix)
    alpha = alpha_of(moments.covariance)
    alpha_ends = _alpha_interval(matrix, moments, alpha)
    omega = omega_of(moments.covariance)
    omega_ends = _jackknife_interval(omega, moments)
    total_sd = _total_sd(moments.covariance)
    return Reliability(
        n_persons=moments.n_persons, n_items=matrix.n_items,
        alpha=alpha, alpha_ci95=alpha_ends, alpha_feldt_ci95=feldt_interval(alpha, moments.n_persons, matrix.n_items),
        alpha_standardised=alpha_of(_correlations(moments.covariance)),
        omega_total=omega, omega_total_ci95=omega_ends,
        omega_standardised=omega_of(_correlations(moments.covariance)),
        split_half=split_halves(moments.covariance),
        total_mean=_number(float(moments.means.sum())), total_sd=total_sd,
        sem=_sem(total_sd, alpha), sem_ci95=_sem_interval(total_sd, alpha_ends),
        notes=(*_notes(matrix, moments, alpha, alpha_ends), *_omega_notes(matrix, moments.covariance, omega, omega_ends)),
    )  # fmt: skip


def alpha_of(covariance: FloatArray) -> float | None:
    """Return Cronbach's alpha of a covariance matrix; None with fewer than two items, or where the total is constant."""
    n_items, total = len(covariance), float(covariance.sum())
    if n_items < 2 or not total > _TINY:
        return None
    return float(n_items / (n_items - 1) * (1 - np.trace(covariance) / total))


def omega_of(covariance: FloatArray) -> float | None:
    """Return omega total of the sum of the items, 1 - (unique variance) / (variance of the total)."""
    kept = _varying(covariance)
    found = loadings_of(covariance)
    if found is None or kept.sum() <= _TINY:
        return None
    unique = (1 - found**2) * np.diag(kept)
    return float(1 - unique.sum() / kept.sum())


def loadings_of(covariance: FloatArray) -> FloatArray | None:
    """Return the loadings of the items that vary on one factor; None with fewer than three, or pairs never asked."""
    correlations = _correlations(covariance)
    if len(correlations) < 3 or not np.isfinite(correlations).all():
        return None
    return one_factor(correlations)


def _varying(covariance: FloatArray) -> FloatArray:
    at = np.flatnonzero(np.diag(covariance) > _TINY)
    return covariance[np.ix_(at, at)]


def feldt_interval(alpha: float | None, n_persons: int, n_items: int, level: float = 0.95) -> Ends | None:
    """Return Feldt's interval of alpha; None where alpha or the interval is undefined."""
    if alpha is None or n_persons < 3 or n_items < 2:
        return None
    df = (n_persons - 1, (n_persons - 1) * (n_items - 1))
    low, high = (float(fisher.ppf(tail, *df)) for tail in ((1 - level) / 2, (1 + level) / 2))
    return 1 - (1 - alpha) * high, 1 - (1 - alpha) * low


def _alpha_interval(matrix: ScoreMatrix, moments: Moments, alpha: float | None) -> Ends | None:
    if alpha is None or moments.n_persons < 5:
        return None
    if not moments.is_complete:
        found = jackknife(alpha_of, moments)
        return _log_interval(alpha, *found) if found else None
    return _log_interval(alpha, _alpha_error(matrix, moments), NormalDist().inv_cdf(0.975))


def _alpha_error(matrix: ScoreMatrix, moments: Moments) -> float:
    """Return the distribution-free standard error: how far each person moves alpha."""
    n_items, total = matrix.n_items, float(moments.covariance.sum())
    own = float(np.trace(moments.covariance))
    squares, parts = 0.0, 0.0
    for start in range(0, matrix.n_persons, 65_536):
        centred = matrix.scores[start : start + 65_536] - moments.means
        moved = own / total**2 * centred.sum(axis=1) ** 2 - (centred**2).sum(axis=1) / total
        squares, parts = squares + float(moved @ moved), parts + float(moved.sum())
    variance = (squares - parts**2 / matrix.n_persons) / (matrix.n_persons - 1)
    return n_items / (n_items - 1) * sqrt(max(variance, 0.0) / matrix.n_persons)


def _log_interval(estimate: float, error: float, quantile: float) -> Ends | None:
    """Return an interval made on log(1 - x), where reliabilities are near normal."""
    if estimate >= 1 - _TINY:
        return (1.0, 1.0) if error < _TINY else None
    middle, half = log(1 - estimate), quantile * error / (1 - estimate)
    return 1 - exp(middle + half), 1 - exp(middle - half)


def _jackknife_interval(omega: float | None, moments: Moments) -> Ends | None:
    found = jackknife(omega_of, moments) if omega is not None else None
    return _log_interval(omega, *found) if found and omega is not None else None


def _correlations(covariance: FloatArray) -> FloatArray:
    kept = _varying(covariance)
    sds = np.sqrt(np.diag(kept))
    return np.asarray(kept / np.outer(sds, sds))


def _total_sd(covariance: FloatArray) -> float | None:
    variance = float(covariance.sum())
    return sqrt(variance) if variance >= 0 else None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _sem(total_sd: float | None, alpha: float | None) -> float | None:
    return total_sd * sqrt(max(1 - alpha, 0.0)) if total_sd is not None and alpha is not None else None


def _sem_interval(total_sd: float | None, ends: Ends | None) -> Ends | None:
    low, high = (_sem(total_sd, end) for end in (ends[1], ends[0])) if ends else (None, None)
    return (low, high) if low is not None and high is not None else None


def _notes(matrix: ScoreMatrix, moments: Moments, alpha: float | None, ends: Ends | None) -> list[Note]:
    notes = list(matrix_notes(matrix, moments.n_persons))
    if not moments.is_complete:
        notes.append(Note("pairwise-covariances"))
    if alpha is None:
        notes.append(Note("alpha-undefined"))
    elif alpha < 0:
        notes.append(Note("alpha-negative"))
    if alpha is not None and ends is None:
        notes.append(Note("interval-undefined", {"figure": "alpha"}))
    return notes


def _omega_notes(
    matrix: ScoreMatrix, covariance: FloatArray, omega: float | None, ends: Ends | None
) -> list[Note]:
    if omega is None:
        return [Note("omega-undefined")]
    notes = [] if ends else [Note("interval-undefined", {"figure": "omega"})]
    varying = np.flatnonzero(np.diag(covariance) > _TINY)
    if len(varying) < len(covariance):
        notes.append(Note("items-constant-left-out", {"count": len(covariance) - len(varying)}))
    found = loadings_of(covariance)
    if found is not None and np.abs(found).max() >= BOUND:
        notes.append(Note("omega-heywood", {"item": matrix.items[varying[int(np.abs(found).argmax())]]}))
    return notes
