"""The trained model: its numbers, how it scores texts, and how it is kept in one file without pickle."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import ModelMissing
from sauatty.core.matching.encoder import Vectors
from sauatty.core.matching.exemplars import CONTENT
from sauatty.core.matching.lexical import N_BUCKETS
from sauatty.core.matching.linear import Matrix, log_softmax, sigmoid
from sauatty.core.matching.semantic import SCALE, Centres, Neighbours

Floats = NDArray[np.float64]
NAME = "sauatty-mil-1"
FORMAT = 1
NGRAM = "ngram"
# Declared, not fitted: the linear heads on meaning and on letters count alike; the neighbours add a vote, and
# the descriptions of the competences break ties.
SEMANTIC_SHARE, LEXICAL_SHARE, NEIGHBOUR_SHARE, DESCRIPTION_SHARE = 0.5, 0.5, 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Head:
    """Linear scores of one kind of features.

    `coefficients` has shape (n_features, 2 + n_competences): relevance, direct or not, competences.
    `intercepts` has shape (2 + n_competences,).
    """

    coefficients: Floats
    intercepts: Floats

    def score(self, features: Matrix) -> Floats:
        """Return scores of shape (n_texts, 2 + n_competences)."""
        return np.asarray(features @ self.coefficients + self.intercepts, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class SemanticPart:
    """What the model knows about embeddings. `descriptions` has shape (dimension, n_competences)."""

    centres: Centres
    head: Head
    neighbours: Neighbours
    descriptions: Floats


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns raw scores into probabilities, and says where a decision is made.

    Relevance is sigmoid(slope · raw + intercept); competences are softmax(sharpness · raw); direct, given
    relevance, is sigmoid(direct_slope · raw + direct_intercept).
    """

    slope: float = 1.0
    intercept: float = 0.0
    sharpness: float = 1.0
    direct_slope: float = 1.0
    direct_intercept: float = 0.0
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Features:
    """Texts as the model takes them: sparse rows, raw vectors (or None) and languages."""

    lexical: Matrix
    vectors: Vectors | None
    languages: Sequence[str]

    def take(self, rows: NDArray[np.intp]) -> "Features":
        """Return the features of some texts."""
        vectors = None if self.vectors is None else self.vectors[rows]
        return Features(self.lexical[rows], vectors, [self.languages[row] for row in rows])


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of n_texts texts.

    `relevance` and `direct` are probabilities (n_texts,), `direct` never above `relevance`; `competences` are
    shares (n_texts, n_competences) that sum to 1. `nearest` are the number of the nearest exemplar and its
    cosine, where there are embeddings.
    """

    relevance: Floats
    direct: Floats
    competences: Floats
    nearest: tuple[NDArray[np.intp], Floats] | None


@dataclass(frozen=True, slots=True)
class RawScores:
    """Scores before calibration; the shapes are those of `Scores`."""

    relevance: Floats
    direct: Floats
    competences: Floats
    nearest: tuple[NDArray[np.intp], Floats] | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model for one encoder ('ngram' = without embeddings)."""

    encoder: str
    competences: tuple[str, ...]
    lexical_weights: Floats
    lexical: Head
    semantic: SemanticPart | None
    exemplars: tuple[dict[str, str], ...]
    calibration: Calibration = field(default_factory=Calibration)

    @property
    def name(self) -> str:
        """Return the name that stands in results."""
        return f"{NAME}/{self.encoder}"

    def score(self, features: Features) -> Scores:
        """Return calibrated scores."""
        raw = self.score_raw(features)
        tuned = self.calibration
        relevance = sigmoid(tuned.slope * raw.relevance + tuned.intercept)
        direct = relevance * sigmoid(tuned.direct_slope * raw.direct + tuned.direct_intercept)
        shares = np.exp(log_softmax(tuned.sharpness * raw.competences))
        return Scores(relevance, direct, shares, raw.nearest)

    def score_raw(self, features: Features) -> RawScores:
        """Return the mixture of the parts before calibration."""
        table = self.lexical.score(features.lexical)
        if self.semantic is None or features.vectors is None:
            return RawScores(table[:, 0], table[:, 1], table[:, 2:])
        part = self.semantic
        centred = part.centres.centre(features.vectors, features.languages)
        table = LEXICAL_SHARE * table + SEMANTIC_SHARE * part.head.score(centred * SCALE)
        numbers, similarities = part.neighbours.nearest(centred)
        voted, shares = part.neighbours.vote(numbers, similarities)
        competences = (
            table[:, 2:] + NEIGHBOUR_SHARE * shares + DESCRIPTION_SHARE * centred @ part.descriptions
        )
        nearest = (numbers[:, 0], similarities[:, 0])
        return RawScores(table[:, 0] + NEIGHBOUR_SHARE * voted, table[:, 1], competences, nearest)


