"""Marginal maximum likelihood by EM, sped up by SQUAREM.

References: Bock & Aitkin (1981), doi:10.1007/BF02293801; Varadhan & Roland (2008), doi:10.1111/j.1467-9469.2007.00585.x
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.irt_answers import Answers, Block
from sauatty.core.psychometrics.irt_kernel import (
    Expected,
    Grid,
    State,
    curves_at,
    expected,
    log_likelihood_of_counts,
)
from sauatty.core.psychometrics.rasch import by_raw_score
from sauatty.core.statistics import BoolArray, FloatArray

SLOPE_BOUND = 6.0
LEAST_SD = 0.05  # of a group; a spread that falls to it is not estimated
TOLERANCE = 1e-4
MOST_ROUNDS = 500
LONGEST_STEP = 1.0  # of a parameter in one Newton step
LONGEST_LEAP = 20.0


@dataclass(frozen=True, slots=True)
class Freedom:
    """Which parameters move: `slopes` (n_items,), `intercepts` (n_items, most points + 1), `means`, `sds` by group."""

    slopes: BoolArray
    intercepts: BoolArray
    means: BoolArray
    sds: BoolArray


@dataclass(frozen=True, slots=True)
class Problem:
    """The data as blocks (perhaps only tables of scores), the counts of scores and what is free."""

    blocks: Sequence[Block]
    counts: FloatArray  # (n_items, most points + 1)
    free: Freedom
    grid: Grid

    @property
    def has_free_slopes(self) -> bool:
        """Say whether any slope is estimated."""
        return bool(self.free.slopes.any())

    def expect(self, state: State) -> tuple[Expected, float]:
        """Return the sums of the expectation step and the log-likelihood."""
        sums = expected(self.blocks, state, self.grid, with_points=self.has_free_slopes)
        return sums, sums.log_likelihood + log_likelihood_of_counts(self.counts, state.intercepts)


@dataclass(frozen=True, slots=True)
class Fit:
    """Where the estimation ended."""

    state: State
    log_likelihood: float
    n_iterations: int
    converged: bool


def problem_of(answers: Answers, free: Freedom, grid: Grid, *, has_equal_slopes: bool) -> Problem:
    """Return the problem; where all slopes are 1 and stay so, people with like raw scores become one row."""
    blocks = answers.blocks
    if has_equal_slopes and not free.slopes.any():
        blocks = tuple(by_raw_score(block, answers.max_scores) for block in blocks)
    return Problem(blocks, answers.counts.sum(axis=0), free, grid)


def held(answers: Answers, grid: Grid, *, has_equal_slopes: bool = True) -> Problem:
    """Return the problem with all items held: only the groups move."""
    n_items, n_groups = len(answers.items), len(answers.groups)
    nothing = np.zeros((n_items, answers.counts.shape[2]), bool)
    free = Freedom(nothing[:, 0], nothing, np.ones(n_groups, bool), np.ones(n_groups, bool))
    return problem_of(answers, free, grid, has_equal_slopes=has_equal_slopes)


def maximise(problem: Problem, start: State) -> Fit:
    """Run EM to the end: three steps a round, the third from a point leapt to along the path of the first two."""
    state, likelihood, rounds = start, -np.inf, 0
    while rounds < MOST_ROUNDS:
        first, _ = _step(problem, state)
        second, likelihood = _step(problem, first)
        leapt = _leap(state, first, second)
        third, reached = _step(problem, leapt)
        rounds += 3
        good = np.isfinite(reached) and reached >= likelihood
        change = _distance(state, first)
        state = third if good else second
        if change < TOLERANCE:
            return Fit(state, max(reached, likelihood) if good else likelihood, rounds, True)
    return Fit(state, likelihood, rounds, False)


def _distance(one: State, other: State) -> float:
    """Return the largest change of a parameter."""
    return float(np.abs(_flat(one) - _flat(other)).max(initial=0.0))


def _flat(state: State) -> FloatArray:
    """Return the state as one vector; impossible scores count as 0."""
    finite = np.where(np.isfinite(state.intercepts), state.intercepts, 0.0)
    return np.concatenate([state.slopes, finite.ravel(), state.means, np.log(state.sds)])


def _leap(start: State, first: State, second: State) -> State:
    """Extrapolate two steps of EM (scheme S3 of SQUAREM)."""
    origin = _flat(start)
    step = _flat(first) - origin
    bend = _flat(second) - _flat(first) - step
    size = float(np.linalg.norm(bend))
    length = -1.0 if size < 1e-12 else min(-1.0, max(-LONGEST_LEAP, -float(np.linalg.norm(step)) / size))
    return _unflat(origin - 2 * length * step + length**2 * bend, second)


def _unflat(vector: FloatArray, like: State) -> State:
    """Return a vector as a state, kept within the bounds."""
    n_items, n_groups = len(like.slopes), len(like.means)
    slopes = np.clip(vector[:n_items], -SLOPE_BOUND, SLOPE_BOUND)
    slopes = np.where(np.abs(like.slopes) > SLOPE_BOUND, like.slopes, slopes)
    intercepts = vector[n_items : n_items + like.intercepts.size].reshape(like.intercepts.shape)
    intercepts = np.where(np.isfinite(like.intercepts), intercepts, -np.inf)
    sds = np.exp(np.clip(vector[len(vector) - n_groups :], -3, 3))
    return State(slopes, intercepts, vector[len(vector) - 2 * n_groups : len(vector) - n_groups], sds)


def _step(problem: Problem, state: State) -> tuple[State, float]:
    """Return the state after one step of EM, and the log-likelihood before it."""
    sums, likelihood = problem.expect(state)
    moved = _items_moved(problem, state, sums)
    means, sds = _groups_moved(problem, state, sums)
    return moved.with_groups(means, sds), likelihood


def _groups_moved(problem: Problem, state: State, sums: Expected) -> tuple[FloatArray, FloatArray]:
    """Return means and deviations of the posterior of each group, where they are free."""
    thetas, free = problem.grid.thetas(state), problem.free
    sizes = np.maximum(sums.everybody.sum(axis=1), 1e-12)
    means = np.where(free.means, (sums.everybody * thetas).sum(axis=1) / sizes, state.means)
    around = (sums.everybody * (thetas - means[:, None]) ** 2).sum(axis=1) / sizes
    return means, np.where(free.sds, np.sqrt(np.clip(around, LEAST_SD**2, 400.0)), state.sds)


def _items_moved(problem: Problem, state: State, sums: Expected) -> State:
    """Take one Newton step for every item at once: slope and intercepts together."""
    gradient, information = item_derivatives(problem, state, sums)
    free = np.concatenate(
        [_slopes_that_move(problem.free.slopes, state.slopes, gradient)[:, None], problem.free.intercepts],
        axis=1,
    )
    gradient = np.where(free, gradient, 0.0)
    information = np.where(free[:, :, None] & free[:, None, :], information, 0.0)
    n = information.shape[1]
    information[:, np.arange(n), np.arange(n)] += np.where(free, 1e-9, 1.0)
    step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
    longest = np.abs(step).max(axis=1, keepdims=True, initial=LONGEST_STEP)
    step *= LONGEST_STEP / longest
    slopes = np.where(free[:, 0], np.clip(state.slopes + step[:, 0], -SLOPE_BOUND, SLOPE_BOUND), state.slopes)
    return State(slopes, state.intercepts + step[:, 1:], state.means, state.sds)


def _slopes_that_move(free: BoolArray, slopes: FloatArray, gradient: FloatArray) -> BoolArray:
    """Hold slopes that stand at the bound and would go on."""
    outward = (np.abs(slopes) >= SLOPE_BOUND) & (slopes * gradient[:, 0] > 0)
    return free & ~outward


def item_derivatives(problem: Problem, state: State, sums: Expected) -> tuple[FloatArray, FloatArray]:
    """Return gradient (n_items, 1 + scores) and information (…, …) of the expected log-likelihood of each item."""
    thetas = problem.grid.thetas(state)
    probabilities = _by_score(curves_at(state.slopes, state.intercepts, thetas).probabilities)
    n_scores, n_items, _ = probabilities.shape
    people, points = (_side_by_side(each) for each in (sums.people, sums.points))
    powers = np.stack([np.ones(thetas.size), thetas.ravel(), thetas.ravel() ** 2], axis=1)
    scores = np.arange(n_scores)[:, None, None]
    mean = (scores * probabilities).sum(axis=0)
    weighted = people * probabilities
    gradient = np.empty((n_items, 1 + n_scores))
    information = np.empty((n_items, 1 + n_scores, 1 + n_scores))
    gradient[:, 0] = (points - people * mean) @ powers[:, 1]
    gradient[:, 1:] = problem.counts - weighted.sum(axis=2).T
    about = weighted * (scores - mean)
    information[:, 0, 0] = (about * scores).sum(axis=0) @ powers[:, 2]
    information[:, 0, 1:] = information[:, 1:, 0] = (about @ powers[:, 1]).T
    for one in range(n_scores):
        among = weighted[one] * ((np.arange(n_scores) == one)[:, None, None] - probabilities)
        information[:, 1 + one, 1:] = among.sum(axis=2).T
    return gradient, information


def _by_score(probabilities: FloatArray) -> FloatArray:
    """Return (n_scores, n_items, points of all groups)."""
    n_groups, n_items, n_scores, n_points = probabilities.shape
    return probabilities.transpose(2, 1, 0, 3).reshape(n_scores, n_items, n_groups * n_points)


def _side_by_side(values: FloatArray) -> FloatArray:
    """Return (n_items, points of all groups)."""
    return values.transpose(1, 0, 2).reshape(values.shape[1], -1)
