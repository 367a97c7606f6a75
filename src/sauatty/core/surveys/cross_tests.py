"""The test of a cross table, and its effect size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

import numpy as np

from sauatty.core.statistics import BoolArray, FloatArray, Interval
from sauatty.core.statistics.association import (
    ChiSquare,
    chi_square,
    cramers_v,
    fisher_p,
    is_large_enough,
    pearson_statistic,
    permutation_p,
)
from sauatty.core.statistics.design_tests import rao_scott
from sauatty.core.statistics.weighted import effective_n
from sauatty.core.surveys.asked import IntArray
from sauatty.core.surveys.tables import SMALL_CELLS

CHI_SQUARE, FISHER, PERMUTATION, RAO_SCOTT = "chi-square", "fisher", "permutation", "rao-scott"
ONE_VALUE = "one-value"


@dataclass(frozen=True, slots=True)
class CrossTest:
    """A test of independence with Cramér's V.

    `kind` is 'chi-square', 'fisher' (two by two with few expected), 'permutation' (larger tables with few
    expected) or 'rao-scott' (weighted; `statistic` is then F); '' where there is no test, and `reason` says why:
    'one-value' (nothing to compare), 'small-cells'. `pooled_groups` and `pooled_answers` were taken together, as
    cells of theirs are hidden. `code` is the choice of a multiple question, `p_holm` its p after Holm's correction
    for the number of choices.
    """

    kind: str
    statistic: float
    df: float
    p: float
    n: int
    v: Interval
    pooled_groups: tuple[str, ...] = ()
    pooled_answers: tuple[str, ...] = ()
    code: str = ""
    p_holm: float = nan
    reason: str = ""


Names = tuple[tuple[str, ...], tuple[str, ...]]


def test_of(
    rows: IntArray,
    columns: IntArray,
    hidden: BoolArray,
    names: Names,
    weights: FloatArray | None,
    level: float,
) -> CrossTest:
    """Test a table given as the row and column of each respondent.

    Parameters
    ----------
    rows, columns : ndarray of shape (n,)
    hidden : ndarray of bool, of shape (n_rows, n_columns)
        The cells that are not shown; the test must not give them away.
    names : pair of tuples of str
        The codes of rows and columns.
    weights : ndarray of shape (n,), optional
    level : float
        Coverage of the interval of V.
    """
    row_of, column_of = _pooled(rows, columns, hidden)
    own_rows, own_columns = _dense(row_of[rows]), _dense(column_of[columns])
    shape = (int(own_rows.max(initial=-1)) + 1, int(own_columns.max(initial=-1)) + 1)
    found = _tested(own_rows, own_columns, shape, weights, level)
    pooled = tuple(
        tuple(name for name, place in zip(each, places, strict=True) if (places == place).sum() > 1)
        for each, places in zip(names, (row_of, column_of), strict=True)
    )
    if not found.kind and hidden.any():
        found = replace(found, reason=SMALL_CELLS)
    return replace(found, pooled_groups=pooled[0], pooled_answers=pooled[1])


def _pooled(rows: IntArray, columns: IntArray, hidden: BoolArray) -> tuple[IntArray, IntArray]:
    """Return the new row of each row and column of each column, whichever pooling leaves more to compare.

    The pooled row is what the totals leave after the rows that are shown, so that it says nothing new.
    """
    same = (np.arange(hidden.shape[0]), np.arange(hidden.shape[1]))
    if not hidden.any():
        return same
    by_row = (_merged(hidden), same[1])
    by_column = (same[0], _merged(hidden.T))
    return max((by_row, by_column), key=lambda one: _degrees(one[0][rows], one[1][columns]))


def _merged(hidden: BoolArray) -> IntArray:
    is_touched = np.array([bool(row.any()) for row in hidden], dtype=np.bool_)
    places = np.arange(len(is_touched))
    return np.where(is_touched, int(is_touched.argmax()), places)


def _degrees(rows: IntArray, columns: IntArray) -> int:
    return (len(np.unique(rows)) - 1) * (len(np.unique(columns)) - 1)


def _dense(places: IntArray) -> IntArray:
    return np.asarray(np.unique(places, return_inverse=True)[1], dtype=np.int64)


def _tested(
    rows: IntArray, columns: IntArray, shape: tuple[int, int], weights: FloatArray | None, level: float
) -> CrossTest:
    n = len(rows)
    if min(shape) < 2:
        nothing = Interval(nan, nan, nan, level)
        return CrossTest("", nan, 0, nan, n, nothing, reason=ONE_VALUE)
    cells = rows * shape[1] + columns
    if weights is not None:
        return _weighted(cells, weights, shape, level)
    counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
    found, kind = chi_square(counts), CHI_SQUARE
    if not is_large_enough(counts):
        kind = FISHER if shape == (2, 2) else PERMUTATION
        found = replace(found, p=fisher_p(counts) if kind == FISHER else permutation_p(counts))
    v = cramers_v(found.statistic / n, shape, n, level)
    return CrossTest(kind, found.statistic, found.df, found.p, n, v)


def _weighted(cells: IntArray, weights: FloatArray, shape: tuple[int, int], level: float) -> CrossTest:
    weighing = weights > 0
    found: ChiSquare = rao_scott(cells[weighing], weights[weighing], shape)
    shares = np.bincount(cells, weights, minlength=shape[0] * shape[1]).reshape(shape) / weights.sum()
    v = cramers_v(pearson_statistic(shares), shape, effective_n(weights), level)
    return CrossTest(RAO_SCOTT, found.statistic, found.df, found.p, len(cells), v)


def with_holm(tests: Sequence[CrossTest]) -> tuple[CrossTest, ...]:
    """Return tests of several choices with their p after Holm's correction.

    Notes
    -----
    Checked against R 4.2.2, ``p.adjust(..., "holm")``.
    """
    order = sorted((one.p, place) for place, one in enumerate(tests) if not isnan(one.p))
    corrected, largest = {}, 0.0
    for rank, (p, place) in enumerate(order):
        largest = max(largest, min(1.0, p * (len(order) - rank)))
        corrected[place] = largest
    return tuple(replace(one, p_holm=corrected.get(place, nan)) for place, one in enumerate(tests))
