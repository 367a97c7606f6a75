"""The expectation step: how likely each ability is for each person, summed up over people.

All models here give an item's score k the log-odds `slope · k · theta + intercept[k]`. A person's answers therefore
enter the posterior only through the slope-weighted sum of their points, s: the log-posterior is `theta · s` plus
something that all people with the same questions share. The step is that outer product and one product of matrices,
both in single precision and some thousands of rows at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sauatty.core.psychometrics.irt_answers import Block
from sauatty.core.statistics import BoolArray, FloatArray

WIDTH = 5.0  # how many standard deviations the grid reaches to each side
ROWS_AT_ONCE = 128  # in one product of matrices
ALONE = 200_000  # multiplications: OpenBLAS takes threads from 262,144 on
LEAST = np.float32(1e-30)  # smaller numbers are denormal soon, and products with those take ten times as long
FURTHEST = 300.0  # exponents beyond are taken one by one, lest they overflow
Single = NDArray[np.float32]
Real = TypeVar("Real", np.float32, np.float64)


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
    log_sums = curves_at(state.slopes, state.intercepts, thetas).log_sums
    shape = log_sums.shape
    sums = Expected(np.zeros(shape), np.zeros(shape), np.zeros(thetas.shape), 0.0)
    for block in blocks:
        own = log_sums[block.group, block.columns]
        shares = Shares(block, state.slopes[block.columns], thetas[block.group], own, grid.log_weights)
        _add_block(sums, block, shares, with_points)
    return sums


def _add_block(sums: Expected, block: Block, shares: "Shares", with_points: bool) -> None:
    """Add one block to the sums."""
    everybody = np.zeros(sums.everybody.shape[1])
    people, points = (np.zeros((len(block.columns), len(everybody))) for _ in range(2))
    for answers, asked, posterior, log_likelihood in shares:
        sums.log_likelihood += log_likelihood
        everybody += posterior.sum(axis=1)
        if asked is not None:
            people += product(posterior, asked).T
        if with_points:
            points += product(posterior, answers).T
    sums.everybody[block.group] += everybody
    sums.people[block.group, block.columns] += people if block.has_holes else everybody
    sums.points[block.group, block.columns] += points


def product(wide: NDArray[Real], tall: NDArray[Real]) -> NDArray[Real]:
    """Multiply (points × rows) with (rows × columns), a few rows at a time.

    OpenBLAS shares larger products between threads, which on busy cores takes ten times as long as doing them alone.
    """
    at_once = _rows_at_once(len(wide) * tall.shape[1])
    n_rows = len(tall)
    whole = n_rows - n_rows % at_once
    tail: NDArray[Real] = wide[:, whole:] @ tall[whole:]
    if not whole:
        return tail
    left = wide[:, :whole].reshape(len(wide), -1, at_once).transpose(1, 0, 2)
    right = tall[:whole].reshape(-1, at_once, tall.shape[1])
    return np.asarray(np.matmul(left, right).sum(axis=0) + tail, tall.dtype)


def rows_times(tall: NDArray[Real], small: NDArray[Real]) -> NDArray[Real]:
    """Multiply (rows × columns) with a small matrix, a few rows at a time, for the same reason."""
    at_once = _rows_at_once(small.size)
    whole = len(tall) - len(tall) % at_once
    done = np.matmul(tall[:whole].reshape(-1, at_once, tall.shape[1]), small)
    return np.concatenate([done.reshape(whole, small.shape[1]), tall[whole:] @ small])


def _rows_at_once(width: int) -> int:
    """Return how many rows of a product OpenBLAS does alone."""
    return max(8, min(ALONE // max(width, 1), ROWS_AT_ONCE))


@dataclass(frozen=True, slots=True)
class Shares:
    """The posteriors of the people of one block, some thousands at a time.

    `slopes` (n_columns,) and `log_sums` (n_columns, n_points) are those of the columns of the block, `thetas` the
    points of its group, evenly spaced.
    """

    block: Block
    slopes: FloatArray
    thetas: FloatArray
    log_sums: FloatArray
    log_weights: FloatArray

    def __iter__(self) -> Iterator[tuple[Single, Single | None, Single, float]]:
        """Yield answers (0 where not asked), asked (None = all), posterior times weight, and the log-likelihood.

        Answers are rows × columns, the posterior points × rows. The likelihood leaves out the sum of the intercepts
        of the scores given, which does not depend on people: `log_likelihood_of_counts` adds it.
        """
        slopes = self.slopes.astype(np.float32)[:, None]
        shared = self.log_weights - self.log_sums.sum(axis=0)
        for codes, weights in self.block.chunks():
            answers = codes.astype(np.float32)
            if not self.block.has_holes:
                yield (
                    answers,
                    None,
                    *self._posterior(rows_times(answers, slopes)[:, 0].astype(float), shared, weights),
                )
                continue
            asked = (codes >= 0).astype(np.float32)
            answers *= asked
            own = self.log_weights[:, None] - rows_times(asked, self.log_sums.astype(np.float32)).T
            yield (
                answers,
                asked,
                *self._posterior(rows_times(answers, slopes)[:, 0].astype(float), own, weights),
            )

    def _posterior(
        self, sums: FloatArray, shared: FloatArray, weights: FloatArray | None
    ) -> tuple[Single, float]:
        """Return the posterior (points × rows) times weights, and the log-likelihood.

        The points are evenly spaced, so exp(theta · s) is a power series: one exponential a person, not 41.
        """
        middle = 0.5 * (sums.max() + sums.min())
        start = self.thetas[0]
        reach = max(abs(start), abs(self.thetas[-1])) * (sums.max() - middle)
        if shared.ndim > 1 or reach > FURTHEST:
            powers, top = _exponentials(np.multiply.outer(self.thetas, sums) + _as_column(shared))
        else:
            lift = shared + middle * self.thetas
            top = np.full(len(sums), lift.max())
            powers = self._powers(sums - middle, np.exp(lift - lift.max()))
        totals = powers.sum(axis=0)
        log_likelihood = np.log(totals) + top
        share = (1.0 if weights is None else weights) / totals
        posterior = np.empty(powers.shape, np.float32)
        np.multiply(powers, share, out=posterior, casting="same_kind")
        np.maximum(posterior, LEAST, out=posterior)
        return posterior, float(log_likelihood.sum() if weights is None else log_likelihood @ weights)

    def _powers(self, sums: FloatArray, factors: FloatArray) -> FloatArray:
        """Return exp(theta · sum) · factor for all points and rows."""
        powers = np.empty((len(self.thetas), len(sums)))
        powers[0] = np.exp(self.thetas[0] * sums)
        ratio = np.exp((self.thetas[1] - self.thetas[0]) * sums)
        for number in range(1, len(powers)):
            np.multiply(powers[number - 1], ratio, out=powers[number])
        powers *= factors[:, None]
        return powers


def _as_column(shared: FloatArray) -> FloatArray:
    """Return what all rows share as a column; what each row has of its own stays as it is."""
    return shared if shared.ndim > 1 else shared[:, None]


def _exponentials(logs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return exp(logs - top), and the top of each column."""
    top = logs.max(axis=0)
    logs -= top
    return np.exp(logs, out=logs), top


def log_likelihood_of_counts(counts: FloatArray, intercepts: FloatArray) -> float:
    """Return the part of the log-likelihood that only the counts of scores decide (n_items, most points + 1)."""
    seen: BoolArray = counts > 0
    return float((counts[seen] * intercepts[seen]).sum())
