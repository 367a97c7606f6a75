"""What a coordinator may want to look at in a test: unusual patterns, and how long questions take. No verdicts here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sauatty.core.psychometrics.notes import NOTE_TEXTS, Note
from sauatty.core.psychometrics.patterns import fast_and_wrong, patterns_of_pairs, same_wrong_answers
from sauatty.web.assessments import selectors
from sauatty.web.base.sentences import in_words

MOST_LISTED = 50
LEAST_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Unusual:
    """One pattern in words, of one person or two. `attempts` are what there is to look at."""

    kind: str
    said: str
    names: tuple[str, ...]


def unusual_in(test: Any) -> list[Unusual]:
    """Return the unusual patterns of a test, rarest first in each kind; none of fewer than ten people."""
    taken = [one for one in selectors.taken_of([test]) if one.mode == "online"]
    if len(taken) < LEAST_PEOPLE:
        return []
    matrix = selectors.score_matrix_of([test], taken=taken)
    persons = [one.code for one in taken]
    seconds = selectors.seconds_of(taken, matrix.items)
    letters = selectors.responses_of([test], taken=taken).letters
    sittings = [f"{one.cohort_id}|{one.paper_id}" for one in taken]
    found = [*fast_and_wrong(seconds, matrix.scores, matrix.max_scores, persons)]
    found += patterns_of_pairs(same_wrong_answers(letters, matrix.scores, persons, sittings))
    names = selectors.names_of(taken)
    return [
        Unusual(one.kind, _said(one.note, names), tuple(names[code] for code in one.persons))
        for one in found[:MOST_LISTED]
    ]


def _said(note: Note, names: Mapping[str, str]) -> str:
    params = {
        key: names.get(value, value) if isinstance(value, str) else value
        for key, value in note.params.items()
    }
    return in_words(NOTE_TEXTS[note.code], params)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Seconds that people spent on one question: a quarter took less than `low`, a quarter more than `high`."""

    item: str
    competence: str
    n: int
    low: float
    middle: float
    high: float


def times_in(test: Any) -> tuple[list[TimeRow], TimeRow | None]:
    """Return how long each question takes, the longest first, and the whole test in minutes."""
    taken = selectors.taken_of([test])
    items = selectors.components_of(taken)
    seconds = selectors.seconds_of(taken, list(items))
    rows = list(_rows(seconds, items))
    whole = np.nansum(seconds, axis=1) / 60
    whole = whole[whole > 0]
    total = _row("", "", whole) if len(whole) else None
    return sorted(rows, key=lambda one: -one.middle), total


def _rows(seconds: Any, items: Mapping[str, str]) -> Iterator[TimeRow]:
    for column, (item, competence) in zip(seconds.T, items.items(), strict=True):
        known = column[np.isfinite(column)]
        if len(known):
            yield _row(item, competence, known)


def _row(item: str, competence: str, values: Sequence[float] | Any) -> TimeRow:
    low, middle, high = (float(one) for one in np.quantile(values, (0.25, 0.5, 0.75)))
    return TimeRow(item, competence, len(values), low, middle, high)
