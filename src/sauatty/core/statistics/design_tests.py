"""Tests of weighted tables."""

from math import nan

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f as fisher_f

from sauatty.core.statistics.arrays import FloatArray
from sauatty.core.statistics.association import ChiSquare, pearson_statistic


def rao_scott(cells: NDArray[np.int64], weights: FloatArray, shape: tuple[int, int]) -> ChiSquare:
    """Return the Rao-Scott test of a weighted table, with the second-order correction as an F test [1]_.

    Respondents are taken as drawn independently, each with its own weight; that the weights were themselves fitted
    to margins is not taken into account, so p is rather too large than too small.

    Parameters
    ----------
    cells : ndarray of shape (n,)
        The cell of each respondent, row by row, of a table without empty rows and columns.
    weights : ndarray of shape (n,)
        Above 0.
    shape : tuple of int
        Rows and columns of the table.

    Returns
    -------
    ChiSquare
        `statistic` is F, `df` its first degrees of freedom (the second are df * (n - 1)).

    Notes
    -----
    Checked against R 4.2.2 with the package survey 4.1-1, ``svychisq(..., statistic = "F")``.

    References
    ----------
    .. [1] Rao, J. N. K., Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with cell
       proportions estimated from survey data. Annals of Statistics, 12(1), 46-60.
    """
    n = len(cells)
    if min(shape) < 2 or n < 2:
        return ChiSquare(nan, 0, nan)
    shares = np.bincount(cells, weights, minlength=shape[0] * shape[1]) / weights.sum()
    delta = _generalised_design_effects(shares, _covariance(cells, weights, shares), shape, n)
    trace = float(np.trace(delta))
    df = trace**2 / float(np.trace(delta @ delta))
    statistic = n * pearson_statistic(shares.reshape(shape)) / trace
    return ChiSquare(statistic, df, float(fisher_f.sf(statistic, df, df * (n - 1))))


def _covariance(cells: NDArray[np.int64], weights: FloatArray, shares: FloatArray) -> FloatArray:
    """Return the linearised covariance of weighted shares of cells: of w (is in cell - share) / sum w."""
    n = len(cells)
    squares = weights**2
    own = np.bincount(cells, squares, minlength=len(shares))
    crossed = (
        np.diag(own)
        - np.outer(own, shares)
        - np.outer(shares, own)
        + squares.sum() * np.outer(shares, shares)
    )
    return np.asarray(crossed * n / (n - 1) / weights.sum() ** 2, dtype=np.float64)


def _generalised_design_effects(
    shares: FloatArray, covariance: FloatArray, shape: tuple[int, int], n: int
) -> FloatArray:
    contrasts = _interaction(shape)
    inverse = np.diag(np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0))
    simple = contrasts.T @ (inverse / n) @ contrasts
    real = contrasts.T @ inverse @ covariance @ inverse @ contrasts
    return np.asarray(np.linalg.solve(simple, real), dtype=np.float64)


def _interaction(shape: tuple[int, int]) -> FloatArray:
    """Return what the interaction of a saturated design adds to its main effects."""
    rows, columns = (np.eye(size)[:, 1:] for size in shape)
    ones_rows, ones_columns = (np.ones((size, 1)) for size in shape)
    main = np.hstack(
        [np.kron(ones_rows, ones_columns), np.kron(rows, ones_columns), np.kron(ones_rows, columns)]
    )
    both = np.kron(rows, columns)
    fitted = main @ np.linalg.lstsq(main, both, rcond=None)[0]
    return np.asarray(both - fitted, dtype=np.float64)
