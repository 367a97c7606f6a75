"""Search in lessons, terms and services in three languages: what was meant, in which passage, ranked."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from math import log
from typing import Literal

from sauatty.core.catalogue.content_search_passages import Passage, Snippet, snippet_of, words_of
from sauatty.core.catalogue.content_search_typing import is_one_slip_away, typed_otherwise
from sauatty.core.catalogue.stems import loose_key, stem
from sauatty.core.languages import LANGUAGES, Translated

MOST_WORDS = 12
_SATURATION, _LENGTH = 1.2, 0.5
# What a find in another language than the page's counts, and one by the beginning of a word or past a slip.
_OTHER_LANGUAGE, _BY_BEGINNING, _BY_SLIP = 0.6, 0.35, 0.5
_EXACT = 0.5
_FURTHER_PASSAGES = 0.15
_BEGINNINGS, _SHORTEST_BEGINNING, _SHORTEST_SLIP = 12, 4, 5
_COVERAGE = 2.0
_UNNAMED, _NAMED = 0.3, 1.6
_STOP_TEXT = """
    мен бен пен және бұл осы сол үшін де да та те не бір ол қалай қандай қайда керек туралы бойынша деген деп ма ме ба бе
    и в во на с со по для из о об от к у не как что это где какой какая при или а но же ли бы то за до
    the a an of to in for on with and or is are how what where which do i my it at from by about"""
_STOP_WORDS = frozenset(map(loose_key, _STOP_TEXT.split()))

Kind = Literal["lesson", "term", "resource"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `key` names it within its kind, `part` the passage of a lesson that fits best.

    `language` is that of the words that fitted, and so of `snippet`.
    """

    kind: Kind
    key: str
    part: str
    title: Translated
    heading: Translated
    language: str
    snippet: Snippet
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found, best first. `read_as` is the query as it was understood, '' where as it was typed.

    `n_found` counts everything found; `hits` are the first of it.
    """

    hits: tuple[Hit, ...]
    n_found: int
    read_as: str = ""


@dataclass(slots=True)
class _Postings:
    """One language: in which passages a stem or an exact word stands, how heavily; how long the passages are."""

    stems: dict[str, dict[int, float]] = field(default_factory=dict)
    words: dict[str, dict[int, float]] = field(default_factory=dict)
    lengths: list[float] = field(default_factory=list)
    mean_length: float = 1.0
    sorted_words: list[str] = field(default_factory=list)
    by_start: dict[str, list[str]] = field(default_factory=dict)

    def close(self) -> None:
        """Work out what depends on all passages."""
        self.mean_length = sum(self.lengths) / max(1, len(self.lengths)) or 1.0
        self.sorted_words = sorted(self.words)
        for word in self.sorted_words:
            self.by_start.setdefault(word[:1], []).append(word)


class SearchIndex:
    """Passages and where their words stand. Made once, never changed; `search` only reads it."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self._of: Mapping[str, _Postings] = {language: _Postings() for language in LANGUAGES}
        self._spellings: dict[str, str] = {}
        for number, passage in enumerate(self.passages):
            for language in LANGUAGES:
                self._add(self._of[language], number, passage, language)
        for postings in self._of.values():
            postings.close()

    def _add(self, postings: _Postings, number: int, passage: Passage, language: str) -> None:
        length = 0.0
        for text, weight in passage.fields(language):
            for word in words_of(text):
                length += 1.0
                exact = loose_key(word)
                self._spellings.setdefault(exact, word.casefold())
                for table, key in ((postings.stems, stem(word, language)), (postings.words, exact)):
                    row = table.setdefault(key, {})
                    row[number] = row.get(number, 0.0) + weight
        postings.lengths.append(length)

    @property
    def n_words(self) -> int:
        """Count the different words of all languages."""
        return sum(len(one.words) for one in self._of.values())

    def knows(self, word: str) -> bool:
        """Tell whether any form of a word stands in any text."""
        key = loose_key(word)
        return any(
            key in one.words or stem(word, language) in one.stems for language, one in self._of.items()
        )

    def almost(self, word: str) -> str:
        """Return the commonest word of the texts that differs by one letter; '' without one."""
        key = loose_key(word)
        if len(key) < _SHORTEST_SLIP:
            return ""
        near = [
            (len(one.words[other]), other)
            for one in self._of.values()
            for start in {key[:1], key[1:2]}
            for other in one.by_start.get(start, ())
            if is_one_slip_away(key, other)
        ]
        return self._spellings[max(near)[1]] if near else ""

    def scores(self, word: str, language: str, factor: float) -> dict[int, float]:
        """Return what a word gives to each passage by its text in one language."""
        postings, found = self._of[language], dict[int, float]()
        self._give(found, postings, postings.stems.get(stem(word, language), {}), factor)
        key = loose_key(word)
        self._give(found, postings, postings.words.get(key, {}), factor * _EXACT)
        if len(key) >= _SHORTEST_BEGINNING:
            for longer in _beginning_with(postings.sorted_words, key):
                self._best(found, postings, postings.words[longer], factor * _BY_BEGINNING)
        return found

    def _give(
        self, found: dict[int, float], postings: _Postings, row: Mapping[int, float], factor: float
    ) -> None:
        for number, value in self._weighed(postings, row, factor):
            found[number] = found.get(number, 0.0) + value

    def _best(
        self, found: dict[int, float], postings: _Postings, row: Mapping[int, float], factor: float
    ) -> None:
        for number, value in self._weighed(postings, row, factor):
            found[number] = max(found.get(number, 0.0), value)

    def _weighed(
        self, postings: _Postings, row: Mapping[int, float], factor: float
    ) -> Iterator[tuple[int, float]]:
        """Yield passages with their part of the score (Okapi BM25)."""
        n_passages = len(self.passages)
        rarity = factor * log(1.0 + (n_passages - len(row) + 0.5) / (len(row) + 0.5))
        for number, weight in row.items():
            relative = 1.0 - _LENGTH + _LENGTH * postings.lengths[number] / postings.mean_length
            yield number, rarity * weight * (_SATURATION + 1.0) / (weight + _SATURATION * relative)


