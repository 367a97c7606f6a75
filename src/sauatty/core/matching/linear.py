"""Logistic regression with an L2 penalty, fitted by L-BFGS: deterministic, with numpy and scipy alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
# A dense array or a scipy.sparse matrix: both know @ and .T, which is all that is asked of them.
Matrix = Any
# Beyond this the ranking of held-out texts no longer changes, only the time.
_UNTIL = {"maxiter": 150, "ftol": 1e-6}


def sigmoid(scores: Floats) -> Floats:
    """Return 1 / (1 + exp(-scores)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * scores)), dtype=np.float64)


def log_odds(shares: Floats, floor: float = 0.01) -> Floats:
    """Return log(p / (1 - p)) of shares in [0, 1], held `floor` away from infinity."""
    return np.asarray(np.log((shares + floor) / (1.0 + floor - shares)), dtype=np.float64)


def log_softmax(scores: Floats) -> Floats:
    """Return log-probabilities of each row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float64)


def fit_logistic(features: Matrix, targets: Floats, weights: Floats, penalty: float) -> tuple[Floats, float]:
    """Fit two classes; the intercept is not penalised.

    Parameters
    ----------
    features : matrix of shape (n_texts, n_features)
    targets : ndarray of shape (n_texts,)
        Probabilities of the positive class, usually 0 or 1.
    weights : ndarray of shape (n_texts,)
    penalty : float
        Half of it times the squared length of the coefficients is added to the summed loss.

    Returns
    -------
    coefficients : ndarray of shape (n_features,)
    intercept : float
    """

    def loss(parameters: Floats) -> tuple[float, Floats]:
        coefficients = parameters[:-1]
        scores = features @ coefficients + parameters[-1]
        value = np.sum(weights * (np.logaddexp(0.0, scores) - targets * scores))
        residuals = weights * (sigmoid(scores) - targets)
        gradient = np.append(features.T @ residuals + penalty * coefficients, residuals.sum())
        return float(value + 0.5 * penalty * coefficients @ coefficients), gradient

    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", options=_UNTIL)
    return found.x[:-1], float(found.x[-1])


def fit_multinomial(features: Matrix, targets: Floats, penalty: float) -> tuple[Floats, Floats]:
    """Fit several classes with soft labels.

    Parameters
    ----------
    features : matrix of shape (n_texts, n_features)
    targets : ndarray of shape (n_texts, n_classes)
        Rows that sum to 1.
    penalty : float

    Returns
    -------
    coefficients : ndarray of shape (n_features, n_classes)
    intercepts : ndarray of shape (n_classes,)
    """
    shape = (features.shape[1] + 1, targets.shape[1])

    def loss(parameters: Floats) -> tuple[float, Floats]:
        table = parameters.reshape(shape)
        logs = log_softmax(features @ table[:-1] + table[-1])
        residuals = np.exp(logs) - targets
        gradient = np.vstack([features.T @ residuals + penalty * table[:-1], residuals.sum(axis=0)])
        return float(0.5 * penalty * np.sum(table[:-1] ** 2) - np.sum(targets * logs)), gradient.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=_UNTIL)
    table = found.x.reshape(shape)
    return table[:-1], table[-1]
