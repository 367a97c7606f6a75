"""Totals of people who took a test, by name."""

from dataclasses import dataclass, replace

import numpy as np

from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class Totals:
    """`values` (n_persons,) in points or as a share, nan = took no part; `rows` are those of people who did.

    `most` is the most in the unit of `values`, `points` the points of the paper that most people had. `n_prorated`
    people had another one, or were not asked everything.
    """

    values: FloatArray
    rows: dict[str, int]
    most: float
    points: int
    n_prorated: int

    @property
    def n(self) -> int:
        """Return how many took the test."""
        return len(self.rows)


def of_like_items(matrix: ScoreMatrix, other: ScoreMatrix) -> ScoreMatrix:
    """Return a matrix in which items of both tests have the same most points.

    Where they were read off the scores, nobody may have had the most points in one of the tests.
    """
    elsewhere = dict(zip(other.items, other.max_scores, strict=True))
    pairs = zip(matrix.items, matrix.max_scores, strict=True)
    return replace(matrix, max_scores=tuple(max(most, elsewhere.get(item, most)) for item, most in pairs))


def paper_points(matrix: ScoreMatrix) -> int:
    """Return how many points most people could get: of several numbers as frequent the largest."""
    possible = ~np.isnan(matrix.scores) @ np.array(matrix.max_scores, int)
    found, counts = np.unique(possible[possible > 0], return_counts=True)
    return int(found[counts == counts.max()].max()) if len(found) else sum(matrix.max_scores)


def totals_of(matrix: ScoreMatrix, unit: str) -> Totals:
    """Return the totals in 'points' or as a 'share' of the most points.

    The points are those of the paper that most people had: where each answers one of two papers of 31, a total is of
    31 and not of 62. Who was asked something else gets the share of the points they could have got, as points of it.
    """
    points = paper_points(matrix)
    most = 1.0 if unit == "share" else float(points)
    asked = ~np.isnan(matrix.scores)
    possible = asked @ np.array(matrix.max_scores, float)
    took = possible > 0
    totals = np.where(asked, matrix.scores, 0.0).sum(axis=1)
    # Whole totals stay whole numbers: no division for people who were asked everything.
    is_whole = possible == points
    scaled = np.where(is_whole & (unit == "points"), totals, totals / np.where(took, possible, 1.0) * most)
    values = np.where(took, scaled, np.nan)
    rows = {person: row for row, person in enumerate(matrix.persons) if took[row]}
    return Totals(values, rows, most, points, int((took & ~is_whole).sum()))
