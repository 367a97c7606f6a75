"""What a typical respondent's claims say, where respondents differ in how freely they claim and how much they know."""

from math import nan

import numpy as np
from scipy.special import ndtr, ndtri

from sauatty.core.statistics import FloatArray

_MOST = 0.9
_HALVINGS = 14
_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(15)


def claim_columns(claims: FloatArray) -> FloatArray:
    """Return what each respondent adds to the sums that `typical_score` takes.

    Parameters
    ----------
    claims : ndarray of shape (n_respondents, n_terms)
        1 claimed, 0 not, `nan` not answered. Real terms and invented ones are two lists: knowledge moves only the
        first.

    Returns
    -------
    ndarray of shape (n_respondents, 2 * n_terms + 2)
        Terms claimed, terms answered, pairs claimed together, pairs answered.
    """
    filled, there = np.nan_to_num(claims), (~np.isnan(claims)).astype(np.float64)
    pairs = [_pairs(one.sum(axis=1)) for one in (filled, there)]
    return np.column_stack([filled, there, *pairs])


def typical_score(sums: FloatArray) -> FloatArray:
    """Return the mean z of the terms of one list, for a respondent in the middle of all.

    Shares over respondents who differ lie nearer to a half than the share of a typical one, so d' of pooled answers
    is too near to 0. How far respondents differ shows in how often one person claims two terms: with a normally
    distributed disposition the pairs of terms are correlated by rho, and z of the typical person is z of the
    share over sqrt(1 - rho) [1]_.

    Parameters
    ----------
    sums : ndarray of shape (n_draws, 2 * n_terms + 2)
        Sums of `claim_columns` over respondents, a row for each resample.

    Returns
    -------
    ndarray of shape (n_draws,)
        `nan` for a list of fewer than two terms, which has no pairs.

    Notes
    -----
    rho is the value in [0, 0.9] at which the expected share of pairs claimed together is the one observed: the
    bivariate normal probabilities are integrated at 15 nodes (Gauss-Hermite). Shares carry the log-linear
    correction. Checked against R 4.2 (`integrate`), and by simulation; see ``tests/core/reference/surveys``.

    References
    ----------
    .. [1] DeCarlo, L. T. (1998). Signal detection theory and generalized linear models. Psychological Methods,
       3(2), 186-205. doi:10.1037/1082-989X.3.2.186
    """
    n_terms = (sums.shape[1] - 2) // 2
    if n_terms < 2:
        return np.full(len(sums), nan)
    claimed, answered, pairs = sums[:, :n_terms], sums[:, n_terms : 2 * n_terms], sums[:, -2:]
    z = np.asarray(ndtri((claimed + 0.5) / (answered + 1)))
    with np.errstate(invalid="ignore", divide="ignore"):
        together = np.asarray(pairs[:, 0] / pairs[:, 1])
    rho = _correlation(z, together)
    return np.asarray(np.where(pairs[:, 1] > 0, z.mean(axis=1) / np.sqrt(1 - rho), nan))


def _pairs(n: FloatArray) -> FloatArray:
    return np.asarray(n * (n - 1) / 2)


def _correlation(z: FloatArray, together: FloatArray) -> FloatArray:
    """Return for each row the correlation at which two terms are claimed together as often as they were."""
    low, high = np.zeros(len(z)), np.full(len(z), _MOST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_more = _expected(z, middle) < together
        low, high = np.where(is_more, middle, low), np.where(is_more, high, middle)
    return np.where(low > 0, (low + high) / 2, 0.0)


def _expected(z: FloatArray, rho: FloatArray) -> FloatArray:
    """Return the expected share of pairs of terms that one respondent claims together."""
    shifted = z[:, :, None] + np.sqrt(rho)[:, None, None] * _NODES
    shares = ndtr(shifted / np.sqrt(1 - rho)[:, None, None])
    both = (shares.sum(axis=1) ** 2 - (shares**2).sum(axis=1)) / (z.shape[1] * (z.shape[1] - 1))
    return np.asarray(both @ (_NODE_WEIGHTS / _NODE_WEIGHTS.sum()))
