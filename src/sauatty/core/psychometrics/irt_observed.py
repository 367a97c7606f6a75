"""The observed information of a marginal likelihood, exactly, for little more than two expectation steps.

By Louis' formula it is the information of the complete data less what is lost for not knowing abilities: the
covariance, over each person's posterior, of the derivatives. A derivative by an intercept or by a group's mean depends
on theta alone, one by a slope on theta times (points got less points expected); so all the covariances come out of
sums over people of products of posteriors, at the points of the grid, and persons × parameters is never written out.

Reference: Louis (1982), doi:10.1111/j.2517-6161.1982.tb01203.x
"""

from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.irt_answers import Block, IntArray
from sauatty.core.psychometrics.irt_em import Problem, item_derivatives
from sauatty.core.psychometrics.irt_kernel import (
    Curves,
    Expected,
    Shares,
    Single,
    State,
    curves_at,
    product,
    rows_times,
)
from sauatty.core.statistics import FloatArray


def free_parameters(problem: Problem) -> FloatArray:
    """Return which of all parameters are free: item by item (slope, intercepts), then group by group (mean, sd)."""
    free = problem.free
    items = np.concatenate([free.slopes[:, None], free.intercepts], axis=1).ravel()
    return np.concatenate([items, np.stack([free.means, free.sds], axis=1).ravel()])


def observed_information(problem: Problem, state: State) -> FloatArray:
    """Return the information of all parameters, in the order of `free_parameters`."""
    sums, _ = problem.expect(state)
    whole = _complete(problem, state, sums)
    thetas = problem.grid.thetas(state)
    curves = curves_at(state.slopes, state.intercepts, thetas)
    for block in problem.blocks:
        lost = _Lost(problem, state, block, thetas[block.group], curves)
        whole[np.ix_(lost.places, lost.places)] -= lost.covariance()
    return whole


def _complete(problem: Problem, state: State, sums: Expected) -> FloatArray:
    """Return the information that known abilities would give."""
    _, items = item_derivatives(problem, state, sums)
    n_items, n_each, _ = items.shape
    whole = np.zeros((n_items, n_each, n_items, n_each))
    rows = np.arange(n_items)
    whole[rows, :, rows, :] = items
    n = n_items * n_each
    full = np.zeros((n + 2 * len(state.means),) * 2)
    full[:n, :n] = whole.reshape(n, n)
    thetas = problem.grid.thetas(state)
    for group, (mean, sd) in enumerate(zip(state.means, state.sds, strict=True)):
        people, away = sums.everybody[group], (thetas[group] - mean) / sd
        here = slice(n + 2 * group, n + 2 * group + 2)
        across = 2 * (people @ away)
        full[here, here] = [[people.sum(), across], [across, people @ (3 * away**2 - 1)]]
        full[here, here] /= sd**2
    return full


