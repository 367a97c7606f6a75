"""How alike questions are: by meaning across languages where an encoder is installed, else letter by letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.lexical import prepare

Floats = NDArray[np.float64]
ONLY_LETTERS = "ngram"
_BLOCK = 512
# (within a language, between two): above them two questions are worth a person's look. Measured on the 144 shipped
# items, all of them different: the nearest pair has 0.58 within a language and 0.42 between two by the encoder, 0.34 by
# letters; of the translations of one item three in four have more than 0.45.
THRESHOLDS = {ONLY_LETTERS: (0.45, 0.45)}
THRESHOLD = (0.62, 0.45)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two items and the two languages in which they are nearest; `likeness` is a cosine, 1 for the same text."""

    first: str
    second: str
    language_first: str
    language_second: str
    likeness: float


def text_of(item: Item, language: str) -> str:
    """Return what a participant reads of an item in one language; '' where the question has no text in it."""
    if not getattr(item.stem, language):
        return ""
    shown = [
        item.stimulus,
        item.stem,
        *(one.text for one in item.options),
        *(one.text for one in item.targets),
    ]
    return prepare(" ".join(getattr(text, language) for text in shown if getattr(text, language)))


def texts_of(items: Sequence[Item]) -> list[tuple[int, str, str]]:
    """Return place of the item, language and text of everything that can be compared."""
    found = ((place, one, text_of(item, one)) for place, item in enumerate(items) for one in LANGUAGES)
    return [(place, language, text) for place, language, text in found if text]


def encoder_rows(vectors: Any, languages: Sequence[str]) -> Floats:
    """Return vectors with the mean of their language taken away, each of length 1.

    What all texts of a language have in common (the language itself, and that they are questions) would otherwise
    make any two of them look alike, and two languages look far apart. A language with few texts keeps its own.
    """
    rows: Floats = np.asarray(vectors, dtype=np.float64).copy()
    for language in set(languages):
        own = np.array([one == language for one in languages])
        if own.sum() >= 20:
            rows[own] -= rows[own].mean(axis=0)
    lengths: Floats = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows / lengths


def letter_rows(texts: Sequence[str]) -> Any:
    """Return what texts say letter by letter, as sparse rows of length 1; two languages are hardly alike in it."""
    from sauatty.core.matching.glossary import Glossary
    from sauatty.core.matching.lexical import N_BUCKETS, LexicalFeatures, learn_weights

    glossary = Glossary(())
    read = [LexicalFeatures(np.zeros(N_BUCKETS), glossary).read(text) for text in texts]
    rows = LexicalFeatures(learn_weights(read), glossary).rows(read)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return rows.multiply(1 / np.maximum(lengths, 1e-9)[:, None]).tocsr()


def nearest_pairs(
    items: Sequence[Item], places: Sequence[tuple[int, str]], rows: Any, thresholds: tuple[float, float]
) -> Iterator[Alike]:
    """Yield the pairs of different items that are alike, in the two languages in which they are nearest.

    Parameters
    ----------
    places : sequence of (int, str)
        Of each row: which item it is of, and its language.
    rows : array of shape (n_texts, n_columns)
        Rows of length 1, dense or sparse.
    thresholds : (float, float)
        The least likeness within a language, and between two.
    """
    best: dict[tuple[str, str], Alike] = {}
    for one, other, value in _above(rows, min(thresholds)):
        (first, language), (second, other_language) = places[one], places[other]
        if first == second or value < thresholds[language != other_language]:
            continue
        pair = sorted([(items[first].id, language), (items[second].id, other_language)])
        found = Alike(pair[0][0], pair[1][0], pair[0][1], pair[1][1], min(value, 1.0))
        known = best.get((found.first, found.second))
        if known is None or found.likeness > known.likeness:
            best[found.first, found.second] = found
    yield from (best[key] for key in sorted(best))


def _above(rows: Any, least: float) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of rows, the lower one first, whose product is large enough; a block at a time."""
    for start in range(0, rows.shape[0], _BLOCK):
        product = rows[start : start + _BLOCK] @ rows.T
        dense = np.asarray(product.todense() if hasattr(product, "todense") else product)
        for line, column in np.argwhere(dense >= least):
            if start + line < column:
                yield int(start + line), int(column), float(dense[line, column])
