"""Sums over resampled respondents: whatever is a mean or a share of sums is bootstrapped from them."""

import numpy as np

from sauatty.core.statistics import FloatArray

# Counts of about 16 MB at a time.
_CELLS = 2_000_000
_MOST_UNITS = 4000


def resampled_sums(columns: FloatArray, n_resamples: int, seed: int) -> FloatArray:
    """Return the sums of columns over respondents drawn with replacement.

    Above 4,000 respondents, random groups of equal size are drawn instead of single ones: the spread of a sum is
    the same, and the time no longer grows with their number.

    Parameters
    ----------
    columns : ndarray of shape (n_respondents, n_columns)
        What each respondent adds, weights already in it.
    n_resamples, seed
        The same seed gives the same sums.

    Returns
    -------
    ndarray of shape (n_resamples, n_columns)
        Without any row where there are fewer than two respondents: one alone says nothing of how others differ.
    """
    if len(columns) < 2:
        return np.zeros((0, columns.shape[1]))
    generator = np.random.default_rng(seed)
    units = _units(columns, generator)
    n = len(units)
    step = max(1, _CELLS // n)
    sums = []
    for start in range(0, n_resamples, step):
        size = min(step, n_resamples - start)
        drawn = generator.integers(0, n, size=(size, n)) + np.arange(size)[:, None] * n
        counts = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        sums.append(counts.astype(np.float64) @ units)
    return np.concatenate(sums)


def _units(columns: FloatArray, generator: np.random.Generator) -> FloatArray:
    if len(columns) <= _MOST_UNITS:
        return columns
    shuffled = columns[generator.permutation(len(columns))]
    starts = np.linspace(0, len(columns), _MOST_UNITS, endpoint=False).astype(np.intp)
    return np.asarray(np.add.reduceat(shuffled, starts, axis=0))
