"""Learns the model from the exemplars alone. The same exemplars and seed give the same model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.cache import EmbeddingCache, encode_with_cache
from sauatty.core.matching.calibration import CrossValidation, calibrate, summarise_folds
from sauatty.core.matching.corpus import Corpus, build_corpus, folds_of_subjects
from sauatty.core.matching.encoder import Encoder, Progress, Vectors
from sauatty.core.matching.exemplars import Exemplar
from sauatty.core.matching.glossary import Glossary
from sauatty.core.matching.lexical import LexicalFeatures, LexicalText, learn_weights
from sauatty.core.matching.linear import Matrix, fit_logistic, fit_multinomial
from sauatty.core.matching.model import NGRAM, Features, Head, Model, RawScores, SemanticPart, as_kept
from sauatty.core.matching.semantic import SCALE, Centres, Neighbours, average_ideas, unit

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
SEED = 20261122
N_FOLDS = 8
SEMANTIC_PENALTY, LEXICAL_PENALTY = 10.0, 1.0
# Relevant objectives among all of a curriculum: what the calibration assumes, declared in the model card.
PREVALENCE = 0.15


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that one training needs, encoded once. `descriptions` has shape (n_competences, 3, dimension)."""

    corpus: Corpus
    competences: tuple[str, ...]
    glossary: Glossary
    read: list[LexicalText]
    vectors: Vectors | None
    descriptions: Vectors | None
    encoder: str

    def features(self, rows: Rows, weights: Floats) -> Features:
        """Return the features of some texts under weights that were learned on the training part."""
        lexical = LexicalFeatures(weights, self.glossary).rows([self.read[row] for row in rows])
        languages = [self.corpus.languages[row] for row in rows]
        return Features(lexical, None if self.vectors is None else self.vectors[rows], languages)


def prepare_lesson(
    exemplars: Sequence[Exemplar],
    descriptions: dict[str, dict[str, str]],
    glossary: Glossary,
    encoder: Encoder | None,
    cache: EmbeddingCache | None = None,
    progress: Progress | None = None,
) -> Lesson:
    """Encode the exemplars and the descriptions of the competences (`encoder` None: letters alone)."""
    competences = tuple(sorted(descriptions))
    corpus = build_corpus(exemplars, competences)
    reader = LexicalFeatures(np.zeros(1), glossary)
    vectors = described = None
    if encoder is not None:
        texts = [descriptions[competence][language] for competence in competences for language in LANGUAGES]
        vectors = encode_with_cache(encoder, corpus.texts, cache, progress)
        described = encode_with_cache(encoder, texts, cache).reshape(len(competences), len(LANGUAGES), -1)
    return Lesson(
        corpus=corpus,
        competences=competences,
        glossary=glossary,
        read=[reader.read(text) for text in corpus.texts],
        vectors=vectors,
        descriptions=described,
        encoder=encoder.name if encoder else NGRAM,
    )


def train(
    exemplars: Sequence[Exemplar], lesson: Lesson, said: Callable[[str], None] | None = None
) -> tuple[Model, CrossValidation]:
    """Fit the model, and calibrate it with subjects that each fold has not seen.

    Returns
    -------
    model : Model
    validation : CrossValidation
        Figures of the folds, at the declared prevalence.
    """
    tell = said or (lambda line: None)
    raw = _score_unseen_subjects(lesson, tell)
    calibration = calibrate(raw, lesson.corpus, PREVALENCE)
    tell("all exemplars")
    everything = np.arange(len(lesson.corpus.texts))
    kept = tuple({"id": exemplar.id, **exemplar.texts} for exemplar in exemplars)
    model = replace(as_kept(fit_model(lesson, everything)), exemplars=kept, calibration=calibration)
    return model, summarise_folds(raw, lesson.corpus, PREVALENCE, calibration)


def fit_model(lesson: Lesson, rows: Rows) -> Model:
    """Fit all parts on some texts, uncalibrated."""
    weights = learn_weights(lesson.read[row] for row in rows)
    features = lesson.features(rows, weights)
    return Model(
        encoder=lesson.encoder,
        competences=lesson.competences,
        lexical_weights=weights,
        lexical=_fit_head(features.lexical, lesson.corpus, rows, LEXICAL_PENALTY),
        semantic=_fit_semantic(lesson, rows),
        exemplars=(),
    )


def _score_unseen_subjects(lesson: Lesson, tell: Callable[[str], None]) -> RawScores:
    folds = folds_of_subjects(lesson.corpus.subjects, N_FOLDS, SEED)
    n_texts, n_competences = lesson.corpus.competences.shape
    relevance, direct, competences = np.zeros(n_texts), np.zeros(n_texts), np.zeros((n_texts, n_competences))
    for fold in range(N_FOLDS):
        tell(f"fold {fold + 1} of {N_FOLDS}")
        tried = np.flatnonzero(folds == fold)
        if not len(tried):
            continue
        model = fit_model(lesson, np.flatnonzero(folds != fold))
        raw = model.score_raw(lesson.features(tried, model.lexical_weights))
        relevance[tried], direct[tried], competences[tried] = raw.relevance, raw.direct, raw.competences
    return RawScores(relevance, direct, competences)


def _fit_head(features: Matrix, corpus: Corpus, rows: Rows, penalty: float) -> Head:
    relevant = np.flatnonzero(corpus.is_relevant[rows])
    chosen = rows[relevant]
    first, first_intercept = fit_logistic(
        features, corpus.is_relevant[rows].astype(np.float64), np.ones(len(rows)), penalty
    )
    direct, direct_intercept = fit_logistic(
        features[relevant], corpus.is_direct[chosen].astype(np.float64), np.ones(len(chosen)), penalty
    )
    table, intercepts = fit_multinomial(features[relevant], corpus.competences[chosen], penalty)
    return Head(
        np.column_stack([first, direct, table]),
        np.concatenate([[first_intercept, direct_intercept], intercepts]),
    )


def _fit_semantic(lesson: Lesson, rows: Rows) -> SemanticPart | None:
    if lesson.vectors is None or lesson.descriptions is None:
        return None
    corpus = lesson.corpus
    languages = [corpus.languages[row] for row in rows]
    centres = Centres.learn(lesson.vectors[rows], languages, corpus.is_relevant[rows])
    centred = centres.centre(lesson.vectors[rows], languages)
    ideas, first, numbers = np.unique(corpus.ideas[rows], return_index=True, return_inverse=True)
    neighbours = Neighbours(
        points=average_ideas(centred, numbers.astype(np.intp), len(ideas)),
        is_relevant=corpus.is_relevant[rows][first].astype(np.float64),
        competences=corpus.competences[rows][first],
    )
    return SemanticPart(
        centres=centres,
        head=_fit_head(centred * SCALE, corpus, rows, SEMANTIC_PENALTY),
        neighbours=neighbours,
        descriptions=_centre_descriptions(lesson.descriptions),
    )


def _centre_descriptions(vectors: Vectors) -> Floats:
    """Return (dimension, n_competences): each description without what all of its language share."""
    wide = vectors.astype(np.float64)
    wide = wide - wide.mean(axis=0, keepdims=True)
    parts = [unit(wide[:, number]) for number in range(wide.shape[1])]
    return np.asarray(np.mean(parts, axis=0).T, dtype=np.float64)
