"""Where a matrix holds more or fewer objectives than its margins let expect, and where it holds none."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from sauatty.core.statistics import BoolArray, FloatArray


class Counted(Protocol):
    """What gaps are looked for in: a matrix of matched or of judged objectives."""

    @property
    def rows(self) -> tuple[str, ...]: ...
    @property
    def competences(self) -> tuple[str, ...]: ...
    @property
    def counts(self) -> FloatArray: ...
    @property
    def is_read(self) -> BoolArray: ...


@dataclass(frozen=True, slots=True)
class Gap:
    """The competences that no objective of a row carries."""

    row: str
    competences: tuple[str, ...]


def standardised_residuals(counts: ArrayLike) -> FloatArray:
    """Return the standardised Pearson residuals of a table under independence [1]_.

    Beyond about ±2 (±3 in a large table) a cell holds more or fewer objectives than its row and competence
    let expect. They read as z-scores only where the expected count is not tiny.

    Parameters
    ----------
    counts : array-like of shape (n_rows, n_columns)
        Counts; a row with `nan` was not read and is left out of the margins.

    Returns
    -------
    ndarray of shape (n_rows, n_columns)
        (O - E) / sqrt(E (1 - row share) (1 - column share)); `nan` where the row was not read or E is 0.

    Notes
    -----
    Checked against the party identification table of Agresti (2007), section 2.4.5.

    References
    ----------
    .. [1] Haberman, S. J. (1973). The analysis of residuals in cross-classified tables.
       Biometrics, 29(1), 205-220. doi:10.2307/2529686
    """
    observed = np.asarray(counts, dtype=np.float64)
    residuals = np.full(observed.shape, np.nan)
    is_read = ~np.isnan(observed).any(axis=1)
    table = observed[is_read]
    total = table.sum()
    if total > 0:
        row_share = table.sum(axis=1, keepdims=True) / total
        column_share = table.sum(axis=0, keepdims=True) / total
        expected = total * row_share * column_share
        spread = np.sqrt(expected * (1 - row_share) * (1 - column_share))
        with np.errstate(divide="ignore", invalid="ignore"):
            residuals[is_read] = np.where(spread > 0, (table - expected) / spread, np.nan)
    return residuals


def expected_counts(counts: ArrayLike) -> FloatArray:
    """Return what the margins of a table let expect in each cell; `nan` in a row that was not read."""
    observed = np.asarray(counts, dtype=np.float64)
    expected = np.full(observed.shape, np.nan)
    is_read = ~np.isnan(observed).any(axis=1)
    table = observed[is_read]
    total = table.sum()
    if total > 0:
        expected[is_read] = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / total
    return expected


def gaps(matrix: Counted) -> tuple[Gap, ...]:
    """Return for each row that was read the competences that none of its objectives carries.

    A row that was not read has no gaps: nothing is known about it.
    """
    found = (
        Gap(row, tuple(one for one, n in zip(matrix.competences, counts, strict=True) if n == 0))
        for row, counts, is_read in zip(matrix.rows, matrix.counts, matrix.is_read, strict=True)
        if is_read
    )
    return tuple(gap for gap in found if gap.competences)
