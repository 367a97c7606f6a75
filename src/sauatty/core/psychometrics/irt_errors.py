"""Standard errors of what people read: difficulties and steps rather than slopes and intercepts."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sauatty.core.psychometrics.irt_answers import Answers
from sauatty.core.psychometrics.irt_em import SLOPE_BOUND, Problem
from sauatty.core.psychometrics.irt_items import ends
from sauatty.core.psychometrics.irt_kernel import State
from sauatty.core.psychometrics.irt_observed import free_parameters, observed_information
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.rasch_cml import inverse
from sauatty.core.statistics import BoolArray, FloatArray


def marginal_covariance(problem: Problem, state: State, *, is_centred: bool) -> FloatArray | None:
    """Return the covariance of all parameters, 0 for those held; None where the answers don't pin them down."""
    free = free_parameters(problem).astype(bool)
    free[: -2 * len(state.means)] &= ~_at_bound(state)
    information = observed_information(problem, state)[np.ix_(free, free)]
    covariance = inverse(information)
    return None if covariance is None else in_place(covariance, free, state, is_centred=is_centred)


def _at_bound(state: State) -> BoolArray:
    """Say which parameters of items are slopes at their bound: they are held there."""
    held = np.zeros((len(state.slopes), 1 + state.intercepts.shape[1]), bool)
    held[:, 0] = np.abs(state.slopes) >= SLOPE_BOUND
    return held.ravel()


def in_place(covariance: FloatArray, free: BoolArray, state: State, *, is_centred: bool) -> FloatArray:
    """Return the covariance among all parameters, with difficulties centred where the state is."""
    whole = np.zeros((len(free), len(free)))
    whole[np.ix_(free, free)] = covariance
    if not is_centred:
        return whole
    moved, shift = _centring(state)
    with_shift = (whole * shift).sum(axis=1)
    across = np.multiply.outer(moved, with_shift)
    both = np.multiply.outer(moved, moved) * float(with_shift @ shift)
    return np.asarray(whole + across + across.T + both, float)


def _centring(state: State) -> tuple[FloatArray, FloatArray]:
    """Return how the parameters move when the mean difficulty goes by one, and the weights that make that mean."""
    n_items, n_scores = state.intercepts.shape
    n_each = 1 + n_scores
    low, high = ends(state.intercepts)
    rows = np.arange(n_items) * n_each + 1
    shift = np.zeros(n_items * n_each + 2 * len(state.means))
    np.add.at(shift, rows + high, -1.0 / ((high - low) * n_items))
    np.add.at(shift, rows + low, 1.0 / ((high - low) * n_items))
    moved = np.zeros(len(shift))
    moved[: n_items * n_each] = np.tile(np.concatenate([[0.0], np.arange(n_scores)]), n_items)
    moved[n_items * n_each :: 2] = -1.0
    return moved, shift


def with_errors(
    found: Mapping[str, ItemParameters],
    answers: Answers,
    state: State,
    covariance: FloatArray,
    free: BoolArray,
) -> dict[str, ItemParameters]:
    """Return the estimated items with their standard errors; `free` (n_items,) leaves anchors as they are."""
    n_each = 1 + state.intercepts.shape[1]
    low, high = ends(state.intercepts)
    done = dict(found)
    for number, item in enumerate(answers.items):
        if free[number]:
            own = slice(number * n_each, (number + 1) * n_each)
            done[item] = _one(found[item], covariance[own, own], int(low[number]), int(high[number]))
    return done


def _one(parameters: ItemParameters, covariance: FloatArray, low: int, high: int) -> ItemParameters:
    """Return one item with its errors, by the delta method."""
    slope = parameters.discrimination
    is_slope_free = covariance[0, 0] > 0
    steps = tuple(
        None if step is None else _error(covariance, slope, step, k, k + 1)
        for k, step in enumerate(parameters.steps)
    )
    return replace(
        parameters,
        se_discrimination=float(np.sqrt(covariance[0, 0])) if is_slope_free else None,
        se_difficulty=_error(covariance, slope, parameters.difficulty or 0.0, low, high),
        se_steps=steps,
    )


def _error(covariance: FloatArray, slope: float, place: float, low: int, high: int) -> float:
    """Return the error of -(intercept[high] - intercept[low]) / (slope · (high - low)), which is `place`."""
    gradient = np.zeros(len(covariance))
    gradient[0] = -place / slope
    gradient[1 + high] -= 1.0 / (slope * (high - low))
    gradient[1 + low] += 1.0 / (slope * (high - low))
    return float(np.sqrt(max(float(gradient @ covariance @ gradient), 0.0)))


def mean_error(covariance: FloatArray, group: int, n_groups: int) -> float | None:
    """Return the standard error of a group's mean; None where it is held."""
    place = len(covariance) - 2 * n_groups + 2 * group
    variance = float(covariance[place, place])
    return float(np.sqrt(variance)) if variance > 0 else None
