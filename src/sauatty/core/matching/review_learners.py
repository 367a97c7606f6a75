"""What a review learns from: the units as points, and how relevant each one looks after some decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from sauatty.core.matching.encoder import Vectors
from sauatty.core.matching.glossary import load_glossary
from sauatty.core.matching.lexical import LexicalFeatures, learn_weights, prepare
from sauatty.core.matching.linear import Matrix, sigmoid
from sauatty.core.matching.semantic import SCALE, unit

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
# Chosen by simulated reviews of the exemplars; docs/explanation/finding-the-relevant.md says how little they matter.
PENALTY = 1.0
SLOPE_PENALTY = 10.0
BALANCE = 0.5
# After so many decisions the prior counts half beside what was learned without it.
PRIOR_HALVED_AFTER = 300
N_NEAREST, NEAREST_WEIGHT = 3, 5.0
# So many texts of its own language outweigh the mean of all languages.
_LANGUAGE_SHRINKAGE = 20
_UNTIL = {"maxiter": 100, "ftol": 1e-6}
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Points:
    """The units as two kinds of points, `meaning` None where there are no embeddings.

    `meaning` has shape (n_units, dimension) with rows of length 1, `letters` is sparse with one row per unit.
    """

    meaning: NDArray[np.float32] | None
    letters: Matrix

    @property
    def parts(self) -> list[Matrix]:
        """Return the matrices that a linear learner is fitted on."""
        return [self.letters] if self.meaning is None else [self.meaning * np.float32(SCALE), self.letters]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The decided units: their rows in ascending order, and 1 or 0 for each."""

    rows: Rows
    is_relevant: Floats

    @property
    def has_both(self) -> bool:
        """Say whether there is something to tell apart."""
        return bool(0 < self.is_relevant.sum() < len(self.rows))

    def without(self, part: NDArray[np.bool_]) -> "Lesson":
        """Return the lesson less some of its units."""
        return Lesson(self.rows[~part], self.is_relevant[~part])


def build_points(texts: Sequence[str], languages: Sequence[str], vectors: Vectors | None) -> Points:
    """Turn the units of one review into points, with weights of n-grams learned on these units."""
    reader = LexicalFeatures(np.zeros(1), load_glossary())
    read = [reader.read(prepare(text)) for text in texts]
    letters = LexicalFeatures(learn_weights(read), reader.glossary).rows(read)
    return Points(None if vectors is None else _centre(vectors, languages), letters)


def _centre(vectors: Vectors, languages: Sequence[str]) -> NDArray[np.float32]:
    """Take away the mean of the language, which says nothing about what a unit asks for."""
    centred = vectors.astype(np.float64)
    overall = centred.mean(axis=0)
    spoken = np.array(languages)
    for language in sorted(set(languages)):
        own = spoken == language
        mean = (centred[own].sum(axis=0) + _LANGUAGE_SHRINKAGE * overall) / (own.sum() + _LANGUAGE_SHRINKAGE)
        centred[own] -= mean
    return unit(centred).astype(np.float32)


def score_units(points: Points, prior: Floats | None, lesson: Lesson) -> Floats:
    """Say how relevant each unit looks: higher is more, on the scale of log-odds.

    Half comes from learners that correct the prior, half from learners that never saw it; what the decided units
    that lie nearest say is added, and the prior itself with a weight that falls with the number of decisions. Without
    embeddings there is only the learner that corrects the prior.

    Parameters
    ----------
    points : Points
    prior : ndarray of shape (n_units,) or None
        Log-odds of relevance before any decision.
    lesson : Lesson

    Returns
    -------
    scores : ndarray of shape (n_units,)
    """
    nothing = np.zeros(points.letters.shape[0])
    if points.meaning is None and prior is not None:
        # letters alone know too little of meaning to rank by themselves: they only correct the prior
        return _learn(points.letters, prior, lesson) if lesson.has_both else prior.copy()
    scores = _vote_of_nearest(points, lesson)
    for part in points.parts:
        share = 1.0 / len(points.parts)
        if lesson.has_both:
            free = _learn(part, nothing, lesson)
            scores += share * (free if prior is None else 0.5 * (free + _learn(part, prior, lesson)))
        elif prior is not None:
            scores += share * 0.5 * prior
    if prior is not None:
        scores += 0.5 * prior * PRIOR_HALVED_AFTER / (PRIOR_HALVED_AFTER + len(lesson.rows))
    return scores


def _learn(part: Matrix, prior: Floats, lesson: Lesson) -> Floats:
    """Fit one linear learner with the prior as its offset, and score all units."""
    known = part[lesson.rows]
    columns = np.unique(known.indices) if sparse.issparse(known) else np.arange(known.shape[1])
    narrow = known[:, columns]
    slopes, slope, intercept = _fit_with_offset(narrow, prior[lesson.rows], lesson.is_relevant)
    coefficients = np.zeros(part.shape[1])
    coefficients[columns] = slopes
    return np.asarray(part @ coefficients + slope * prior + intercept, dtype=np.float64)


def _fit_with_offset(features: Matrix, offset: Floats, targets: Floats) -> tuple[Floats, float, float]:
    """Fit logistic regression on top of an offset whose own slope is held near 1."""
    n_columns = features.shape[1]
    weights = _balanced_weights(targets)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slopes, stretch, intercept = parameters[:n_columns], parameters[-2], parameters[-1]
        scores = features @ slopes + offset * (1.0 + stretch) + intercept
        value = np.sum(weights * (np.logaddexp(0.0, scores) - targets * scores))
        value += 0.5 * PENALTY * slopes @ slopes + 0.5 * SLOPE_PENALTY * stretch**2
        residuals = weights * (sigmoid(scores) - targets)
        tail = [residuals @ offset + SLOPE_PENALTY * stretch, residuals.sum()]
        return float(value), np.concatenate([features.T @ residuals + PENALTY * slopes, tail])

    found = minimize(loss, np.zeros(n_columns + 2), jac=True, method="L-BFGS-B", options=_UNTIL)
    return found.x[:n_columns], 1.0 + float(found.x[-2]), float(found.x[-1])


def _balanced_weights(targets: Floats) -> Floats:
    """Return weights half-way between counting units alike and counting both classes alike."""
    n, n_relevant = len(targets), targets.sum()
    balanced = np.where(targets > 0, n / (2 * n_relevant), n / (2 * (n - n_relevant)))
    return np.asarray((1 - BALANCE) + BALANCE * balanced, dtype=np.float64)


def _vote_of_nearest(points: Points, lesson: Lesson) -> Floats:
    """Return how much nearer the nearest relevant units are than the nearest others."""
    votes = np.zeros(points.letters.shape[0])
    if points.meaning is None:
        return votes
    for value, sign in ((1.0, 1.0), (0.0, -1.0)):
        owners = points.meaning[lesson.rows[lesson.is_relevant == value]]
        if len(owners):
            votes += sign * NEAREST_WEIGHT * _mean_of_nearest(points.meaning, owners)
    return votes


def _mean_of_nearest(meaning: NDArray[np.float32], owners: NDArray[np.float32]) -> Floats:
    kept = min(N_NEAREST, len(owners))
    found = np.zeros(len(meaning))
    for start in range(0, len(meaning), _CHUNK):
        cosines = meaning[start : start + _CHUNK] @ owners.T
        nearest = np.partition(cosines, len(owners) - kept, axis=1)[:, -kept:]
        found[start : start + _CHUNK] = nearest.mean(axis=1)
    return found
