"""Probabilities from raw scores, fitted on subjects that the scoring model has not seen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.corpus import Corpus
from sauatty.core.matching.linear import fit_logistic, log_softmax, sigmoid
from sauatty.core.matching.measures import average_precision, best_f1, calibration_error
from sauatty.core.matching.model import Calibration, RawScores

Floats = NDArray[np.float64]
_SLIGHT = 1e-3


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """Figures of the folds: `all`, then one mapping per language; keys are measures."""

    figures: dict[str, dict[str, Any]]


def prevalence_weights(is_relevant: NDArray[np.bool_], prevalence: float) -> Floats:
    """Return weights under which relevant texts are `prevalence` of the whole; they sum to n_texts."""
    share = float(is_relevant.mean())
    weights = np.where(is_relevant, prevalence / share, (1.0 - prevalence) / (1.0 - share))
    return np.asarray(weights, dtype=np.float64)


def calibrate(raw: RawScores, corpus: Corpus, prevalence: float) -> Calibration:
    """Fit the calibration on scores of unseen subjects, and choose the threshold of the best F1."""
    weights = prevalence_weights(corpus.is_relevant, prevalence)
    slope, intercept = _fit_line(raw.relevance, corpus.is_relevant, weights)
    relevant = corpus.is_relevant
    direct_slope, direct_intercept = _fit_line(
        raw.direct[relevant], corpus.is_direct[relevant], np.ones(int(relevant.sum()))
    )
    probabilities = sigmoid(slope * raw.relevance + intercept)
    _, threshold = best_f1(relevant, probabilities, weights)
    return Calibration(
        slope=slope,
        intercept=intercept,
        sharpness=_fit_sharpness(raw.competences[relevant], corpus.competences[relevant]),
        direct_slope=direct_slope,
        direct_intercept=direct_intercept,
        threshold=round(threshold, 2),
    )


def summarise_folds(
    raw: RawScores, corpus: Corpus, prevalence: float, calibration: Calibration
) -> CrossValidation:
    """Measure the scores of unseen subjects, all and per language."""
    probabilities = sigmoid(calibration.slope * raw.relevance + calibration.intercept)
    spoken = np.array(corpus.languages)
    figures = {"all": _measure(np.ones(len(spoken), dtype=bool), raw, corpus, prevalence, probabilities)}
    for language in LANGUAGES:
        figures[language] = _measure(spoken == language, raw, corpus, prevalence, probabilities)
    return CrossValidation(figures)


def _measure(
    chosen: NDArray[np.bool_], raw: RawScores, corpus: Corpus, prevalence: float, probabilities: Floats
) -> dict[str, Any]:
    truth = corpus.is_relevant[chosen]
    weights = prevalence_weights(truth, prevalence)
    relevant = chosen & corpus.is_relevant
    order = np.argsort(-raw.competences[relevant], axis=1, kind="stable")
    hits = np.take_along_axis(corpus.is_accepted[relevant], order, axis=1)
    return {
        "texts": int(chosen.sum()),
        "average_precision": average_precision(truth, raw.relevance[chosen], weights),
        "best_f1": best_f1(truth, raw.relevance[chosen], weights)[0],
        "calibration_error": calibration_error(truth, probabilities[chosen], weights)["error"],
        **{f"recall_at_{depth}": float(hits[:, :depth].any(axis=1).mean()) for depth in (1, 3, 5)},
    }


def _fit_line(scores: Floats, truth: NDArray[np.bool_], weights: Floats) -> tuple[float, float]:
    coefficients, intercept = fit_logistic(scores[:, None], truth.astype(np.float64), weights, _SLIGHT)
    return float(coefficients[0]), intercept


def _fit_sharpness(scores: Floats, shares: Floats) -> float:
    def loss(sharpness: float) -> float:
        return -float(np.sum(shares * log_softmax(sharpness * scores)))

    return float(minimize_scalar(loss, bounds=(0.05, 5.0), method="bounded").x)
