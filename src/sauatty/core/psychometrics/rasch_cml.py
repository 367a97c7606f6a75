"""Conditional maximum likelihood of the Rasch and the partial credit model: people drop out of the likelihood.

Given the raw score, the answers depend on the items alone. The elementary symmetric functions of that likelihood are
written here as distributions of the raw score at theta 0 (the recursion of Lord and Wingersky), which neither
overflow nor need logarithms. References: Andersen (1972), doi:10.1111/j.2517-6161.1972.tb00887.x; Fischer & Molenaar
(1995), Rasch Models, ch. 3. Checked against eRm 1.0-2 and psychotools 0.7-2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

import numpy as np

from sauatty.core.psychometrics.irt_kernel import product
from sauatty.core.psychometrics.rasch import ScoreTable
from sauatty.core.statistics import BoolArray, FloatArray

MOST_ROUNDS = 100
PRECISION = 1e-9  # of the gradient, relative to the number of people
LONGEST_STEP = 2.0
SMALLEST = 1e-290
LEAST_PIVOT = 1e-10


@dataclass(frozen=True, slots=True)
class ConditionalFit:
    """`intercepts` is (n_items, most points + 1), `covariance` that of the free ones in row order (None if not asked)."""

    intercepts: FloatArray
    covariance: FloatArray | None
    log_likelihood: float
    n_iterations: int
    converged: bool


@dataclass(frozen=True, slots=True)
class _Likelihood:
    """The conditional likelihood of tables of scores; `counts` of scores includes people at both ends."""

    tables: Sequence[ScoreTable]
    counts: FloatArray
    free: BoolArray

    def value(self, intercepts: FloatArray) -> float:
        """Return the log-likelihood."""
        chances = _chances(intercepts)
        seen = self.counts > 0
        total = float((self.counts[seen] * np.log(chances[seen])).sum())
        for table in self.tables:
            own = chances[table.columns]
            spread = score_distributions(own, np.ones((1, len(own)), bool))[0, : len(table.people)]
            reached = table.people > 0
            total -= float((table.people[reached] * np.log(np.maximum(spread[reached], SMALLEST))).sum())
        return total

    def gradient(self, intercepts: FloatArray) -> FloatArray:
        """Return the derivatives by the free intercepts: scores seen less scores expected."""
        chances = _chances(intercepts)
        gradient = self.counts.copy()
        for table in self.tables:
            gradient[table.columns] -= np.tensordot(table.people, _expected(chances[table.columns], table), 1)
        return np.asarray(gradient[self.free])

    def information(self, intercepts: FloatArray) -> FloatArray:
        """Return the negative second derivatives by the free intercepts."""
        chances = _chances(intercepts)
        n_items, n_scores = chances.shape
        total = np.zeros((n_items, n_scores, n_items, n_scores))
        for table in self.tables:
            scores = np.arange(n_scores)
            own = np.ix_(table.columns, scores, table.columns, scores)
            total[own] += _covariances(chances[table.columns], table)
        free = self.free.ravel()
        return total.reshape(free.size, free.size)[np.ix_(free, free)]

    @overload
    def inverse(self, intercepts: FloatArray, *, exact: Literal[True]) -> FloatArray | None: ...

    @overload
    def inverse(self, intercepts: FloatArray, *, exact: Literal[False]) -> FloatArray: ...

    def inverse(self, intercepts: FloatArray, *, exact: bool) -> FloatArray | None:
        """Return the inverse of the information, with the zero of the scale held somewhere.

        Where more than that is left open it is None if it has to be exact, else the inverse across what is known.
        """
        information = self.information(intercepts)
        points = np.arange(self.free.shape[1]) - (self.counts > 0).argmax(axis=1)[:, None]
        shift = points[self.free].astype(float)
        held = np.multiply.outer(shift, shift) * float(np.diag(information).mean() / (shift @ shift))
        found = inverse(information + held)
        if found is None and not exact:
            return np.asarray(np.linalg.pinv(information, rcond=1e-9, hermitian=True), float)
        return found


def conditional_fit(
    tables: Sequence[ScoreTable], counts: FloatArray, start: FloatArray, free: BoolArray, *, with_errors: bool
) -> ConditionalFit:
    """Run Newton's method; the information is computed anew only when the last one stops helping."""
    likelihood = _Likelihood(tables, counts, free)
    intercepts, rounds = start.copy(), 0
    n_people = max(1.0, sum(float(table.people.sum()) for table in tables))
    gradient, turned = likelihood.gradient(intercepts), likelihood.inverse(intercepts, exact=False)
    size = last = float(np.abs(gradient).max(initial=0.0))
    while size > PRECISION * n_people and rounds < MOST_ROUNDS:
        rounds += 1
        step = turned @ gradient
        step *= min(1.0, LONGEST_STEP / float(np.abs(step).max()))
        intercepts[free] += step
        gradient = likelihood.gradient(intercepts)
        last, size = size, float(np.abs(gradient).max())
        if size > 0.2 * last:
            turned = likelihood.inverse(intercepts, exact=False)
    covariance = likelihood.inverse(intercepts, exact=True) if with_errors else None
    return ConditionalFit(
        intercepts, covariance, likelihood.value(intercepts), rounds, size <= PRECISION * n_people
    )


