"""What a text means: its embedding, centred for its language, and the exemplars that lie near it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.encoder import Vectors
from sauatty.core.matching.linear import log_odds

Floats = NDArray[np.float64]
SCALE = 4.0
N_NEIGHBOURS = 30
# Similarities are divided by this before they become weights: smaller listens to the very nearest only.
TEMPERATURE = 0.1


def unit(vectors: Floats) -> Floats:
    """Scale each row to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Centres:
    """The mean vector of each language: raw vectors of e5 share a large part that says only the language.

    `vectors` has shape (4, dimension): kk, ru, en, and their mean for any other language.
    """

    vectors: Floats

    @classmethod
    def learn(cls, vectors: Vectors, languages: Sequence[str], is_relevant: NDArray[np.bool_]) -> "Centres":
        """Take the midpoint of relevant and other texts, so that the mixture of exemplars plays no part."""
        spoken = np.array(languages)
        means = [
            0.5 * (vectors[(spoken == language) & is_relevant].mean(axis=0, dtype=np.float64))
            + 0.5 * (vectors[(spoken == language) & ~is_relevant].mean(axis=0, dtype=np.float64))
            for language in LANGUAGES
        ]
        return cls(np.vstack([*means, np.mean(means, axis=0)]))

    def centre(self, vectors: Vectors, languages: Sequence[str]) -> Floats:
        """Return unit vectors with the mean of the language taken away."""
        rows = [
            LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES) for language in languages
        ]
        return unit(vectors.astype(np.float64) - self.vectors[rows])


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The exemplars as points: one per idea, the mean of its three languages.

    `points` has shape (n_ideas, dimension), `is_relevant` (n_ideas,) holds 0 or 1, `competences`
    (n_ideas, n_competences) holds shares, zero where the idea is not relevant.
    """

    points: Floats
    is_relevant: Floats
    competences: Floats

    def nearest(self, centred: Floats, n_nearest: int = N_NEIGHBOURS) -> tuple[NDArray[np.intp], Floats]:
        """Return the nearest ideas of each text, nearest first, and their cosines."""
        # single precision halves the time of the largest product and moves no cosine by more than 1e-6
        similarities = centred.astype(np.float32) @ self.points.astype(np.float32).T
        n_kept = min(n_nearest, similarities.shape[1])
        numbers = np.argpartition(-similarities, n_kept - 1, axis=1)[:, :n_kept]
        found = np.take_along_axis(similarities, numbers, axis=1).astype(np.float64)
        order = np.argsort(-found, axis=1, kind="stable")
        return np.take_along_axis(numbers, order, axis=1), np.take_along_axis(found, order, axis=1)

    def vote(self, numbers: NDArray[np.intp], similarities: Floats) -> tuple[Floats, Floats]:
        """Return log-odds of relevance (n_texts,) and log-shares of competences (n_texts, n_competences)."""
        weights = np.exp((similarities - similarities[:, :1]) / TEMPERATURE)
        weights /= weights.sum(axis=1, keepdims=True)
        relevance = np.sum(weights * self.is_relevant[numbers], axis=1)
        shares = np.einsum("ij,ijk->ik", weights, self.competences[numbers])
        return log_odds(relevance), np.log(shares + 0.01)


def average_ideas(centred: Floats, ideas: NDArray[np.intp], n_ideas: int) -> Floats:
    """Return the unit mean of the vectors of each idea."""
    sums = np.zeros((n_ideas, centred.shape[1]))
    np.add.at(sums, ideas, centred)
    return unit(sums)
