"""Where a judged matrix holds more or less than its margins let expect, and how even it is as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np

from sauatty.core.coverage.evenness import Evenness, gini, pielou
from sauatty.core.coverage.judged import JudgedMatrix, Pattern
from sauatty.core.coverage.residuals import expected_counts, standardised_residuals
from sauatty.core.statistics import (
    N_RESAMPLES,
    SEED,
    FloatArray,
    Interval,
    basic_interval,
    wilson_interval,
)

# Beyond these a cell is flagged; below this expected count a residual is no z-score, and nothing is flagged.
FLAGGED, STRONG, MIN_EXPECTED = 2.0, 3.0, 5.0
# Objectives per category from which an evenness is shown: simulated coverage in tests/core/coverage.
MIN_PER_CATEGORY = 3
# Share of cells beyond 2 in a table where nothing is uneven.
BEYOND_TWO_BY_CHANCE = 0.0455


@dataclass(frozen=True, slots=True)
class UnevenCell:
    """One row and competence.

    `n` objectives of `n_judged` carry the competence, `share` is their fraction with its Wilson interval.
    `residual` is the standardised Pearson residual of the counts and `expected` what the margins let expect.
    `flag` is 'more', 'much-more', 'fewer', 'much-fewer', 'too-small' (expected under 5: not flagged) or ''.
    """

    row: str
    competence: str
    n: int
    n_judged: int
    share: Interval
    residual: float
    expected: float
    flag: str


@dataclass(frozen=True, slots=True)
class Unevenness:
    """How unevenly a matrix is filled.

    `evenness` rests on `evenness.n` codings of `n_relevant` objectives; `undefined` is '' or why it is not to
    be shown ('no-objectives', 'too-few': fewer than `minimum` objectives). `rows` holds the evenness of each
    row with enough objectives, None for the others. `by_chance` is how many of the `n_firm` cells that can be
    flagged would lie beyond 2 if nothing were uneven.
    """

    evenness: Evenness
    n_relevant: int
    minimum: int
    undefined: str
    cells: tuple[UnevenCell, ...]
    rows: tuple[tuple[str, Evenness | None], ...]

    @property
    def is_shown(self) -> bool:
        """Tell whether there are enough objectives for one index of evenness."""
        return not self.undefined

    @property
    def flagged(self) -> tuple[UnevenCell, ...]:
        """Return the cells beyond 2, the farthest first."""
        firm = [cell for cell in self.cells if cell.flag not in ("", "too-small")]
        return tuple(sorted(firm, key=lambda cell: -abs(cell.residual)))

    @property
    def too_small(self) -> tuple[UnevenCell, ...]:
        """Return the cells whose expected count is under 5, where a residual says little."""
        return tuple(cell for cell in self.cells if cell.flag == "too-small")

    @property
    def n_firm(self) -> int:
        """Return how many cells are large enough to be flagged."""
        return sum(cell.flag != "too-small" and not isnan(cell.residual) for cell in self.cells)

    @property
    def by_chance(self) -> float:
        """Return how many flagged cells chance alone lets expect."""
        return BEYOND_TWO_BY_CHANCE * self.n_firm

    def as_json(self) -> dict[str, Any]:
        """Return a JSON-ready mapping of the summary: everything but the cells, which belong to their rows."""
        return {
            "n_relevant": self.n_relevant,
            "minimum": self.minimum,
            "undefined": self.undefined,
            "n_flagged": len(self.flagged),
            "n_too_small": len(self.too_small),
            "n_firm": self.n_firm,
            "flagged_by_chance": self.by_chance,
        }


def unevenness(
    matrix: JudgedMatrix, *, n_resamples: int = N_RESAMPLES, level: float = 0.95, seed: int = SEED
) -> Unevenness:
    """Return the evenness of a judged matrix and the cells that stand out.

    Where objectives carry several competences, counts and residuals are of codings, not of objectives. The
    codings of one objective are not independent of one another; in simulated tables where nothing is uneven
    that makes flags rarer (4.3 % of the cells beyond 2 with one competence each, 3.4 % with two, 2.7 % with
    three). The bootstrap draws objectives with all their competences; the shares with their Wilson intervals
    are of objectives.

    Parameters
    ----------
    matrix : JudgedMatrix
        What `judged_matrix` or `module_matrix` returned.
    n_resamples, level, seed
        Number of resamples, coverage (a fraction) and the seed that makes the result repeatable.
    """
    n_relevant = int(np.nansum(matrix.n_relevant))
    minimum = MIN_PER_CATEGORY * len(matrix.competences)
    too_few = "too-few" if n_relevant < minimum else ""
    whole = evenness_of(matrix.patterns, n_resamples=n_resamples, level=level, seed=seed)
    rows = []
    for index, row in enumerate(matrix.rows):
        own = tuple(pattern for pattern in matrix.patterns if pattern.row == index)
        enough = sum(pattern.n for pattern in own) >= minimum
        found = evenness_of(own, n_resamples=n_resamples, level=level, seed=seed) if enough else None
        rows.append((row, found))
    return Unevenness(
        evenness=whole,
        n_relevant=n_relevant,
        minimum=minimum,
        undefined="no-objectives" if not whole.n else too_few,
        cells=tuple(_cells(matrix, level)),
        rows=tuple(rows),
    )


def evenness_of(
    patterns: Sequence[Pattern], *, n_resamples: int = N_RESAMPLES, level: float = 0.95, seed: int = SEED
) -> Evenness:
    """Return Pielou's evenness of objectives with several competences each, with a basic bootstrap interval.

    Objectives are drawn with replacement, each with all its competences. `n` of the result are codings (with
    fractional counting: objectives). The interval is `nan` where one objective alone carries anything.
    """
    if not patterns:
        return Evenness(Interval(nan, nan, nan, level), nan, 0)
    weights = np.array([pattern.weights for pattern in patterns])
    times = np.array([pattern.n for pattern in patterns], dtype=np.float64)
    counts = times @ weights
    estimate = float(pielou(counts))
    generator = np.random.default_rng(seed)
    draws = generator.multinomial(int(times.sum()), times / times.sum(), size=n_resamples) @ weights
    interval = basic_interval(estimate, pielou(draws), level, (0.0, 1.0))
    return Evenness(interval, gini(counts), round(float(counts.sum())))


def _cells(matrix: JudgedMatrix, level: float) -> list[UnevenCell]:
    residuals = standardised_residuals(matrix.counts)
    expected = expected_counts(matrix.counts)
    carrying = matrix.n_carrying
    cells = []
    for row in np.flatnonzero(matrix.is_read):
        n_judged = int(matrix.n_judged[row])
        for column, competence in enumerate(matrix.competences):
            n = int(carrying[row, column])
            cells.append(
                UnevenCell(
                    row=matrix.rows[row],
                    competence=competence,
                    n=n,
                    n_judged=n_judged,
                    share=wilson_interval(n, n_judged, level),
                    residual=float(residuals[row, column]),
                    expected=float(expected[row, column]),
                    flag=flag_of(float(residuals[row, column]), float(expected[row, column])),
                )
            )
    return cells


def flag_of(residual: float, expected: float) -> str:
    """Return the flag of a cell: 'more', 'much-more', 'fewer', 'much-fewer', 'too-small' or ''."""
    if isnan(residual) or expected < MIN_EXPECTED:
        return "too-small"
    if abs(residual) <= FLAGGED:
        return ""
    direction = "more" if residual > 0 else "fewer"
    return f"much-{direction}" if abs(residual) > STRONG else direction


def flags(matrix: JudgedMatrix) -> list[list[str]]:
    """Return the flag of every cell of a matrix, row by row; '' throughout a row that was not judged."""
    residuals: FloatArray = standardised_residuals(matrix.counts)
    expected = expected_counts(matrix.counts)
    return [
        [flag_of(*pair) if read else "" for pair in zip(*both, strict=True)]
        for read, *both in zip(matrix.is_read, residuals.tolist(), expected.tolist(), strict=True)
    ]