def inverse(information: FloatArray) -> FloatArray | None:
    """Return the inverse of an information matrix; None where it is not positive or all but singular.

    By Cholesky, not by eigenvalues: OpenBLAS takes threads for those, and on busy cores a hundred times as long.
    """
    if not np.isfinite(information).all() or (np.diag(information) <= 0).any():
        return None
    scale = 1 / np.sqrt(np.diag(information))
    scaled = information * np.multiply.outer(scale, scale)
    try:
        pivots = np.diag(np.linalg.cholesky(scaled))
    except np.linalg.LinAlgError:
        return None
    if pivots.min(initial=1.0) ** 2 < LEAST_PIVOT:
        return None
    return np.asarray(np.linalg.inv(scaled) * np.multiply.outer(scale, scale), float)


def _chances(intercepts: FloatArray) -> FloatArray:
    """Return the probability of each score at theta 0."""
    odds = np.exp(intercepts - intercepts.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def score_distributions(chances: FloatArray, members: BoolArray) -> FloatArray:
    """Return the distribution of the raw score over some items, for each row of `members` (n_sets, n_items)."""
    n_items, n_scores = chances.shape
    spread = np.zeros((len(members), n_items * (n_scores - 1) + 1))
    spread[:, 0] = 1.0
    for item in range(n_items):
        reach = item * (n_scores - 1) + 1
        grown = spread[:, : reach + n_scores - 1] * chances[item, 0]
        for score in range(1, n_scores):
            if chances[item, score] > 0:
                grown[:, score : score + reach] += chances[item, score] * spread[:, :reach]
        rows = members[:, item]
        spread[rows, : grown.shape[1]] = grown[rows]
    return spread


def _shifted(spread: FloatArray, by: int, n: int) -> FloatArray:
    """Return the distribution `by` points later, of length n."""
    moved = np.zeros((len(spread), n))
    width = min(n - by, spread.shape[1])
    if width > 0:
        moved[:, by : by + width] = spread[:, :width]
    return moved


def _expected(chances: FloatArray, table: ScoreTable) -> FloatArray:
    """Return the chance of each score on each item given the raw score: (raw scores, n_items, n_scores)."""
    n_items, n_scores = chances.shape
    n = len(table.people)
    whole = score_distributions(chances, np.ones((1, n_items), bool))[0, :n]
    without = score_distributions(chances, ~np.eye(n_items, dtype=bool))
    expected = np.empty((n, n_items, n_scores))
    for score in range(n_scores):
        expected[:, :, score] = (_shifted(without, score, n) * chances[:, score, None]).T
    return expected / np.maximum(whole, SMALLEST)[:, None, None]


def _covariances(chances: FloatArray, table: ScoreTable) -> FloatArray:
    """Return covariances of the scores given the raw score, summed over people: (items, scores, items, scores)."""
    n_items, n_scores = chances.shape
    expected = _expected(chances, table)
    flat = expected.reshape(len(table.people), -1)
    together = np.zeros((n_items, n_scores, n_items, n_scores))
    rows = np.arange(n_items)
    single = np.tensordot(table.people, expected, 1)
    for score in range(n_scores):
        together[rows, score, rows, score] = single[:, score]
    people = _people_with_pairs(chances, table)
    for score in range(n_scores):
        for other in range(n_scores):
            pairs = people[score + other] * np.multiply.outer(chances[:, score], chances[:, other])
            together[:, score, :, other] += np.where(np.eye(n_items, dtype=bool), 0.0, pairs)
    apart = product((flat * table.people[:, None]).T, flat)
    return together - apart.reshape(together.shape)


def _people_with_pairs(chances: FloatArray, table: ScoreTable) -> FloatArray:
    """Return sums over raw scores of people · distribution of the other items / distribution of all.

    For points got on a pair together, and the pair: (2 · n_scores - 1, n_items, n_items). The distribution without a
    pair is that of the items before the second, and what comes after it is carried backwards; all first items of a
    pair go side by side, each left out of its own row.
    """
    n_items, n_scores = chances.shape
    n, reach = len(table.people), 2 * n_scores - 2
    whole = score_distributions(chances, np.ones((1, n_items), bool))[0, :n]
    before = np.zeros((n_items + 1, n_items, n))
    before[0, :, 0] = 1.0
    for item in range(n_items):
        before[item + 1] = before[item] * chances[item, 0]
        for score in range(1, n_scores):
            before[item + 1, :, score:] += chances[item, score] * before[item, :, :-score]
        before[item + 1, item] = before[item, item]
    after = np.zeros((n_items, n + reach))
    after[:, :n] = table.people / np.maximum(whole, SMALLEST)
    people = np.empty((reach + 1, n_items, n_items))
    for item in reversed(range(n_items)):
        for points in range(reach + 1):
            people[points, :, item] = np.einsum("is,is->i", before[item], after[:, points : points + n])
        carried = after * chances[item, 0]
        for score in range(1, n_scores):
            carried[:, :-score] += chances[item, score] * after[:, score:]
        carried[item] = after[item]
        after = carried
    return people
