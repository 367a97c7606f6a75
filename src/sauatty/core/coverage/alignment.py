"""Porter's alignment index and total variation of two distributions, with a permutation baseline."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from numpy.typing import ArrayLike

from sauatty.core.coverage.judged import JudgedMatrix, Pattern
from sauatty.core.statistics import N_RESAMPLES, SEED, FloatArray


@dataclass(frozen=True, slots=True)
class PorterAlignment:
    """How far two distributions over the competences agree, beside what chance gives.

    `index` is Porter's P, from 0 (nothing in common) to 1 (equal shares). `mean`, `low` and `high` describe P when
    the same objectives are dealt at random into two groups of the same sizes (95 % range), and `p` is how often
    chance gives an index as low as this or lower. `n_a`, `n_b` are objectives.
    """

    index: float
    mean: float
    low: float
    high: float
    p: float
    n_a: int
    n_b: int

    @property
    def total_variation(self) -> float:
        """Return the total variation distance: the share of codings that would have to move."""
        return 1 - self.index


def porter_index(a: ArrayLike, b: ArrayLike) -> FloatArray:
    """Return Porter's alignment index P = 1 - sum |a_i - b_i| / 2 of two distributions [1]_.

    Parameters
    ----------
    a, b : array-like of shape (..., n_categories)
        Counts; each is divided by its own sum.

    Returns
    -------
    ndarray of shape (...)
        0 to 1; `nan` where one of them holds nothing.

    References
    ----------
    .. [1] Porter, A. C. (2002). Measuring the content of instruction: uses in research and practice.
       Educational Researcher, 31(7), 3-14. doi:10.3102/0013189X031007003

    Examples
    --------
    >>> round(float(porter_index([2, 1, 1], [1, 1, 2])), 2)
    0.75
    """
    left, right = (np.asarray(one, dtype=np.float64) for one in (a, b))
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(_shares(left) - _shares(right)).sum(axis=-1)
    return np.asarray(1 - apart / 2, dtype=np.float64)


def _shares(counts: FloatArray) -> FloatArray:
    return np.asarray(counts / counts.sum(axis=-1, keepdims=True), dtype=np.float64)


def porter_alignment(
    a: Sequence[int], b: Sequence[int], *, n_permutations: int = N_RESAMPLES, seed: int = SEED
) -> PorterAlignment:
    """Return Porter's index of two rows of counts with its permutation baseline [1]_.

    The index alone misleads: two small samples of one distribution look poorly aligned. Dealing the same
    objectives at random into two groups of the same sizes shows how high it could be expected to be.

    Parameters
    ----------
    a, b : sequence of int
        Objectives by category, each objective in one category. For objectives with several competences see
        `align_patterns`.
    n_permutations, seed
        Number of random deals, and the seed that makes the result repeatable.

    Notes
    -----
    p = (1 + deals with an index <= the observed) / (1 + deals). Fulmer's critical values [1]_ come from random
    matrices; here the baseline is the data's own, so that it fits its margins and sizes.

    References
    ----------
    .. [1] Fulmer, G. W. (2011). Estimating critical values for strength of alignment among curriculum,
       assessments, and instruction. Journal of Educational and Behavioral Statistics, 36(3), 381-402.
    """
    weights = np.eye(len(a))
    return _aligned(np.asarray(a), np.asarray(b), weights, n_permutations, seed)


def align_patterns(
    a: Sequence[Pattern], b: Sequence[Pattern], *, n_permutations: int = N_RESAMPLES, seed: int = SEED
) -> PorterAlignment:
    """Return Porter's index of two groups of objectives with several competences each, dealt as wholes."""
    kinds = sorted({pattern.weights for pattern in (*a, *b)})
    place = {weights: index for index, weights in enumerate(kinds)}
    times = np.zeros((2, len(kinds)), dtype=np.int64)
    for group, patterns in enumerate((a, b)):
        for pattern in patterns:
            times[group, place[pattern.weights]] += pattern.n
    return _aligned(times[0], times[1], np.array(kinds), n_permutations, seed)


def align_rows(
    matrix: JudgedMatrix, *, n_permutations: int = N_RESAMPLES, seed: int = SEED
) -> dict[str, PorterAlignment]:
    """Return for each judged row how well it is aligned with all other rows together."""
    found = {}
    for index in np.flatnonzero(matrix.is_read):
        own = [pattern for pattern in matrix.patterns if pattern.row == index]
        others = [pattern for pattern in matrix.patterns if pattern.row != index]
        found[matrix.rows[index]] = align_patterns(own, others, n_permutations=n_permutations, seed=seed)
    return found


def _aligned(
    a: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    b: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    weights: FloatArray,
    n_permutations: int,
    seed: int,
) -> PorterAlignment:
    n_a, n_b = int(a.sum()), int(b.sum())
    index = float(porter_index(a @ weights, b @ weights)) if n_a and n_b else nan
    if isnan(index) or not n_permutations:
        return PorterAlignment(index, nan, nan, nan, nan, n_a, n_b)
    pooled = a + b
    generator = np.random.default_rng(seed)
    dealt = generator.multivariate_hypergeometric(pooled, n_a, size=n_permutations, method="marginals")
    chance = porter_index(dealt @ weights, (pooled - dealt) @ weights)
    chance = chance[~np.isnan(chance)]
    low, high = np.quantile(chance, [0.025, 0.975])
    # An index that equals the observed one but for rounding is a tie, and ties count.
    p = (1 + np.count_nonzero(chance <= index + 1e-12)) / (1 + chance.size)
    return PorterAlignment(index, float(chance.mean()), float(low), float(high), float(p), n_a, n_b)
