"""What a coordinator may want to look at in a test: unusual patterns, and how long questions take. No verdicts here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sauatty.core.psychometrics.notes import NOTE_TEXTS, Note
from sauatty.core.psychometrics.patterns import Pattern, fast_and_wrong, patterns_of_pairs, same_wrong_answers
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.web.assessments import selectors
from sauatty.web.assessments.selectors import Taken
from sauatty.web.base.sentences import in_words

MOST_LISTED = 50
MOST_IN_SITTING = 500
LEAST_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Unusual:
    """One pattern in words, of one person or of two."""

    kind: str
    said: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found. `n_apart` people sat in groups too large to compare everybody with everybody on a page."""

    found: tuple[Unusual, ...]
    n_people: int
    n_apart: int = 0

    @property
    def has_enough(self) -> bool:
        """Tell whether there were enough people to look at all."""
        return self.n_people >= LEAST_PEOPLE


def unusual_in(test: Any) -> Looked:
    """Look for unusual patterns in a test, rarest first in each kind; among fewer than ten people nothing is looked for."""
    taken = [one for one in selectors.taken_of([test]) if one.mode == "online"]
    if len(taken) < LEAST_PEOPLE:
        return Looked((), len(taken))
    matrix = selectors.score_matrix_of([test], taken=taken)
    seconds = selectors.seconds_of(taken, matrix.items)
    codes = [one.code for one in taken]
    found = [*fast_and_wrong(seconds, matrix.scores, matrix.max_scores, codes)]
    sittings = [f"{one.cohort_id}|{one.paper_id}" for one in taken]
    sizes = Counter(sittings)
    rows = [row for row, one in enumerate(sittings) if sizes[one] <= MOST_IN_SITTING]
    found += _pairs(test, taken, matrix, [sittings[row] for row in rows], rows)
    names = selectors.names_of(taken)
    told = (
        Unusual(one.kind, _said(one.note, names), tuple(names[code] for code in one.persons)) for one in found
    )
    return Looked(tuple(told)[:MOST_LISTED], len(taken), len(taken) - len(rows))


def _pairs(
    test: Any, taken: Sequence[Taken], matrix: ScoreMatrix, sittings: Sequence[str], rows: Sequence[int]
) -> Sequence[Pattern]:
    compared = [taken[row] for row in rows]
    letters = selectors.responses_of([test], taken=taken).letters
    chosen = [letters[row] for row in rows]
    codes = [one.code for one in compared]
    return patterns_of_pairs(same_wrong_answers(chosen, matrix.scores[list(rows)], codes, sittings))


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
