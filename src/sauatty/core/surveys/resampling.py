"""Resamples of respondents, as how often each was drawn."""

from collections.abc import Iterator

import numpy as np

from sauatty.core.statistics import FloatArray

# Counts of about 16 MB at a time: 2,000 resamples of 100,000 respondents would take 1.6 GB.
_CELLS = 2_000_000


def draw_counts(n: int, n_resamples: int, seed: int) -> Iterator[FloatArray]:
    """Yield arrays of shape (some, n): how often each of `n` respondents was drawn with replacement.

    Together they are `n_resamples` rows; the same seed gives the same rows.
    """
    if not n:
        return
    generator = np.random.default_rng(seed)
    step = max(1, _CELLS // n)
    for start in range(0, n_resamples, step):
        size = min(step, n_resamples - start)
        drawn = generator.integers(0, n, size=(size, n))
        flat = (drawn + np.arange(size)[:, None] * n).ravel()
        yield np.bincount(flat, minlength=size * n).reshape(size, n).astype(np.float64)
