"""Split halves: how well one half of the items stands for the other."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from sauatty.core.statistics import SEED, FloatArray

ALL_UP_TO = 14  # items: 1,716 splits
N_DRAWN = 2000


@dataclass(frozen=True, slots=True)
class SplitHalf:
    """Guttman's coefficient 4 cov(a, b) / var(total) of splits into halves (sizes equal or one apart).

    `odd_even` is the split of every other item, `odd_even_spearman_brown` the usual 2r / (1 + r) of it; `mean` is near
    alpha, `maximum` is lambda 4, `minimum` the worst split. `is_exhaustive` says whether all splits were looked at.
    """

    odd_even: float
    odd_even_spearman_brown: float | None
    mean: float
    minimum: float
    maximum: float
    n_splits: int
    is_exhaustive: bool


def split_halves(covariance: FloatArray) -> SplitHalf | None:
    """Return the split halves of a covariance matrix; None with fewer than two items or a constant total.

    Notes
    -----
    Up to 14 items all splits; beyond, 2,000 drawn with a fixed seed, and the maximum and minimum from swapping items
    as long as it helps. Checked against `splitHalf(covar = TRUE)` of psych 2.2.9.

    References
    ----------
    Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika, 10, 255-282.
    doi:10.1007/BF02288892
    """
    n_items, variance = len(covariance), float(covariance.sum())
    if n_items < 2 or not variance > 1e-12:
        return None
    is_exhaustive = n_items <= ALL_UP_TO
    signs = _all_splits(n_items) if is_exhaustive else _drawn_splits(n_items)
    found = 1 - np.einsum("si,ij,sj->s", signs, covariance, signs, optimize=True) / variance
    low, high = float(found.min()), float(found.max())
    if not is_exhaustive:
        low = min(low, _searched(covariance, signs[int(found.argmin())], -1.0, variance))
        high = max(high, _searched(covariance, signs[int(found.argmax())], 1.0, variance))
    every_other = np.where(np.arange(n_items) % 2 == 0, 1.0, -1.0)
    odd_even = 1 - float(every_other @ covariance @ every_other) / variance
    stepped = _spearman_brown(covariance, every_other)
    return SplitHalf(odd_even, stepped, float(found.mean()), low, high, len(signs), is_exhaustive)


def _all_splits(n_items: int) -> FloatArray:
    """Return each split once, as +1 and -1: an even number has the first item always in the first half."""
    size = n_items // 2
    halves = (half for half in combinations(range(n_items), size) if n_items % 2 or half[0] == 0)
    n_splits = comb(n_items, size) // (1 if n_items % 2 else 2)
    signs = np.full((n_splits, n_items), -1.0)
    for row, half in enumerate(halves):
        signs[row, list(half)] = 1.0
    return signs


def _drawn_splits(n_items: int) -> FloatArray:
    signs = np.where(np.arange(n_items) < n_items // 2, 1.0, -1.0)
    drawn = np.tile(signs, (N_DRAWN, 1))
    return np.random.default_rng(SEED).permuted(drawn, axis=1)


def _searched(covariance: FloatArray, start: FloatArray, wanted: float, variance: float) -> float:
    """Swap one item of each half as long as the coefficient rises (`wanted` 1) or falls (-1)."""
    signs = start.copy()
    for _swap in range(10 * len(signs)):
        first, second = np.flatnonzero(signs > 0), np.flatnonzero(signs < 0)
        pull = covariance @ signs
        own = np.diag(covariance)
        # s'Cs after a swap of a (+) and b (-), less s'Cs before.
        change = (
            -4 * pull[first][:, None] + 4 * pull[second][None, :]
            + 4 * own[first][:, None] + 4 * own[second][None, :] - 8 * covariance[np.ix_(first, second)]
        )  # fmt: skip
        best = np.unravel_index(np.argmin(wanted * change), change.shape)
        if wanted * change[best] >= -1e-12:
            break
        signs[first[best[0]]], signs[second[best[1]]] = -1.0, 1.0
    return 1 - float(signs @ covariance @ signs) / variance


def _spearman_brown(covariance: FloatArray, signs: FloatArray) -> float | None:
    first, second = (signs > 0).astype(float), (signs < 0).astype(float)
    scale = float(first @ covariance @ first) * float(second @ covariance @ second)
    if scale <= 1e-24:
        return None
    correlation = float(first @ covariance @ second) / scale**0.5
    return 2 * correlation / (1 + correlation) if correlation > -1 else None
