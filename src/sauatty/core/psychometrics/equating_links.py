"""Two calibrations on one scale, through the items they have in common; and points of one form as points of another.

A link takes the scale of the new calibration to that of the base: theta_base = slope × theta_new + intercept, so a
difficulty b becomes slope × b + intercept and a discrimination a becomes a / slope.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.optimize import least_squares

from sauatty.core.errors import EquatingImpossible, ModelUnknown
from sauatty.core.psychometrics.equating_curves import (
    form_expectation,
    has_curve,
    item_expectation,
    points_of,
    score_probabilities,
    theta_of_points,
    thresholds_of,
)
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import FloatArray

LinkMethod = Literal["mean-sigma", "mean-mean", "stocking-lord", "haebara"]
# Where the curves are compared, on the base scale, weighted by a standard normal distribution.
THETA = np.linspace(-4, 4, 41)
WEIGHTS = np.exp(-(THETA**2) / 2) / np.exp(-(THETA**2) / 2).sum()
FEW_COMMON = 5
Pair = tuple[ItemParameters, ItemParameters]


@dataclass(frozen=True, slots=True)
class Link:
    """From the new scale to the base. The errors are the jackknife over the common items, None below 3 of them."""

    method: str
    slope: float
    intercept: float
    common: tuple[str, ...]
    se_slope: float | None
    se_intercept: float | None
    notes: tuple[Note, ...] = ()

    def theta(self, theta: float) -> float:
        """Return an ability of the new scale on the base scale."""
        return self.slope * theta + self.intercept

    def items(self, items: Sequence[ItemParameters]) -> tuple[ItemParameters, ...]:
        """Return parameters of the new scale on the base scale, standard errors too; items without them stay so."""
        return tuple(moved(item, self.slope, self.intercept) for item in items)


def moved(item: ItemParameters, slope: float, intercept: float) -> ItemParameters:
    """Return one item on a scale where theta became slope × theta + intercept."""
    return replace(
        item,
        discrimination=item.discrimination / slope,
        difficulty=_line(item.difficulty, slope, intercept),
        steps=tuple(_line(step, slope, intercept) for step in item.steps),
        se_discrimination=_line(item.se_discrimination, 1 / slope, 0.0),
        se_difficulty=_line(item.se_difficulty, slope, 0.0),
        se_steps=tuple(_line(error, slope, 0.0) for error in item.se_steps),
    )


def _line(value: float | None, slope: float, intercept: float) -> float | None:
    return None if value is None else slope * value + intercept


def link(
    new: Sequence[ItemParameters], base: Sequence[ItemParameters], method: LinkMethod = "stocking-lord"
) -> Link:
    """Return the link of a new calibration to a base through the items that both have.

    'mean-mean' (Loyd & Hoover, 1980) and 'mean-sigma' (Marco, 1977) compare parameters; 'stocking-lord' (1983,
    doi:10.1177/014662168300700208) the expected points of the common items, 'haebara' (1980) the curve of each item,
    both over a standard normal distribution on the base scale. Where all the discriminations of both are the same (a
    Rasch model) the slope is held at 1: only the difficulties move.

    Raises
    ------
    EquatingImpossible
        No item in common (two for 'mean-sigma'), or common items of one difficulty only.

    Notes
    -----
    Checked against an implementation of its own in base R (optim), tests/core/reference/psychometrics/equating.R.
    """
    if method not in METHODS:
        raise ModelUnknown(name=method, known=", ".join(METHODS))
    pairs = common_items(new, base)
    if not pairs:
        raise EquatingImpossible(problem="they have no item in common with parameters in both")
    is_rasch = _is_rasch(pairs)
    slope, intercept = _fitted(pairs, method, is_rasch)
    errors = _jackknife(pairs, method, is_rasch)
    notes = (Note("few-common-items", {"count": len(pairs)}),) if len(pairs) < FEW_COMMON else ()
    names = tuple(one.item for one, _ in pairs)
    return Link(method, slope, intercept, names, errors[0], errors[1], notes)


def common_items(new: Sequence[ItemParameters], base: Sequence[ItemParameters]) -> list[Pair]:
    """Return the items with parameters in both calibrations and as many points.

    An item with a discrimination not above 0 measures the other way round (look at its key) and links nothing.
    """
    known = {item.item: item for item in base if _can_link(item)}
    return [
        (item, known[item.item])
        for item in new
        if item.item in known and _can_link(item) and len(item.steps) == len(known[item.item].steps)
    ]


def _can_link(item: ItemParameters) -> bool:
    return has_curve(item) and item.discrimination > 0


def _is_rasch(pairs: Sequence[Pair]) -> bool:
    return len({item.discrimination for pair in pairs for item in pair}) == 1


def _fitted(pairs: Sequence[Pair], method: str, is_rasch: bool) -> tuple[float, float]:
    if is_rasch and method in ("mean-sigma", "mean-mean"):
        return 1.0, _shift(pairs, 1.0)
    return METHODS[method](pairs, is_rasch)


def _steps(pairs: Sequence[Pair]) -> tuple[FloatArray, FloatArray]:
    new, base = zip(*pairs, strict=True)
    return (
        np.concatenate([thresholds_of(item) for item in new]),
        np.concatenate([thresholds_of(item) for item in base]),
    )


def _shift(pairs: Sequence[Pair], slope: float) -> float:
    new, base = _steps(pairs)
    return float(base.mean() - slope * new.mean())


def _mean_sigma(pairs: Sequence[Pair], is_rasch: bool) -> tuple[float, float]:
    new, base = _steps(pairs)
    if len(new) < 2 or new.std() == 0 or base.std() == 0:
        raise EquatingImpossible(
            problem="the common items have one difficulty only, which says nothing of the slope"
        )
    slope = float(base.std() / new.std())
    return slope, _shift(pairs, slope)


def _mean_mean(pairs: Sequence[Pair], is_rasch: bool) -> tuple[float, float]:
    slope = sum(new.discrimination for new, _ in pairs) / sum(base.discrimination for _, base in pairs)
    return slope, _shift(pairs, slope)


def _stocking_lord(pairs: Sequence[Pair], is_rasch: bool) -> tuple[float, float]:
    aim = form_expectation([base for _, base in pairs], THETA)

    def differences(new: Sequence[ItemParameters]) -> FloatArray:
        return np.asarray(np.sqrt(WEIGHTS) * (form_expectation(new, THETA) - aim))

    return _closest(pairs, differences, is_rasch)


def _haebara(pairs: Sequence[Pair], is_rasch: bool) -> tuple[float, float]:
    aims = [score_probabilities(base, THETA) for _, base in pairs]

    def differences(new: Sequence[ItemParameters]) -> FloatArray:
        found = [score_probabilities(item, THETA) - aim for item, aim in zip(new, aims, strict=True)]
        return np.concatenate([(np.sqrt(WEIGHTS)[:, None] * gap).ravel() for gap in found])

    return _closest(pairs, differences, is_rasch)


def _closest(
    pairs: Sequence[Pair], differences: Callable[[Sequence[ItemParameters]], FloatArray], is_rasch: bool
) -> tuple[float, float]:
    """Return the line with the least sum of squared differences; the slope is searched as a logarithm."""
    new = [one for one, _ in pairs]

    def residuals(at: FloatArray) -> FloatArray:
        slope = 1.0 if is_rasch else float(np.exp(at[1]))
        return differences([moved(item, slope, float(at[0])) for item in new])

    slope, intercept = (1.0, _shift(pairs, 1.0)) if is_rasch else _mean_mean(pairs, False)
    start = [intercept] if is_rasch else [intercept, np.log(slope)]
    found = least_squares(residuals, start, xtol=1e-12, ftol=1e-12, gtol=1e-12)
    return (1.0 if is_rasch else float(np.exp(found.x[1]))), float(found.x[0])


METHODS: dict[str, Callable[[Sequence[Pair], bool], tuple[float, float]]] = {
    "mean-sigma": _mean_sigma,
    "mean-mean": _mean_mean,
    "stocking-lord": _stocking_lord,
    "haebara": _haebara,
}


def _jackknife(pairs: Sequence[Pair], method: str, is_rasch: bool) -> tuple[float | None, float | None]:
    """Return how much slope and intercept depend on which items happened to be common."""
    n = len(pairs)
    try:
        left = [_fitted([*pairs[:out], *pairs[out + 1 :]], method, is_rasch) for out in range(n) if n > 2]
    except EquatingImpossible:
        left = []
    if not left:
        return None, None
    spread = np.sqrt((n - 1) ** 2 / n * np.var(left, axis=0, ddof=1))
    return (None if is_rasch else float(spread[0])), float(spread[1])


@dataclass(frozen=True, slots=True)
class TruePoints:
    """Points of one form, the theta that expects them and the points another form expects there."""

    points: int
    theta: float
    equivalent: float


def true_score_equating(
    form: Sequence[ItemParameters], other: Sequence[ItemParameters]
) -> tuple[TruePoints, ...]:
    """Return, for each total of a form, the expected points on another form on the same scale.

    No point and all points have no theta (nan) and become no point and all points by convention (Kolen & Brennan,
    2014, ch. 6).

    Raises
    ------
    EquatingImpossible
        An item without parameters, or a form without items.
    """
    for item in (*form, *other):
        if not has_curve(item):
            raise EquatingImpossible(problem=f"'{item.item}' has no parameters")
    if not form or not other:
        raise EquatingImpossible(problem="one of them has no items")
    most = points_of(form)
    rows = [TruePoints(0, float("nan"), 0.0)]
    for points in range(1, most):
        theta = theta_of_points(form, points)
        rows.append(TruePoints(points, theta, float(form_expectation(other, np.array([theta]))[0])))
    return (*rows, TruePoints(most, float("nan"), float(points_of(other))))


def curve_differences(pairs: Sequence[Pair]) -> FloatArray:
    """Return how far each pair's expected points lie apart, (n_pairs,): root mean square over the distribution."""
    gaps = [item_expectation(new, THETA) - item_expectation(base, THETA) for new, base in pairs]
    return np.asarray(np.sqrt(np.square(gaps) @ WEIGHTS))
