"""The expectation step: how likely each ability is for each person, summed up over people.

All models here give an item's score k the log-odds `slope · k · theta + intercept[k]`. A person's answers therefore
enter the posterior only through the slope-weighted sum of their points, s: the log-posterior is `theta · s` plus
something that all people with the same questions share. The step is that outer product and one product of matrices,
both in single precision and some thousands of rows at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sauatty.core.psychometrics.irt_answers import Block
from sauatty.core.statistics import BoolArray, FloatArray

WIDTH = 5.0  # how many standard deviations the grid reaches to each side
Single = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class State:
    """What is being estimated.

    `slopes` is (n_items,); `intercepts` (n_items, most points + 1), -inf where a score is impossible; `means` and
    `sds` are (n_groups,).
    """

    slopes: FloatArray
    intercepts: FloatArray
    means: FloatArray
    sds: FloatArray

    def with_groups(self, means: FloatArray, sds: FloatArray) -> "State":
        """Return the same items with other groups."""
        return replace(self, means=means, sds=sds)


@dataclass(frozen=True, slots=True)
class Grid:
    """Points of ability: `z` and log-weights of a standard normal, (n_points,); each group has its own thetas."""

    z: FloatArray
    log_weights: FloatArray

    def thetas(self, state: State) -> FloatArray:
        """Return the points of each group: (n_groups, n_points)."""
        return state.means[:, None] + state.sds[:, None] * self.z


def normal_grid(n_points: int) -> Grid:
    """Return evenly spaced points with the weights of a standard normal."""
    z = np.linspace(-WIDTH, WIDTH, n_points)
    weights = np.exp(-0.5 * z**2)
    return Grid(z, np.log(weights / weights.sum()))


@dataclass(frozen=True, slots=True)
class Curves:
    """Items at points of ability: `logs` of the normalising sum, (n_groups, n_items, n_points)."""

    probabilities: FloatArray  # (n_groups, n_items, most points + 1, n_points)
    log_sums: FloatArray


def curves_at(slopes: FloatArray, intercepts: FloatArray, thetas: FloatArray) -> Curves:
    """Return the probability of every score at `thetas` (n_groups, n_points)."""
    points = np.arange(intercepts.shape[1])
    odds = (slopes[:, None] * points)[None, :, :, None] * thetas[:, None, None, :] + intercepts[:, :, None]
    top = odds.max(axis=2, keepdims=True)
    odds = np.exp(odds - top)
    sums = odds.sum(axis=2, keepdims=True)
    return Curves(odds / sums, (np.log(sums) + top)[:, :, 0])


@dataclass(slots=True)
class Expected:
    """Sums over people that the maximisation needs.

    `people` (n_groups, n_items, n_points) is how many of those who were asked stand at each point; `points` are the
    points of score that they got; `everybody` is (n_groups, n_points), whatever they were asked.
    """

    people: FloatArray
    points: FloatArray
    everybody: FloatArray
    log_likelihood: float


def expected(blocks: Sequence[Block], state: State, grid: Grid, *, with_points: bool) -> Expected:
    """Run the expectation step; without `with_points` the sums that only free slopes need are left at 0."""
    thetas = grid.thetas(state)
    curves = curves_at(state.slopes, state.intercepts, thetas)
    shape = curves.log_sums.shape
    sums = Expected(np.zeros(shape), np.zeros(shape), np.zeros(thetas.shape), 0.0)
    for block in blocks:
        _add_block(sums, block, Shares(block, state, grid, thetas[block.group], curves), with_points)
    return sums


def _add_block(sums: Expected, block: Block, shares: "Shares", with_points: bool) -> None:
    """Add one block to the sums."""
    everybody = np.zeros(sums.everybody.shape[1])
    people, points = (np.zeros((len(block.columns), len(everybody))) for _ in range(2))
    for answers, asked, posterior, log_likelihood in shares:
        sums.log_likelihood += log_likelihood
        everybody += posterior.sum(axis=0)
        if asked is not None:
            people += asked.T @ posterior
        if with_points:
            points += answers.T @ posterior
    sums.everybody[block.group] += everybody
    sums.people[block.group, block.columns] += people if block.has_holes else everybody
    sums.points[block.group, block.columns] += points


@dataclass(frozen=True, slots=True)
class Shares:
    """The posteriors of the people of one block, some thousands at a time."""

    block: Block
    state: State
    grid: Grid
    thetas: FloatArray
    curves: Curves

    def __iter__(self) -> Iterator[tuple[Single, Single | None, Single, float]]:
        """Yield answers (0 where not asked), asked (None = all), posterior times weight, and the log-likelihood.

        The likelihood leaves out the sum of the intercepts of the scores given, which does not depend on people:
        `log_likelihood_of_counts` adds it.
        """
        block, thetas = self.block, self.thetas.astype(np.float32)
        slopes = self.state.slopes[block.columns].astype(np.float32)
        log_sums = self.curves.log_sums[block.group, block.columns]
        shared = (self.grid.log_weights - log_sums.sum(axis=0)).astype(np.float32)
        each = -log_sums.astype(np.float32)
        for codes, weights in block.chunks():
            answers = codes.astype(np.float32)
            asked: Single | None = None
            logs: Single
            if block.has_holes:
                asked = (codes >= 0).astype(np.float32)
                answers *= asked
                logs = asked @ each
                logs += self.grid.log_weights.astype(np.float32)
                logs += np.multiply.outer(answers @ slopes, thetas)
            else:
                logs = np.multiply.outer(answers @ slopes, thetas)
                logs += shared
            yield answers, asked, *_posterior(logs, weights)


def _posterior(logs: Single, weights: FloatArray | None) -> tuple[Single, float]:
    """Turn logs (rows × points, overwritten) into posteriors times weights, and add up the log-likelihood."""
    top = logs.max(axis=1, keepdims=True)
    logs -= top
    np.exp(logs, out=logs)
    sums = logs @ np.ones(logs.shape[1], np.float32)
    each = np.log(sums) + top[:, 0]
    if weights is None:
        logs *= (1.0 / sums)[:, None]
        return logs, float(each.sum(dtype=np.float64))
    logs *= (weights / sums).astype(np.float32)[:, None]
    return logs, float(each.astype(float) @ weights)


def log_likelihood_of_counts(counts: FloatArray, intercepts: FloatArray) -> float:
    """Return the part of the log-likelihood that only the counts of scores decide (n_items, most points + 1)."""
    seen: BoolArray = counts > 0
    return float((counts[seen] * intercepts[seen]).sum())
