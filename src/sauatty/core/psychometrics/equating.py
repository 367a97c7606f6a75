"""Points of one form as points of another, from the totals of two groups of people.

The groups have to be equivalent: halves of a cohort drawn by chance, as `swapped_halves` makes them, each with the
form it took first. Groups that differ in ability need common items and `equating_links` instead.

References: Kolen, M. J., & Brennan, R. L. (2014). Test Equating, Scaling, and Linking (3rd ed.), ch. 2-3,
doi:10.1007/978-1-4939-0317-7; presmoothing: Holland, P. W., & Thayer, D. T. (2000), doi:10.3102/10769986025002133.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sauatty.core.errors import EquatingImpossible, ModelUnknown
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import SEED, FloatArray

ScoreMethod = Literal["mean", "linear", "equipercentile"]
_SURE = 1.96
METHODS = ("mean", "linear", "equipercentile")
MOST_DEGREES = 6
# Below this the points that nobody reached rule the curve (Kolen & Brennan, 2014, ch. 8, name 400 for equipercentile
# and 100 for linear equating as rules of thumb).
FEW_PEOPLE = {"mean": 30, "linear": 100, "equipercentile": 400}


@dataclass(frozen=True, slots=True)
class EquatedPoints:
    """A total of the new form and what it is worth on the base form; `se` is that of the bootstrap."""

    points: int
    equivalent: float
    se: float | None


@dataclass(frozen=True, slots=True)
class Equating:
    """The totals 0 … most of the new form on the base form; `degrees` are those of the smoothing, new and base."""

    method: str
    rows: tuple[EquatedPoints, ...]
    n_new: int
    n_base: int
    degrees: tuple[int, int] | None
    notes: tuple[Note, ...] = ()


def equate_scores(
    new: Sequence[int] | FloatArray,
    base: Sequence[int] | FloatArray,
    most: tuple[int, int],
    method: ScoreMethod = "equipercentile",
    *,
    is_smoothed: bool = True,
    n_resamples: int = 500,
    seed: int = SEED,
) -> Equating:
    """Return the equivalents of each total.

    Parameters
    ----------
    new, base : array-like of shape (n_persons,)
        Totals of two equivalent groups on the new and the base form, whole points.
    most : (int, int)
        The most points of the new and of the base form.
    is_smoothed : bool
        For 'equipercentile': log-linear presmoothing that keeps the first moments, of the degree with the least AIC.
    n_resamples : int
        Bootstrap samples for the standard errors; 0 leaves them out (None).

    Raises
    ------
    EquatingImpossible
        Nobody in a group, totals outside the form, or (linear) everybody with one total.

    Notes
    -----
    'mean' and 'linear' may leave the range of the base form; 'equipercentile' stays within half a point of it.
    Checked against the four-item example of Kolen & Brennan (2014, Table 2.3-2.4) and against glm() of R 4.2 for the
    smoothing, tests/core/reference/psychometrics.
    """
    if method not in METHODS:
        raise ModelUnknown(name=method, known=", ".join(METHODS))
    counts = (_counts(new, most[0], "new"), _counts(base, most[1], "base"))
    degrees = None
    if method == "equipercentile" and is_smoothed:
        degrees = (best_degree(counts[0]), best_degree(counts[1]))
    equivalents = _equivalents(counts, method, degrees)
    errors = _bootstrap(counts, method, degrees, n_resamples, seed)
    rows = tuple(
        EquatedPoints(points, float(value), None if errors is None else float(errors[points]))
        for points, value in enumerate(equivalents)
    )
    return Equating(
        method, rows, int(counts[0].sum()), int(counts[1].sum()), degrees, _notes(rows, counts, method)
    )


def _counts(totals: Sequence[int] | FloatArray, most: int, name: str) -> FloatArray:
    values = np.asarray(totals, float)
    if not len(values):
        raise EquatingImpossible(problem=f"nobody took the {name} form")
    is_sound = np.isfinite(values) & (values >= 0) & (values <= most) & (values == np.round(values))
    if not is_sound.all():
        wrong = values[~is_sound][0]
        raise EquatingImpossible(
            problem=f"{wrong:g} is no total of the {name} form (whole points from 0 to {most})"
        )
    return np.bincount(values.astype(int), minlength=most + 1).astype(float)


def _equivalents(
    counts: tuple[FloatArray, FloatArray], method: str, degrees: tuple[int, int] | None
) -> FloatArray:
    if method != "equipercentile":
        return _straight(counts, method)
    if degrees:
        counts = (smoothed(counts[0], degrees[0]), smoothed(counts[1], degrees[1]))
    return equipercentile(counts[0] / counts[0].sum(), counts[1] / counts[1].sum())


def _straight(counts: tuple[FloatArray, FloatArray], method: str) -> FloatArray:
    (mean, sd), (base_mean, base_sd) = _moments(counts[0]), _moments(counts[1])
    points = np.arange(len(counts[0]))
    if method == "mean":
        return np.asarray(points - mean + base_mean)
    if sd == 0:
        raise EquatingImpossible(problem="everybody has the same total on the new form")
    return np.asarray(base_sd / sd * (points - mean) + base_mean)


def _moments(counts: FloatArray) -> tuple[float, float]:
    points = np.arange(len(counts))
    mean = float(counts @ points / counts.sum())
    return mean, float(np.sqrt(counts @ (points - mean) ** 2 / counts.sum()))


def equipercentile(new: FloatArray, base: FloatArray) -> FloatArray:
    """Return the equivalents of 0 … most of two distributions of totals (shares), each total as wide as one point.

    Where the base form has totals that nobody reached, the middle between the highest and the lowest equivalent with
    that percentile rank is taken (Kolen & Brennan, 2014, eq. 2.18).
    """
    ranks = np.cumsum(new) - new / 2
    reached = np.concatenate([[0.0], np.cumsum(base)])
    reached[-1] = 1.0
    upper = np.minimum(np.searchsorted(reached, ranks + 1e-12, side="right"), len(base))
    lower = np.maximum(np.searchsorted(reached, ranks - 1e-12, side="left"), 1)
    return (_within(ranks, upper, reached) + _within(ranks, lower, reached)) / 2


def _within(ranks: FloatArray, ends: FloatArray, reached: FloatArray) -> FloatArray:
    """Return where the ranks lie within the points that end at `ends`, half a point either side of each total."""
    width = reached[ends] - reached[ends - 1]
    share = np.divide(ranks - reached[ends - 1], width, out=np.zeros_like(ranks), where=width > 0)
    return np.asarray(ends - 1.5 + np.clip(share, 0, 1))


def smoothed(counts: FloatArray, degree: int) -> FloatArray:
    """Return the log-linear counts that keep the first `degree` moments of the totals."""
    return _poisson_fit(counts, degree)[0]


def best_degree(counts: FloatArray) -> int:
    """Return the degree of the log-linear smoothing with the least AIC, 1 … 6, fewer for a short form."""
    degrees = range(1, min(MOST_DEGREES, int((counts > 0).sum()) - 1, len(counts) - 2) + 1)
    return min(degrees, key=lambda degree: _poisson_fit(counts, degree)[1] + 2 * degree, default=1)


def _poisson_fit(counts: FloatArray, degree: int) -> tuple[FloatArray, float]:
    """Return fitted counts and deviance; an orthogonal basis keeps the steps of Newton well-behaved."""
    points = np.linspace(-1, 1, len(counts))
    basis = np.linalg.qr(np.vander(points, degree + 1, increasing=True))[0]
    linear = np.log(counts + counts.mean() / 2 + 1e-9)
    for _ in range(100):
        fitted = np.exp(linear)
        pull = linear + (counts - fitted) / fitted
        root = np.sqrt(fitted)
        step = basis @ np.linalg.lstsq(basis * root[:, None], pull * root, rcond=None)[0]
        change = np.abs(step - linear).max()
        linear = np.clip(step, -30, 30)
        if change < 1e-10:
            break
    fitted = np.exp(linear)
    seen = counts > 0
    deviance = 2 * (np.sum(counts[seen] * np.log(counts[seen] / fitted[seen])) - np.sum(counts - fitted))
    return fitted, float(deviance)


def _bootstrap(
    counts: tuple[FloatArray, FloatArray], method: str, degrees: tuple[int, int] | None, n: int, seed: int
) -> FloatArray | None:
    if n < 2 or min(counts[0].sum(), counts[1].sum()) < 2:
        return None
    rng = np.random.default_rng(seed)
    draws = [rng.multinomial(int(one.sum()), one / one.sum(), size=n).astype(float) for one in counts]
    found = []
    for new, base in zip(*draws, strict=True):
        try:
            found.append(_equivalents((new, base), method, degrees))
        except EquatingImpossible:
            continue
    return np.std(found, axis=0, ddof=1) if len(found) > 1 else None


def _notes(
    rows: Sequence[EquatedPoints], counts: tuple[FloatArray, FloatArray], method: str
) -> tuple[Note, ...]:
    fewest = int(min(counts[0].sum(), counts[1].sum()))
    notes = []
    if fewest < FEW_PEOPLE[method]:
        notes.append(
            Note("equating-few-people", {"count": fewest, "needed": FEW_PEOPLE[method], "method": method})
        )
    met = [row for row in rows if counts[0][row.points]]
    if len(counts[0]) == len(counts[1]) and all(
        row.se is not None and abs(row.equivalent - row.points) <= _SURE * row.se + 1e-9 for row in met
    ):
        unseen = round(max((_SURE * row.se for row in met if row.se is not None), default=0.0), 1)
        notes.append(Note("equating-within-error", {"method": method, "points": unseen}))
    return tuple(notes)
