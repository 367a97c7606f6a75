"""Calibrated items as arrays: what scoring, information, fit and simulation compute from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from sauatty.core.errors import ItemsNotCalibrated
from sauatty.core.psychometrics.irt_kernel import curves_at
from sauatty.core.psychometrics.irt_results import Calibration, ItemParameters
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class Scale:
    """Items that have parameters: `slopes` (n_items,), `intercepts` (n_items, most points + 1), -inf = impossible."""

    items: tuple[str, ...]
    slopes: FloatArray
    intercepts: FloatArray

    def probabilities(self, thetas: FloatArray) -> FloatArray:
        """Return the probability of each score: (n_items, most points + 1, n_thetas)."""
        return np.asarray(
            curves_at(self.slopes, self.intercepts, np.atleast_2d(thetas)).probabilities[0], float
        )

    def moments(self, thetas: FloatArray) -> "Moments":
        """Return the expected score of each item at each theta, and what it varies by."""
        if self.intercepts.shape[1] == 2 and np.isfinite(self.intercepts).all():
            right = expit(np.multiply.outer(self.slopes, thetas) + self.intercepts[:, 1:])
            spread = right * (1 - right)
            return Moments(right, spread, spread * (1 - 2 * right), spread * (1 - 3 * spread))
        chances = self.probabilities(thetas)
        points = np.arange(chances.shape[1])[:, None]
        mean = (points * chances).sum(axis=1)
        away = points - mean[:, None, :]
        second, third, fourth = ((away**power * chances).sum(axis=1) for power in (2, 3, 4))
        return Moments(mean, second, third, fourth)

    def of(self, columns: Sequence[int]) -> "Scale":
        """Return some items only."""
        chosen = list(columns)
        return Scale(
            tuple(self.items[column] for column in chosen), self.slopes[chosen], self.intercepts[chosen]
        )


@dataclass(frozen=True, slots=True)
class Moments:
    """Expected score and central moments of the score of each item: (n_items, n_thetas)."""

    mean: FloatArray
    second: FloatArray
    third: FloatArray
    fourth: FloatArray


def scale_of(
    calibration: Calibration | Sequence[ItemParameters], items: Sequence[str] | None = None
) -> Scale:
    """Return the items with parameters, in the order of `items` (default: the calibration's own).

    Raises
    ------
    ItemsNotCalibrated
        Where one of `items` is unknown to the calibration, or none of them has parameters.
    """
    listed = calibration.items if isinstance(calibration, Calibration) else calibration
    known = {parameters.item: parameters for parameters in listed}
    wanted = items if items is not None else list(known)
    if unknown := [item for item in wanted if item not in known]:
        raise ItemsNotCalibrated(items=", ".join(unknown))
    chosen = [known[item] for item in wanted if known[item].is_estimated]
    if not chosen:
        raise ItemsNotCalibrated(items=", ".join(wanted))
    n_scores = 1 + max(parameters.max_score for parameters in chosen)
    return Scale(
        tuple(parameters.item for parameters in chosen),
        np.array([parameters.discrimination for parameters in chosen]),
        np.array([_intercepts(parameters, n_scores) for parameters in chosen]),
    )


def _intercepts(parameters: ItemParameters, n_scores: int) -> FloatArray:
    """Return the intercepts of one item; scores that nobody had are impossible."""
    low, high, rises = _rises(parameters)
    intercepts = np.full(n_scores, -np.inf)
    intercepts[low] = 0.0
    reached = -parameters.discrimination * np.cumsum(rises)
    for score in range(low + 1, high + 1):
        is_reached = (
            score == high or parameters.steps[score] is not None or parameters.steps[score - 1] is not None
        )
        intercepts[score] = reached[score - low - 1] if is_reached else -np.inf
    return intercepts


def _rises(parameters: ItemParameters) -> tuple[int, int, FloatArray]:
    """Return lowest and highest possible score, and the steps between; unknown ones share what the mean leaves.

    Unknown steps at an end mean that nobody had those points; that is so where the mean is that of the known steps.
    """
    known = [step for step in parameters.steps if step is not None]
    low, high = 0, len(parameters.steps)
    middle = parameters.difficulty or 0.0
    if known and np.isclose(middle, np.mean(known)):
        while parameters.steps[low] is None:
            low += 1
        while parameters.steps[high - 1] is None:
            high -= 1
    inside = parameters.steps[low:high]
    n_unknown = sum(step is None for step in inside)
    left = middle * len(inside) - sum(step for step in inside if step is not None)
    share = left / n_unknown if n_unknown else 0.0
    return low, high, np.array([share if step is None else step for step in inside])
