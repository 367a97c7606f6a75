"""How far two values stand apart, level by level, without a table of all coincidences.

Each metric gives two things: the disagreement inside each pattern (the values that a unit received, in any
order), and the disagreement expected from how often each value was given. Patterns are few where categories are
few, so that 11,000 units with five coders shrink to a few dozen rows, and resampling to a matrix product.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

from sauatty.core.agreement.ratings import MISSING, IntArray, Ratings
from sauatty.core.statistics import FloatArray

SET_DISTANCES = ("masi", "jaccard")
_MASI_PARTS = (1 / 3, 2 / 3)
# Distances of sets are worked out in blocks of so many rows: memory stays bounded for any number of sets.
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Patterns:
    """The different rows of values that units received, and how many units received each.

    `rows` are sorted positions of categories, -1 where fewer values were given; `counts` is the sparse matrix
    patterns × categories of how often a value stands in a pattern; `sizes` is the number of values of each.
    """

    rows: IntArray
    n_units: IntArray
    counts: sparse.csr_array
    sizes: FloatArray


def find_patterns(ratings: Ratings) -> Patterns:
    """Group the units that can be paired by what they received."""
    rows, n_units = _distinct_rows(np.sort(ratings.codes, axis=1), len(ratings.categories))
    kept = (rows >= 0).sum(axis=1) >= 2
    rows, n_units = rows[kept], n_units[kept]
    widest = int((rows >= 0).sum(axis=1).max(initial=0))
    rows = rows[:, rows.shape[1] - widest :]
    at, column = np.nonzero(rows >= 0)
    counts = sparse.csr_array(
        (np.ones(at.size), (at, rows[at, column])), shape=(len(rows), len(ratings.categories))
    )
    return Patterns(rows, n_units.astype(np.int64), counts, (rows >= 0).sum(axis=1).astype(np.float64))


def _distinct_rows(rows: IntArray, n_categories: int) -> tuple[IntArray, IntArray]:
    """Return the different rows of codes and how often each stands there.

    A row is one number in base `n_categories` + 1 where that fits: whole numbers sort ten times faster than rows.
    """
    base = n_categories + 1
    if base ** rows.shape[1] >= 2**62:
        return np.unique(rows, axis=0, return_counts=True)
    places = np.array([base**at for at in range(rows.shape[1])], dtype=np.int64)
    _, first, counts = np.unique((rows + 1) @ places, return_index=True, return_counts=True)
    return rows[first], counts


class Metric(Protocol):
    """Sums of disagreement for samples of patterns.

    `weights` (n_samples × n_patterns) says how often each pattern was drawn, `totals` (n_samples × n_categories)
    how often each value was given in those. Both results leave out the number of values: observed is the sum of
    o_ck d_ck over the coincidences, expected the sum of n_c n_k d_ck.
    """

    def observed(self, weights: FloatArray, totals: FloatArray) -> FloatArray: ...

    def expected(self, totals: FloatArray) -> FloatArray: ...


class NominalMetric:
    """0 where two values are the same, else 1."""

    def __init__(self, patterns: Patterns) -> None:
        squares = patterns.counts.multiply(patterns.counts).sum(axis=1)
        self.inside = (patterns.sizes**2 - np.asarray(squares)) / (patterns.sizes - 1)

    def observed(self, weights: FloatArray, totals: FloatArray) -> FloatArray:
        return np.asarray(weights @ self.inside, dtype=np.float64)

    def expected(self, totals: FloatArray) -> FloatArray:
        return np.asarray(totals.sum(axis=1) ** 2 - (totals**2).sum(axis=1), dtype=np.float64)


class IntervalMetric:
    """The squared difference of two numbers."""

    def __init__(self, patterns: Patterns, values: FloatArray) -> None:
        # Alpha does not change with origin and unit; around 0 and within 1 the squares lose fewer digits.
        largest = np.abs(values).max(initial=0.0)
        scaled = values / largest if largest else values
        middle = np.average(scaled, weights=np.asarray(patterns.n_units @ patterns.counts))
        self.values = scaled - middle
        sums, squares = patterns.counts @ self.values, patterns.counts @ self.values**2
        self.inside = 2 * (patterns.sizes * squares - sums**2) / (patterns.sizes - 1)

    def observed(self, weights: FloatArray, totals: FloatArray) -> FloatArray:
        return np.asarray(weights @ self.inside, dtype=np.float64)

    def expected(self, totals: FloatArray) -> FloatArray:
        sums, squares = totals @ self.values, totals @ self.values**2
        return np.asarray(2 * (totals.sum(axis=1) * squares - sums**2), dtype=np.float64)


class OrdinalMetric:
    """The squared number of values that stand between two ranks, half of each rank counted.

    That is the interval metric on mid-ranks, which are other ones in each sample.
    """

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns

    def observed(self, weights: FloatArray, totals: FloatArray) -> FloatArray:
        ranks = _mid_ranks(totals)
        sums = self.patterns.counts @ ranks.T
        squares = self.patterns.counts @ (ranks**2).T
        sizes = self.patterns.sizes[:, None]
        inside = 2 * (sizes * squares - sums**2) / (sizes - 1)
        return np.asarray(np.einsum("sp,ps->s", weights, inside), dtype=np.float64)

    def expected(self, totals: FloatArray) -> FloatArray:
        ranks = _mid_ranks(totals)
        sums, squares = (totals * ranks).sum(axis=1), (totals * ranks**2).sum(axis=1)
        return np.asarray(2 * (totals.sum(axis=1) * squares - sums**2), dtype=np.float64)


def _mid_ranks(totals: FloatArray) -> FloatArray:
    """Return the middle rank of each value, counted from the middle of all, for each sample."""
    middle = totals.sum(axis=1, keepdims=True) / 2
    return np.asarray(np.cumsum(totals, axis=1) - totals / 2 - middle, dtype=np.float64)


class SetMetric:
    """The distance of two sets: MASI or Jaccard, as it stands (not squared)."""

    def __init__(self, patterns: Patterns, sets: Sequence[frozenset[str]], kind: str) -> None:
        if kind not in SET_DISTANCES:
            raise ValueError(f"there is no distance of sets {kind!r}")
        self.kind = kind
        self.members = membership(sets)
        self.inside = np.zeros(len(patterns.rows))
        for first in range(patterns.rows.shape[1]):
            for second in range(first + 1, patterns.rows.shape[1]):
                a, b = patterns.rows[:, first], patterns.rows[:, second]
                both = (a != MISSING) & (b != MISSING)
                self.inside[both] += 2 * self._between(a[both], b[both])
        self.inside /= patterns.sizes - 1

    def _between(self, a: IntArray, b: IntArray) -> FloatArray:
        shared = (self.members[a] * self.members[b]).sum(axis=1)
        sizes = self.members.sum(axis=1)
        return distance_of_sizes(sizes[a], sizes[b], shared, self.kind)

    def observed(self, weights: FloatArray, totals: FloatArray) -> FloatArray:
        return np.asarray(weights @ self.inside, dtype=np.float64)

    def expected(self, totals: FloatArray) -> FloatArray:
        sums = np.zeros(len(totals))
        for start in range(0, len(self.members), _BLOCK):
            block = set_distances(self.members[start : start + _BLOCK], self.members, self.kind)
            sums += ((totals[:, start : start + _BLOCK] @ block) * totals).sum(axis=1)
        return sums


def membership(sets: Sequence[frozenset[str]]) -> FloatArray:
    """Return the matrix sets × members of 0 and 1."""
    members = {one: at for at, one in enumerate(sorted(frozenset[str]().union(*sets)))}
    found = np.zeros((len(sets), max(1, len(members))))
    for row, one in enumerate(sets):
        found[row, [members[member] for member in one]] = 1.0
    return found


def set_distances(some: FloatArray, others: FloatArray, kind: str = "masi") -> FloatArray:
    """Return the distances of each of `some` sets to each of the `others` (rows of `membership`)."""
    return distance_of_sizes(some.sum(axis=1)[:, None], others.sum(axis=1)[None, :], some @ others.T, kind)


def distance_of_sizes(
    size_a: FloatArray, size_b: FloatArray, n_shared: FloatArray, kind: str = "masi"
) -> FloatArray:
    """Return the distance of sets from their sizes and the number of members they share.

    Jaccard: 1 - shared / all. MASI: 1 - m * shared / all, with m = 1 for equal sets, 2/3 where one holds the
    other, 1/3 where they overlap otherwise, 0 where they share nothing [1]_. Two empty sets are equal.

    References
    ----------
    .. [1] Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic
       annotation. LREC 2006, 831-836.
    """
    union = size_a + size_b - n_shared
    alike = np.divide(n_shared, union, out=np.ones_like(union), where=union > 0)
    if kind == "masi":
        smaller = np.minimum(size_a, size_b)
        overlap, subset = _MASI_PARTS
        alike = alike * np.where(n_shared == union, 1.0, np.where(n_shared == smaller, subset, overlap))
    return np.asarray(1.0 - alike, dtype=np.float64)
