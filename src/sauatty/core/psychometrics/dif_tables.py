"""Counts of two groups at each level of a matching total: what every comparison of an item starts from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class Matching:
    """The level of each person: `levels` (n_persons,) for items in the total, -1 = none; `is_left_out` (n_items,)."""

    levels: NDArray[np.int64]
    is_left_out: BoolArray
    n_levels: int


@dataclass(frozen=True, slots=True)
class DifTable:
    """One item: people by level, group and points.

    `counts` has shape (n_levels, 2, max_score + 1), the reference group first. Only levels with anybody asked are in
    it; `totals` (n_levels,) are their matching totals.
    """

    counts: FloatArray
    totals: FloatArray


def matching_of(matrix: ScoreMatrix, left_out: BoolArray) -> Matching:
    """Return the total of each person without the items left out.

    Where somebody was not asked everything, the total is the share of points on what was asked, as points of the
    whole, rounded. Who was asked nothing of what is kept has no total and is left out (level -1).
    """
    kept = ~left_out
    most = np.array(matrix.max_scores, float)[kept]
    scores = matrix.scores if kept.all() else matrix.scores[:, kept]
    if not np.isnan(scores).any():
        totals = scores.sum(axis=1)
    else:
        possible = (~np.isnan(scores)) @ most
        share = np.nansum(scores, axis=1) / np.where(possible > 0, possible, 1.0)
        totals = np.where(possible > 0, np.floor(share * most.sum() + 0.5), -1)
    n_levels = int(sum(matrix.max_scores)) + 1
    return Matching(totals.astype(np.int64), left_out, n_levels)


def tables_of(matrix: ScoreMatrix, is_focal: BoolArray, matching: Matching) -> list[DifTable]:
    """Return the table of every item; an item left out of the total is added to it for its own table."""
    group = matching.levels * 2 + is_focal
    has_total = matching.levels >= 0
    tables = []
    for at in range(matrix.n_items):
        n_points = matrix.max_scores[at] + 1
        column = matrix.scores[:, at]
        asked = ~np.isnan(column) & has_total
        points = np.where(asked, column, 0).astype(np.int64)
        place = group + 2 * points if matching.is_left_out[at] else group
        cells = place * n_points + points
        counts = np.bincount(
            cells if asked.all() else cells[asked], minlength=matching.n_levels * 2 * n_points
        )
        whole = counts.reshape(-1, 2, n_points).astype(float)
        filled = np.flatnonzero(whole.sum(axis=(1, 2)))
        tables.append(DifTable(whole[filled], filled.astype(float)))
    return tables