# --- file ---


def path_of_model(encoder: str, folder: Path | None = None) -> Path:
    """Return where the model of an encoder is kept."""
    safe = "".join(letter if letter.isalnum() or letter in "-._" else "_" for letter in encoder)
    return (folder or CONTENT / "models") / f"mil-1.{safe}.npz"


def save_model(model: Model, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    about = {
        "format": FORMAT,
        "encoder": model.encoder,
        "competences": model.competences,
        "exemplars": model.exemplars,
        "calibration": {name: getattr(model.calibration, name) for name in Calibration.__slots__},
    }
    arrays: dict[str, Any] = {
        "about": np.frombuffer(json.dumps(about, ensure_ascii=False).encode("utf-8"), dtype=np.uint8),
        "lexical_weights": model.lexical_weights.astype(np.float16),
        **_pack_head("lexical", model.lexical),
    }
    if model.semantic is not None:
        arrays |= _pack_semantic(model.semantic)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())


def read_model(path: Path) -> Model:
    """Read a model.

    Raises
    ------
    ModelMissing
        If the file is not there, is damaged, or has another format.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes().decode("utf-8"))
            if about["format"] != FORMAT:
                raise ModelMissing(path=path.name)
            return Model(
                encoder=about["encoder"],
                competences=tuple(about["competences"]),
                lexical_weights=arrays["lexical_weights"].astype(np.float64),
                lexical=_unpack_head("lexical", arrays),
                semantic=_unpack_semantic(arrays) if "centres" in arrays else None,
                exemplars=tuple(about["exemplars"]),
                calibration=Calibration(**about["calibration"]),
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelMissing(path=path.name) from error


def as_kept(model: Model) -> Model:
    """Return the model with its numbers as the file keeps them, so that training measures what is shipped."""
    rounded = Head(_halve(model.lexical.coefficients), model.lexical.intercepts)
    return replace(model, lexical_weights=_halve(model.lexical_weights), lexical=rounded)


def _halve(values: Floats) -> Floats:
    return values.astype(np.float16).astype(np.float64)


def _pack_head(name: str, head: Head) -> dict[str, Any]:
    return {
        f"{name}_coefficients": head.coefficients.astype(np.float16),
        f"{name}_intercepts": head.intercepts.astype(np.float32),
    }


def _unpack_head(name: str, arrays: Any) -> Head:
    coefficients = arrays[f"{name}_coefficients"].astype(np.float64)
    return Head(coefficients, arrays[f"{name}_intercepts"].astype(np.float64))


def _pack_semantic(part: SemanticPart) -> dict[str, Any]:
    points = part.neighbours.points
    return {
        "centres": part.centres.vectors.astype(np.float32),
        **_pack_head("semantic", part.head),
        "points": np.round(points / np.abs(points).max(axis=1, keepdims=True) * 127).astype(np.int8),
        "point_relevance": part.neighbours.is_relevant.astype(np.uint8),
        "point_competences": part.neighbours.competences.astype(np.float16),
        "descriptions": part.descriptions.astype(np.float16),
    }


def _unpack_semantic(arrays: Any) -> SemanticPart:
    points = arrays["points"].astype(np.float64)
    points /= np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    neighbours = Neighbours(
        points,
        arrays["point_relevance"].astype(np.float64),
        arrays["point_competences"].astype(np.float64),
    )
    return SemanticPart(
        centres=Centres(arrays["centres"].astype(np.float64)),
        head=_unpack_head("semantic", arrays),
        neighbours=neighbours,
        descriptions=arrays["descriptions"].astype(np.float64),
    )


def has_lexical_width(model: Model, n_terms: int) -> bool:
    """Say whether a model was trained with a glossary of this many terms."""
    return bool(model.lexical.coefficients.shape[0] == N_BUCKETS + n_terms)