def search(index: SearchIndex, query: str, language: str, limit: int = 20, kind: str = "") -> SearchResult:
    """Find what a query means.

    Words are compared by their stems in each of the three languages, so that a Russian word on a Kazakh page finds
    too; the language of the page counts more. What no text knows is read as typed on another keyboard, then as
    having one letter wrong. `kind` keeps only lessons, terms or resources.
    """
    words, read_as = _understood(index, query)
    if not words:
        return SearchResult((), 0)
    found = _passages(index, words, language)
    grouped = _grouped(index, found, kind)
    hits = tuple(_hit(index, words, one) for one in grouped[: max(0, limit)])
    return SearchResult(hits, len(grouped), read_as)


# --- what was meant ---


def _understood(index: SearchIndex, query: str) -> tuple[list[str], str]:
    """Return the words to look for, and the query as it was understood if not as typed."""
    chunks = query.split()[:MOST_WORDS]
    read = [_read(index, chunk) for chunk in chunks]
    read_as = " ".join(read) if read != chunks else ""
    words = [word for one in read for word in words_of(one)]
    telling = [word for word in words if loose_key(word) not in _STOP_WORDS]
    return list(dict.fromkeys(telling or words))[:MOST_WORDS], read_as


def _read(index: SearchIndex, chunk: str) -> str:
    if _all_known(index, chunk):
        return chunk
    for other in typed_otherwise(chunk):
        if other[0].isalnum() and _all_known(index, other):
            return other
    near = index.almost(chunk) if re.fullmatch(r"\w+", chunk) else ""
    return near or chunk


def _all_known(index: SearchIndex, chunk: str) -> bool:
    words = words_of(chunk)
    return bool(words) and all(index.knows(word) for word in words)


def _beginning_with(words: list[str], key: str) -> list[str]:
    at = bisect_left(words, key)
    longer = takewhile(lambda word: word.startswith(key), words[at : at + _BEGINNINGS])
    return [word for word in longer if word != key]


# --- ranking ---


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a passage fits, and by which language's text."""

    number: int
    language: str
    score: float


def _passages(index: SearchIndex, words: list[str], language: str) -> dict[int, _Fit]:
    """Return the best language of each passage that holds any word; all words count more than some of them."""
    best: dict[int, _Fit] = {}
    for own in LANGUAGES:
        factor = 1.0 if own == language else _OTHER_LANGUAGE
        sums: dict[int, tuple[float, int]] = {}
        for word in words:
            for number, value in index.scores(word, own, factor).items():
                total, n_words = sums.get(number, (0.0, 0))
                sums[number] = (total + value, n_words + 1)
        for number, (total, n_words) in sums.items():
            score = total * (n_words / len(words)) ** _COVERAGE * _fitness(index.passages[number], words, own)
            if number not in best or score > best[number].score:
                best[number] = _Fit(number, own, score)
    return best


def _fitness(passage: Passage, words: list[str], language: str) -> float:
    """Return what a passage counts: a term or a service more where it is called what was asked for, less otherwise."""
    if passage.kind == "lesson":
        return passage.weight
    named = [stem(word, language) for word in words_of(getattr(passage.title, language))]
    asked = {stem(word, language) for word in words}
    share = sum(one in asked for one in named) / max(1, len(named))
    if set(named) == asked:
        return passage.weight * _NAMED
    return passage.weight * (_UNNAMED + (1.0 - _UNNAMED) * share)


def _grouped(index: SearchIndex, found: Mapping[int, _Fit], kind: str) -> list[_Fit]:
    """Return the best passage of each thing; its other passages add a little."""
    groups: dict[tuple[str, str], list[_Fit]] = {}
    for fit in found.values():
        passage = index.passages[fit.number]
        if not kind or passage.kind == kind:
            groups.setdefault((passage.kind, passage.key), []).append(fit)
    return sorted((_whole(fits) for fits in groups.values()), key=lambda fit: (-fit.score, fit.number))


def _whole(fits: list[_Fit]) -> _Fit:
    ordered = sorted(fits, key=lambda fit: (-fit.score, fit.number))
    further = sum(fit.score for fit in ordered[1:4])
    return _Fit(ordered[0].number, ordered[0].language, ordered[0].score + _FURTHER_PASSAGES * further)


def _hit(index: SearchIndex, words: list[str], fit: _Fit) -> Hit:
    passage = index.passages[fit.number]
    return Hit(
        kind=passage.kind,
        key=passage.key,
        part=passage.part,
        title=passage.title,
        heading=passage.heading,
        language=fit.language,
        snippet=snippet_of(passage.text(fit.language), words, fit.language),
        score=fit.score,
    )