@dataclass(slots=True)
class _Lost:
    """What is lost in one block: `places` are its parameters among all."""

    problem: Problem
    state: State
    block: Block
    thetas: FloatArray
    curves: Curves

    @property
    def places(self) -> IntArray:
        """Return where the parameters of the block's items and group stand."""
        n_items, n_scores = self.state.intercepts.shape
        each = 1 + n_scores
        of_items = (self.block.columns[:, None] * each + np.arange(each)).ravel()
        first = n_items * each + 2 * self.block.group
        return np.concatenate([of_items, np.array([first, first + 1], np.intp)])

    def slopes_at(self) -> IntArray:
        """Return where the slopes stand among the parameters of the block."""
        return np.asarray(np.arange(len(self.block.columns)) * (1 + self.state.intercepts.shape[1]), np.intp)

    def derivatives(self) -> FloatArray:
        """Return the part of the derivatives that depends on theta alone: (n_parameters, n_points)."""
        block = self.block
        chances = self.curves.probabilities[block.group, block.columns]
        points = np.arange(chances.shape[1])
        expected = np.einsum("k,ikq->iq", points, chances)
        of_items = np.concatenate([(expected * self.thetas)[:, None], chances], axis=1)
        mean, sd = self.state.means[block.group], self.state.sds[block.group]
        away = (self.thetas - mean) / sd
        return np.concatenate([-of_items.reshape(-1, len(self.thetas)), [away / sd, (away**2 - 1) / sd]])

    def shares(self) -> Shares:
        """Return the posteriors of the block."""
        block = self.block
        own = self.curves.log_sums[block.group, block.columns]
        slopes = self.state.slopes[block.columns]
        return Shares(block, slopes, self.thetas, own, self.problem.grid.log_weights)

    def covariance(self) -> FloatArray:
        """Return the sum over people of the covariances of their derivatives."""
        return self._with_holes() if self.block.has_holes else self._without_holes()

    def _without_holes(self) -> FloatArray:
        """Add up products of posteriors at the points, and turn them into parameters at the end."""
        n_points, n_columns = len(self.thetas), len(self.block.columns)
        people, twice = np.zeros(n_points), np.zeros((n_points, n_points))
        points, points_and_means = np.zeros((n_columns, n_points)), np.zeros((n_columns, n_points))
        spread = np.zeros((n_columns, n_columns))
        for answers, _, weighted, _ in self.shares():
            single = (weighted / weighted.sum(axis=0)).T
            people += weighted.sum(axis=1)
            twice += product(weighted, single)
            if self.problem.has_free_slopes:
                mean, variance = self._moments(single)
                points += product(weighted, answers).T
                points_and_means += product(weighted, answers * mean[:, None]).T
                heavy = variance * weighted.sum(axis=0)
                spread += product((answers * heavy[:, None]).T, answers)
        parts = self.derivatives()
        total = product(product(parts, np.diag(people) - twice), parts.T)
        self._add_slopes(total, spread, product(points * self.thetas - points_and_means, parts.T))
        return total

    def _moments(self, posterior: Single) -> tuple[Single, Single]:
        """Return mean and variance of each posterior (rows × points)."""
        thetas = self.thetas.astype(np.float32)
        mean = posterior @ thetas
        return mean, posterior @ thetas**2 - mean**2

    def _add_slopes(self, total: FloatArray, spread: FloatArray, across: FloatArray) -> None:
        """Add what the points got contribute to the slopes: among themselves, and with everything else."""
        at = self.slopes_at()
        total[at, :] += across
        total[:, at] += across.T
        total[np.ix_(at, at)] += spread

    def _with_holes(self) -> FloatArray:
        """Do the same person by person, because each was asked something else."""
        parts = self.derivatives()
        single_parts = parts.T.astype(np.float32)
        n_each = 1 + self.state.intercepts.shape[1]
        total = np.zeros((len(parts), len(parts)))
        n_columns = len(self.block.columns)
        spread, across = np.zeros((n_columns, n_columns)), np.zeros((n_columns, len(parts)))
        for answers, asked, weighted, _ in self.shares():
            if asked is None:
                continue
            everything = np.concatenate([np.repeat(asked, n_each, axis=1), np.ones((len(asked), 2))], axis=1)
            own = everything.astype(np.float32)
            posterior = (weighted / weighted.sum(axis=0)).T
            means = rows_times(posterior, single_parts) * own
            mean, variance = self._moments(posterior)
            joint = ((posterior * self.thetas.astype(np.float32)) @ single_parts) * own - mean[
                :, None
            ] * means
            total += self._second_moments(parts, posterior, asked) - product(means.T, means)
            spread += product((answers * variance[:, None]).T, answers)
            across += product(answers.T, joint)
        if self.problem.has_free_slopes:
            self._add_slopes(total, spread, across)
        return total

    def _second_moments(self, parts: FloatArray, posterior: Single, asked: Single) -> FloatArray:
        """Add up over people the mean products of the derivatives of what they were asked."""
        n_each = 1 + self.state.intercepts.shape[1]
        with_group = np.concatenate([asked, np.ones((len(asked), 1), np.float32)], axis=1)
        spread_out = np.repeat(np.arange(with_group.shape[1]), [n_each] * asked.shape[1] + [2])
        total = np.zeros((len(parts), len(parts)))
        for point, part in enumerate(parts.T):
            together = product((with_group * posterior[:, point, None]).T, with_group)
            total += together[np.ix_(spread_out, spread_out)] * np.multiply.outer(part, part)
        return total
