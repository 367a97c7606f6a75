"""Means and covariances of items, complete or pairwise, and their delete-a-group resamples."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

N_GROUPS = 50
_CHUNK = 16_384


@dataclass(frozen=True, slots=True)
class Sums:
    """Additive sums over people: of pairs asked together, points where both were asked, and products."""

    pairs: FloatArray
    points: FloatArray
    products: FloatArray

    def without(self, other: "Sums") -> "Sums":
        """Return the sums of the people who are not in the other."""
        return Sums(self.pairs - other.pairs, self.points - other.points, self.products - other.products)

    @property
    def covariance(self) -> FloatArray:
        """Return pairwise covariances (n - 1), nan where fewer than two people were asked both."""
        pairs = np.where(self.pairs > 1, self.pairs, np.nan)
        found: FloatArray = (self.products - self.points * self.points.T / pairs) / (pairs - 1)
        return found


@dataclass(frozen=True, slots=True)
class Moments:
    """`counts`, `means` (n_items,), `covariance` (n_items, n_items) of those asked; `n_persons` have any answer.

    `groups` are the sums of up to 50 groups of people (dealt out in turn), for resampling; points are centred at the
    item's rough middle, which changes no covariance and keeps the sums exact.
    """

    n_persons: int
    counts: FloatArray
    means: FloatArray
    covariance: FloatArray
    is_complete: bool
    total: Sums
    groups: tuple[Sums, ...]


def moments_of(matrix: ScoreMatrix) -> Moments:
    """Return means and covariances in one pass over the people; the scores are never copied whole."""
    middle = np.array(matrix.max_scores, float) / 2
    n_groups = max(min(N_GROUPS, matrix.n_persons), 1)
    is_complete = not bool(np.isnan(matrix.scores).any())
    groups = tuple(_sums(matrix.scores[at::n_groups], middle, is_complete) for at in range(n_groups))
    total = Sums(*(sum_of([getattr(one, name) for one in groups]) for name in Sums.__slots__))
    counts = np.diag(total.pairs).copy()
    # Sums of points are whole, so that the means are as exact as a division can be.
    means = (np.diag(total.points) + counts * middle) / np.where(counts > 0, counts, np.nan)
    n_persons = matrix.n_persons if is_complete else int((~np.isnan(matrix.scores)).any(axis=1).sum())
    return Moments(n_persons, counts, means, total.covariance, is_complete, total, groups)


def sum_of(arrays: list[FloatArray]) -> FloatArray:
    """Return the sum of arrays of one shape."""
    return np.asarray(np.sum(arrays, axis=0), float)


def _sums(scores: FloatArray, middle: FloatArray, is_complete: bool) -> Sums:
    centred = scores - middle
    n_items = len(middle)
    if is_complete:
        pairs = np.full((n_items, n_items), float(len(scores)))
        points = np.repeat(centred.sum(axis=0)[:, None], n_items, axis=1)
        return Sums(pairs, points, centred.T @ centred)
    asked = (~np.isnan(centred)).astype(float)
    known = np.nan_to_num(centred)
    return Sums(asked.T @ asked, known.T @ asked, known.T @ known)


def jackknife(
    statistic: Callable[[FloatArray], float | None], moments: Moments
) -> tuple[float, float] | None:
    """Return the standard error of a figure made of the covariances, and the Student quantile for 95 %.

    Delete-a-group jackknife: each group of people is left out once. None where too few people, or where the figure
    can't be computed without one of the groups.

    References
    ----------
    Kott, P. S. (2001). The delete-a-group jackknife. Journal of Official Statistics, 17(4), 521-526.
    """
    n = len(moments.groups)
    if n < 5:
        return None
    found = [statistic(moments.total.without(one).covariance) for one in moments.groups]
    values = [value for value in found if value is not None]
    if len(values) < n:
        return None
    spread = np.array(values) - np.mean(values)
    return float(np.sqrt((n - 1) / n * (spread @ spread))), float(student.ppf(0.975, n - 1))
