"""The matrix that every statistic of a test starts from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class ScoreMatrix:
    """Points of persons on items.

    `scores` is persons × items, float64, nan = not asked (missing by design) or not reached; a question seen and
    left empty is 0, which is the business of whoever makes the matrix. `max_scores` are the most points of each
    item (1 for right or wrong). `persons` and `items` are labels, unique.
    """

    scores: FloatArray
    persons: tuple[str, ...]
    items: tuple[str, ...]
    max_scores: tuple[int, ...]

    @property
    def n_persons(self) -> int:
        """Return the number of rows."""
        return len(self.persons)

    @property
    def n_items(self) -> int:
        """Return the number of columns."""
        return len(self.items)

    @property
    def is_dichotomous(self) -> bool:
        """Say whether every item has one point at most."""
        return all(most == 1 for most in self.max_scores)

    def of_persons(self, rows: Sequence[int]) -> "ScoreMatrix":
        """Return some persons only, in the order given."""
        chosen = list(rows)
        labels = tuple(self.persons[row] for row in chosen)
        return ScoreMatrix(self.scores[chosen], labels, self.items, self.max_scores)

    def of_items(self, columns: Sequence[int]) -> "ScoreMatrix":
        """Return some items only, in the order given."""
        chosen = list(columns)
        items = tuple(self.items[column] for column in chosen)
        most = tuple(self.max_scores[column] for column in chosen)
        return ScoreMatrix(self.scores[:, chosen], self.persons, items, most)


def score_matrix(scores: FloatArray, max_scores: Sequence[int] | None = None) -> ScoreMatrix:
    """Return a matrix with made-up labels ('p1', 'i1'); the most points of an item are what somebody got, 1 at least."""
    n_persons, n_items = scores.shape
    most = max_scores or [max(1, int(np.nanmax(column, initial=0))) for column in scores.T]
    persons = tuple(f"p{n + 1}" for n in range(n_persons))
    return ScoreMatrix(
        np.asarray(scores, float), persons, tuple(f"i{n + 1}" for n in range(n_items)), tuple(most)
    )
