"""The curves of one item and of a form: what linking, pass marks, classification and assembly read off.

An item is anything with a discrimination, a difficulty and steps, such as the parameters that a calibration gives.
Without steps it is right or wrong; with steps (absolute, in logits) its points 0 … m follow the partial credit model.
Arrays of `theta` have shape (n_theta,).
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from sauatty.core.statistics import FloatArray


class Curve(Protocol):
    """What the curve of an item is made of."""

    @property
    def discrimination(self) -> float: ...

    @property
    def difficulty(self) -> float | None: ...

    @property
    def steps(self) -> tuple[float | None, ...]: ...


def thresholds_of(item: Curve) -> FloatArray:
    """Return where each further point becomes as likely as the one before, (m,); the difficulty for one point."""
    return np.array(item.steps if len(item.steps) else (item.difficulty,), float)


def has_curve(item: Curve) -> bool:
    """Say whether the answers gave the item all its parameters."""
    return bool(np.isfinite([item.discrimination, *thresholds_of(item)]).all())


def points_of(items: Sequence[Curve]) -> int:
    """Return the most points of a form."""
    return sum(max(len(item.steps), 1) for item in items)


def score_probabilities(item: Curve, theta: FloatArray) -> FloatArray:
    """Return the probability of 0 … m points, (n_theta, m + 1)."""
    climbs = item.discrimination * (np.asarray(theta, float)[:, None] - thresholds_of(item)[None, :])
    logits = np.concatenate([np.zeros((len(climbs), 1)), np.cumsum(climbs, axis=1)], axis=1)
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def item_expectation(item: Curve, theta: FloatArray) -> FloatArray:
    """Return the expected points on one item, (n_theta,)."""
    probabilities = score_probabilities(item, theta)
    return np.asarray(probabilities @ np.arange(probabilities.shape[1]))


def item_precision(item: Curve, theta: FloatArray) -> FloatArray:
    """Return the Fisher information of one item, (n_theta,): a² times the variance of its points."""
    probabilities = score_probabilities(item, theta)
    points = np.arange(probabilities.shape[1])
    mean = probabilities @ points
    return np.asarray(item.discrimination**2 * (probabilities @ points**2 - mean**2))


def form_expectation(items: Sequence[Curve], theta: FloatArray) -> FloatArray:
    """Return the test characteristic curve, (n_theta,): the expected points on the whole form."""
    return np.asarray(np.sum([item_expectation(item, theta) for item in items], axis=0))


def theta_of_points(items: Sequence[Curve], points: float) -> float:
    """Return the theta at which the form expects these points; nan outside (0, most points).

    Bisection on [-40, 40]: the curve rises strictly wherever every discrimination is above 0.
    """
    if not 0 < points < points_of(items):
        return float("nan")
    low, high = -40.0, 40.0
    for _ in range(70):
        middle = (low + high) / 2
        is_below = form_expectation(items, np.array([middle]))[0] < points
        low, high = (middle, high) if is_below else (low, middle)
    return (low + high) / 2


def points_distribution(items: Sequence[Curve], theta: FloatArray) -> FloatArray:
    """Return the probability of each total 0 … most points at each theta, (n_theta, points + 1).

    The recursion of Lord and Wingersky (1984), doi:10.1177/014662168400800409, with several points for an item.
    """
    theta = np.asarray(theta, float)
    totals = np.ones((len(theta), 1))
    for item in items:
        chances = score_probabilities(item, theta)
        longer = np.zeros((len(theta), totals.shape[1] + chances.shape[1] - 1))
        for points in range(chances.shape[1]):
            longer[:, points : points + totals.shape[1]] += totals * chances[:, points : points + 1]
        totals = longer
    return totals
