"""Learning from a review: which units to read next, so that the relevant ones come soonest."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import ReviewDecisionInvalid, ReviewUnitRepeated, ReviewUnitUnknown
from sauatty.core.languages import detect_language
from sauatty.core.matching.cache import EmbeddingCache, encode_with_cache
from sauatty.core.matching.encoder import Encoder, Progress, Vectors
from sauatty.core.matching.lexical import prepare
from sauatty.core.matching.matcher import choose_encoder, load_matcher
from sauatty.core.matching.model import NGRAM
from sauatty.core.matching.review_learners import Floats, Lesson, build_points, score_units

SEED = 20261122
DECISIONS = (0, 1, 2)
# A prior is never so sure that decisions could not turn it.
_SUREST = 7.0
_N_FOLDS = 5


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """What is read in a review. `subject` may be empty: nothing is learned from it."""

    id: str
    text: str
    language: str = ""
    subject: str = ""


class ReviewRanker:
    """Orders the undecided units of a review so that relevant ones come soonest.

    Learns from nothing but the texts, the prior and the decisions it is given; the same of these and the same seed
    give the same order, in whatever order the decisions were made.

    Parameters
    ----------
    units : sequence of ReviewUnit
    vectors : ndarray of shape (n_units, dimension) or None
        Embeddings of the prepared texts; None learns from letters alone.
    prior : sequence of float or None
        Probability of relevance of each unit before any decision, `nan` where there is none; without it the
        review begins in an order drawn with the seed.
    seed : int
        Decides between units that look alike, and draws the start where there is no prior.
    name : str
        Says in reports what the order was made with.

    Raises
    ------
    ReviewUnitRepeated
        If two units have one id.

    Examples
    --------
    >>> units = [ReviewUnit("a", "check who wrote a news report", "en"), ReviewUnit("b", "add two numbers", "en")]
    >>> ReviewRanker(units, None, prior=[0.7, 0.1]).order({})
    ['a', 'b']
    """

    def __init__(
        self,
        units: Sequence[ReviewUnit],
        vectors: Vectors | None = None,
        prior: Sequence[float] | Floats | None = None,
        seed: int = SEED,
        name: str = NGRAM,
    ) -> None:
        self.ids = [unit.id for unit in units]
        self.seed = seed
        self.name = name
        self._rows = {own: row for row, own in enumerate(self.ids)}
        if len(self._rows) < len(units):
            raise ReviewUnitRepeated(unit=Counter(self.ids).most_common(1)[0][0])
        languages = [unit.language or detect_language(unit.text, "ru") for unit in units]
        self._points = build_points([unit.text for unit in units], languages, vectors)
        self._prior = None if prior is None else _log_odds(np.asarray(prior, dtype=np.float64))
        # Far below any difference that means something.
        self._ties = 1e-9 * np.random.default_rng(seed).random(len(units))

    def order(self, decisions: Mapping[str, int], read: Collection[str] = ()) -> list[str]:
        """Return the ids of the units that nobody decided, the next to read first.

        Parameters
        ----------
        decisions : mapping of str to int
            0 (none), 1 (opportunity) or 2 (direct) by id.
        read : collection of str
            Units that are not to come again though they have no decision (skipped, or with another coder).

        Raises
        ------
        ReviewUnitUnknown, ReviewDecisionInvalid
        """
        scores = self.scores(decisions)
        left = np.ones(len(self.ids), dtype=bool)
        left[self._rows_of([*decisions, *read])] = False
        rows = np.flatnonzero(left)
        return [self.ids[row] for row in rows[np.argsort(-scores[rows], kind="stable")]]

    def scores(self, decisions: Mapping[str, int]) -> Floats:
        """Return how relevant each unit looks, in the order of the units; higher is more."""
        return self._score(self._lesson(decisions))

    def score_unseen(self, decisions: Mapping[str, int]) -> "ScoredReview":
        """Return scores of decided units by learners that did not see them, and of the units left."""
        lesson = self._lesson(decisions)
        unseen = np.zeros(len(lesson.rows))
        # Every fifth decided unit, by its place in the list: no luck, and kin that stand side by side are parted.
        folds = np.arange(len(lesson.rows)) % _N_FOLDS
        for fold in range(min(_N_FOLDS, len(lesson.rows))):
            tried = folds == fold
            unseen[tried] = self._score(lesson.without(tried))[lesson.rows[tried]]
        left = np.ones(len(self.ids), dtype=bool)
        left[lesson.rows] = False
        return ScoredReview(unseen, lesson.is_relevant, self._score(lesson)[left])

    def _score(self, lesson: Lesson) -> Floats:
        if not len(lesson.rows):
            return self._ties if self._prior is None else self._prior + self._ties
        return score_units(self._points, self._prior, lesson) + self._ties

    def _lesson(self, decisions: Mapping[str, int]) -> Lesson:
        for own, decision in decisions.items():
            if isinstance(decision, bool) or decision not in DECISIONS:
                raise ReviewDecisionInvalid(unit=own, found=repr(decision))
        rows = self._rows_of(decisions)
        ascending = np.argsort(rows)
        relevant = np.array([float(decision > 0) for decision in decisions.values()])
        return Lesson(rows[ascending], relevant[ascending])

    def _rows_of(self, ids: Collection[str]) -> NDArray[np.intp]:
        for own in ids:
            if own not in self._rows:
                raise ReviewUnitUnknown(unit=own)
        return np.array([self._rows[own] for own in ids], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class ScoredReview:
    """Scores of the decided units by learners that had not seen them, their truth, and scores of those left."""

    decided: Floats
    is_relevant: Floats
    left: Floats


def prepare_ranker(
    units: Sequence[ReviewUnit],
    encoder: str | Encoder = "auto",
    cache: EmbeddingCache | None = None,
    folder: Path | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> ReviewRanker:
    """Make a ranker that starts from the shipped matcher; the parameters are those of `load_matcher`.

    Raises
    ------
    EncoderUnavailable, ModelMissing, ReviewUnitRepeated
    """
    engine = choose_encoder(encoder)
    texts = [prepare(unit.text) for unit in units]
    languages = [
        unit.language or detect_language(text, "ru") for unit, text in zip(units, texts, strict=True)
    ]
    kept = _Memory(cache)
    vectors = None if engine is None else encode_with_cache(engine, texts, kept, progress)
    matcher = load_matcher(engine or NGRAM, kept, folder)
    return ReviewRanker(units, vectors, matcher.relevances(texts, languages), seed, matcher.name)


class _Memory:
    """Keeps in memory what was encoded, before the cache that may lie behind: no text is encoded twice."""

    def __init__(self, behind: EmbeddingCache | None) -> None:
        self._behind = behind
        self._known: dict[str, Vectors] = {}

    def get(self, encoder: str, keys: Sequence[str]) -> dict[str, Vectors]:
        missing = [key for key in keys if key not in self._known]
        if self._behind and missing:
            self._known |= self._behind.get(encoder, missing)
        return {key: self._known[key] for key in keys if key in self._known}

    def put(self, encoder: str, vectors: dict[str, Vectors]) -> None:
        self._known |= vectors
        if self._behind:
            self._behind.put(encoder, vectors)


def _log_odds(prior: Floats) -> Floats:
    """Return log-odds, held away from certainty; a unit without a prior gets the middle of the others."""
    held = np.clip(prior, 1e-6, 1 - 1e-6)
    odds = np.clip(np.log(held / (1 - held)), -_SUREST, _SUREST)
    known = ~np.isnan(odds)
    return np.asarray(np.where(known, odds, np.median(odds[known]) if known.any() else 0.0), dtype=np.float64)
