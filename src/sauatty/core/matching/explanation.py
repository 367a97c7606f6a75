"""Why a proposal was made, in words of the objective itself: what a methodologist can check."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sauatty.core.matching.lexical import (
    N_BUCKETS,
    TERM_SCALE,
    LexicalFeatures,
    LexicalText,
    hash_pair,
    prepare,
    split_words,
)
from sauatty.core.matching.linear import Matrix

Floats = NDArray[np.float64]
_MOST_WORDS = 5
# A word is named if it carries at least this share of what the strongest word carries.
_LEAST_SHARE = 0.25
_FEWEST_LETTERS = 4
# Words that join others: they can tip a score, but they tell a reader nothing.
_JOINING = frozenset(
    re.findall(
        r"\w+",
        "туралы арқылы үшін және немесе бойынша мен бен пен дегі оның оларды өзінің қандай"
        " через между после перед также свой свою своей своего своих этой этого который которые"
        " with from that this their about into other what which between",
    )
)


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of one objective, in the order of its text: those that spoke for it, and against it."""

    words: tuple[str, ...]
    against: tuple[str, ...]


class WordCredit:
    """Adds up what the n-grams of each word, its pairs and its glossary terms give to a score.

    Parameters
    ----------
    features : LexicalFeatures
    coefficients : ndarray of shape (n_columns, n_scores)
    """

    def __init__(self, features: LexicalFeatures, coefficients: Floats) -> None:
        self._features = features
        self._weighted = coefficients[:N_BUCKETS] * features.weights[:, None]
        self._terms = coefficients[N_BUCKETS:] * TERM_SCALE
        self._credit_of_words: dict[str, Floats] = {}

    def share_out(self, text: LexicalText) -> Floats:
        """Return what each word gives to each score, shape (n_words, n_scores)."""
        if not text.words:
            return np.zeros((0, self._weighted.shape[1]))
        credit = np.stack([self._of_word(word) for word in text.words])
        if len(text.words) > 1:
            shared = 0.5 * self._weighted[[hash_pair(*pair) for pair in pairwise(text.words)]]
            credit[:-1] += shared
            credit[1:] += shared
        credit /= self._features.norm(text.buckets)
        for span in text.terms:
            credit[span.start : span.end] += self._terms[span.term] / (span.end - span.start)
        return credit

    def _of_word(self, word: str) -> Floats:
        known = self._credit_of_words.get(word)
        if known is None:
            known = self._weighted[self._features.buckets_of_word(word)].sum(axis=0)
            self._credit_of_words[word] = known
        return known


class NearestByLetters:
    """Finds the exemplar whose letters are most alike, where there are no embeddings. Built on first use."""

    def __init__(self, features: LexicalFeatures, exemplars: Sequence[Sequence[str]]) -> None:
        self._features = features
        self._exemplars = exemplars
        self._rows: Matrix = None
        self._owners = np.repeat(np.arange(len(exemplars)), [len(texts) for texts in exemplars])

    def nearest(self, rows: Matrix) -> tuple[NDArray[np.intp], Floats]:
        """Return for each row the number of the nearest exemplar and the cosine."""
        if self._rows is None:
            read = [self._features.read(prepare(text)) for texts in self._exemplars for text in texts]
            self._rows = _unit_rows(self._features.rows(read))
        similarities = (_unit_rows(rows) @ self._rows.T).toarray()
        best = similarities.argmax(axis=1)
        return self._owners[best], np.take_along_axis(similarities, best[:, None], axis=1)[:, 0]


def _unit_rows(rows: Matrix) -> Matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1.0 / np.maximum(lengths, 1e-9)) @ rows)


def name_words(prepared: str, credit: Floats, competence: int) -> Carried:
    """Choose the words to name: those that carried relevance and the first competence, and those against.

    Parameters
    ----------
    prepared : str
    credit : ndarray of shape (n_words, 2 + n_competences)
        Columns: relevance, direct, then the competences.
    competence : int
        Number of the competence that was proposed first.
    """
    words = split_words(prepared)
    if not words:
        return Carried((), ())
    nameable = [number for number, word in enumerate(words) if _says_something(word)]
    if not nameable:
        return Carried((), ())
    words, credit = [words[number] for number in nameable], credit[nameable]
    towards = credit[:, 0] + 0.5 * (credit[:, 2 + competence] - credit[:, 2:].mean(axis=1))
    return Carried(_strongest(words, towards), _strongest(words, -credit[:, 0]))


def _says_something(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word.casefold() not in _JOINING


def _strongest(words: Sequence[str], credit: Floats) -> tuple[str, ...]:
    values = credit.tolist()  # a dozen numbers: plain Python is faster than an array
    least = max(max(values) * _LEAST_SHARE, 1e-6)
    order = sorted(
        (number for number, value in enumerate(values) if value >= least), key=lambda number: -values[number]
    )
    chosen: dict[str, int] = {}
    for number in order:
        chosen.setdefault(words[number].casefold(), number)
    return tuple(words[number] for number in sorted(list(chosen.values())[:_MOST_WORDS]))
