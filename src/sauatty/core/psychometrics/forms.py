"""The forms of a test, told from who was asked what: items of two forms meet in nobody, and have no covariance."""

import numpy as np

from sauatty.core.psychometrics.scores import ScoreMatrix

FEWEST, SHARE = 30, 0.5


def by_form(matrix: ScoreMatrix) -> tuple[ScoreMatrix, ...]:
    """Return the parts of a matrix whose persons were asked the same items, the part of most persons first.

    Each part holds its own items only and no nan. Parts of fewer than 30 persons (some items not reached) are left
    out; where that leaves less than half of the persons who were asked anything, the matrix is returned whole, gaps
    and all, as its only part.
    """
    asked = ~np.isnan(matrix.scores)
    if not asked.size or asked.all():
        return (matrix,)
    patterns, part_of = np.unique(asked, axis=0, return_inverse=True)
    sizes = np.where(patterns.any(axis=1), np.bincount(part_of.ravel(), minlength=len(patterns)), 0)
    kept = [at for at in np.argsort(-sizes, kind="stable") if sizes[at] >= FEWEST]
    if sizes[kept].sum() < SHARE * sizes.sum() or not kept:
        return (matrix,)
    return tuple(
        matrix.of_persons(np.flatnonzero(part_of.ravel() == at).tolist()).of_items(
            np.flatnonzero(patterns[at]).tolist()
        )
        for at in kept
    )
