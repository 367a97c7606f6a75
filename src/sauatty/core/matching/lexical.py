"""What a text says letter by letter: n-grams of its words, word pairs, and terms of the glossary."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sauatty.core.languages import clean_text
from sauatty.core.matching.glossary import Glossary, Span

N_BUCKETS = 1 << 15
SHORTEST, LONGEST = 3, 6
# The length to which an n-gram vector is scaled, and the weight of one glossary term beside it.
SCALE, TERM_SCALE = 4.0, 1.0
_WORD = re.compile(r"\w+")
_MOST_WORDS_KEPT = 200_000

Floats = NDArray[np.float64]
Buckets = NDArray[np.int32]


def prepare(text: str) -> str:
    """Return the text in the one form that is hashed, cached and encoded."""
    legible = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")
    return clean_text(legible)


def split_words(prepared: str) -> list[str]:
    """Return the words as they stand in the text."""
    return _WORD.findall(prepared)


def fold(word: str) -> str:
    """Return the form of a word in which n-grams are counted."""
    return word.casefold().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class LexicalText:
    """One text taken apart: folded words, their distinct buckets, and where glossary terms were found."""

    words: tuple[str, ...]
    buckets: Buckets
    terms: tuple[Span, ...]


class LexicalFeatures:
    """Turns texts into sparse rows: one column per bucket of n-grams, then one per term of the glossary."""

    def __init__(self, weights: Floats, glossary: Glossary) -> None:
        self.weights = weights
        self.glossary = glossary
        self._buckets_of_words: dict[str, Buckets] = {}

    @property
    def n_columns(self) -> int:
        """Return the number of columns of a row."""
        return N_BUCKETS + len(self.glossary.terms)

    def read(self, prepared: str) -> LexicalText:
        """Take one prepared text apart."""
        words = tuple(fold(word) for word in split_words(prepared))
        return LexicalText(words, self.buckets_of_text(words), self.glossary.find(words))

    def buckets_of_word(self, word: str) -> Buckets:
        """Return the buckets of the n-grams of a word and of the word itself."""
        known = self._buckets_of_words.get(word)
        if known is None:
            if len(self._buckets_of_words) > _MOST_WORDS_KEPT:
                self._buckets_of_words.clear()
            known = np.unique(np.fromiter(_hash_word(word), dtype=np.int32))
            self._buckets_of_words[word] = known
        return known

    def buckets_of_text(self, words: Sequence[str]) -> Buckets:
        """Return the distinct buckets of a text in ascending order."""
        parts = [self.buckets_of_word(word) for word in words]
        pairs = [hash_pair(first, second) for first, second in zip(words, words[1:], strict=False)]
        parts.append(np.array(pairs, dtype=np.int32))
        return np.unique(np.concatenate(parts))

    def norm(self, buckets: Buckets) -> float:
        """Return what the weights of a text are divided by, so that long and short texts count alike."""
        return float(np.sqrt(np.sum(self.weights[buckets] ** 2))) / SCALE or 1.0

    def rows(self, texts: Sequence[LexicalText]) -> sparse.csr_matrix:
        """Return the sparse matrix of shape (n_texts, n_columns)."""
        columns: list[NDArray[np.int32]] = []
        values: list[Floats] = []
        ends = [0]
        for text in texts:
            buckets = text.buckets
            terms = np.unique(np.array([span.term for span in text.terms], dtype=np.int32))
            columns += [buckets, (terms + N_BUCKETS).astype(np.int32)]
            values += [self.weights[buckets] / self.norm(buckets), np.full(len(terms), TERM_SCALE)]
            ends.append(ends[-1] + len(buckets) + len(terms))
        shape = (len(texts), self.n_columns)
        if not texts:
            return sparse.csr_matrix(shape)
        return sparse.csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=shape)


def learn_weights(texts: Iterable[LexicalText]) -> Floats:
    """Return the inverse document frequency of each bucket; 0 where fewer than two texts have it."""
    counts = np.zeros(N_BUCKETS)
    n_texts = 0
    for text in texts:
        counts[text.buckets] += 1
        n_texts += 1
    weights = np.log((1 + n_texts) / (1 + counts)) + 1
    weights[counts < 2] = 0.0
    return np.asarray(weights, dtype=np.float64)


@lru_cache(maxsize=200_000)
def hash_pair(first: str, second: str) -> int:
    """Return the bucket of two words that follow each other; six letters stand for a word and its endings."""
    return _bucket(f"B {first[:6]} {second[:6]}")


def _hash_word(word: str) -> Iterable[int]:
    padded = f"^{word}$"
    yield _bucket(f"W {word}")
    letters = [letter.encode("utf-8") for letter in padded]
    for start in range(len(letters) - SHORTEST + 1):
        # the checksum goes on from n-gram to n-gram, one letter at a time
        checksum = zlib.crc32(b"".join(letters[start : start + SHORTEST - 1]))
        for letter in letters[start + SHORTEST - 1 : start + LONGEST]:
            checksum = zlib.crc32(letter, checksum)
            yield checksum % N_BUCKETS


def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode("utf-8")) % N_BUCKETS
