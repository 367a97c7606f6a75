"""One common factor of a correlation matrix by minimum residuals: what omega is made of."""

import numpy as np

from sauatty.core.statistics import FloatArray

LEAST_DAMPING = 1e-9  # the curvature alone can be singular
BOUND = 0.9975  # a communality of 0.995, where psych stops as well


def one_factor(correlations: FloatArray, n_rounds: int = 200) -> FloatArray:
    """Return the loadings (n_items,) of one factor, signed so that their sum is not below 0.

    Parameters
    ----------
    correlations : ndarray of shape (n_items, n_items)
        Without nan; the diagonal is not looked at.

    Notes
    -----
    Minimises the squared residuals off the diagonal (minres, the same as unweighted least squares) by damped Newton
    steps from the first principal axis. Loadings are held within ±0.9975. Equal to `fa(r, fm = "minres")` of psych
    2.2.9 to five digits: tests/core/reference/psychometrics/classical.R.

    References
    ----------
    Harman, H. H., Jones, W. H. (1966). Factor analysis by minimizing residuals (minres). Psychometrika, 31, 351-368.
    doi:10.1007/BF02289468
    """
    outside = correlations - np.diag(np.diag(correlations))
    loadings = _first_axis(outside)
    damping = 1e-3
    for _round in range(n_rounds):
        gradient, curvature = _slopes(outside, loadings)
        step = np.linalg.solve(curvature + damping * np.eye(len(loadings)), gradient)
        tried = np.clip(loadings - step, -BOUND, BOUND)
        if _misfit(outside, tried) <= _misfit(outside, loadings):
            moved, loadings, damping = (
                float(np.abs(tried - loadings).max()),
                tried,
                max(damping / 4, LEAST_DAMPING),
            )
            if moved < 1e-10:
                break
        else:
            damping = max(damping, 1e-6) * 8
    return loadings if loadings.sum() >= 0 else -loadings


def _first_axis(outside: FloatArray) -> FloatArray:
    most = np.abs(outside).max(axis=0)
    values, vectors = np.linalg.eigh(outside + np.diag(most))
    found = vectors[:, -1] * np.sqrt(max(values[-1], 1e-6))
    return np.asarray(np.clip(found, -0.95, 0.95))


def _misfit(outside: FloatArray, loadings: FloatArray) -> float:
    residuals = outside - np.outer(loadings, loadings)
    return float((residuals**2).sum() - (np.diag(residuals) ** 2).sum())


def _slopes(outside: FloatArray, loadings: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the gradient and an always positive (Gauss-Newton) curvature of half the misfit over pairs."""
    squares = loadings @ loadings - loadings**2
    gradient = loadings * squares - outside @ loadings
    curvature = np.outer(loadings, loadings)
    np.fill_diagonal(curvature, squares)
    return gradient, curvature
