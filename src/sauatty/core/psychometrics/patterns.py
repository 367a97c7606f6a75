"""Unusual patterns of answers, listed for a human to look at. None of them says what a person did.

Three looks: answers given faster than a question can be read, and wrong as often as guesses; two people of one sitting
with more of the same wrong answers than chance gives; and answers that do not fit the model (person fit, computed
elsewhere). Each has innocent reasons, which its words name: a lost connection, a wrong key, one teacher's mistake.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sauatty.core.errors import FiguresDoNotFit
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import BoolArray, FloatArray

PatternKind = Literal["fast-and-wrong", "same-wrong-answers", "misfit"]
# Wise & Ma (2012): faster than a tenth of what people take for the item, and never more than 10 seconds.
FAST_SHARE, FAST_SECONDS = 0.1, 10.0
LEAST_FAST = 0.1
# How many pairs a chance as rare as theirs would bring among all the pairs compared.
EXPECTED_BY_CHANCE = 0.05
MISFIT_Z = -2.5
MOST_PEOPLE = 5000


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of one person, or of two; `note` says it in words that accuse nobody."""

    kind: PatternKind
    persons: tuple[str, ...]
    note: Note


def fast_and_wrong(
    seconds: FloatArray,
    scores: FloatArray,
    max_scores: Sequence[int],
    persons: Sequence[str],
    guessed: float = 0.25,
) -> tuple[Pattern, ...]:
    """Return who answered at least a tenth of the items faster than they can be read, no better than by guessing.

    Parameters
    ----------
    seconds : ndarray of shape (n_persons, n_items)
        Time taken for each answer; nan = unknown or not asked.
    scores : ndarray of shape (n_persons, n_items)
        Points; nan = not asked.
    guessed : float
        The share of the points that guessing gets. Whoever got clearly more of them on fast answers (one-sided
        binomial, 5 %) knew them, and is not listed.

    Raises
    ------
    FiguresDoNotFit
        Times and scores of different shapes.
    """
    _check_shape("The table of times", seconds, scores.shape)
    shares = scores / np.asarray(max_scores, float)
    is_there = np.isfinite(seconds) & np.isfinite(scores)
    limits = np.array(
        [_fast_limit(column[there]) for column, there in zip(seconds.T, is_there.T, strict=True)]
    )
    is_fast = is_there & (seconds < limits)
    return tuple(_fast_patterns(is_fast, is_there, shares, persons, guessed))


def _fast_limit(times: FloatArray) -> float:
    return min(FAST_SHARE * float(np.median(times)), FAST_SECONDS) if len(times) else 0.0


def _fast_patterns(
    is_fast: BoolArray, is_there: BoolArray, shares: FloatArray, persons: Sequence[str], guessed: float
) -> Iterator[Pattern]:
    for row in np.flatnonzero(
        is_fast.sum(axis=1) >= np.maximum(2, LEAST_FAST * is_there.sum(axis=1))
    ).tolist():
        n_fast, n_all = int(is_fast[row].sum()), int(is_there[row].sum())
        n_right = float(shares[row, is_fast[row]].sum())
        if chance_of_at_least(np.full(n_fast, guessed), round(n_right)) < 0.05:
            continue
        params = {"person": persons[row], "fast": n_fast, "all": n_all, "right": round(n_right)}
        yield Pattern("fast-and-wrong", (persons[row],), Note("pattern-fast-and-wrong", params))


@dataclass(frozen=True, slots=True)
class SharedWrong:
    """What two people have in common: `expected` is what chance gives people who missed the same items.

    `chance` is the probability of so many or more; `by_chance` how many such pairs all those compared would have by
    chance; `longest_run` the most of them in a row, in the order of the items given.
    """

    persons: tuple[str, str]
    n_same: int
    n_both_wrong: int
    expected: float
    chance: float
    by_chance: float
    longest_run: int


def same_wrong_answers(
    answers: Sequence[Sequence[str | None]],
    scores: FloatArray,
    persons: Sequence[str],
    sittings: Sequence[str] | None = None,
) -> tuple[SharedWrong, ...]:
    """Return pairs of one sitting with more identical wrong answers than chance gives, rarest first.

    Given that both missed an item, chance is the sum of the squared shares of its wrong answers among all who missed
    it (wrong answers alone, in the spirit of the K-index of Holland, 1996); over the items the number of
    matches then follows a Poisson-binomial distribution, computed exactly. A pair is returned where fewer than 0.05
    such pairs are expected among all the pairs compared.

    Parameters
    ----------
    answers : sequence of shape (n_persons, n_items)
        What was chosen; None = not answered, which is no wrong answer here. Lists are to be joined by the caller.
    scores : ndarray of shape (n_persons, n_items)
        Points; an answer with 0 points is wrong.
    sittings : sequence of str, optional
        Where and when each person sat; pairs of different sittings are not compared.

    Raises
    ------
    FiguresDoNotFit
        Shapes that differ, or more than 5,000 people in one sitting.
    """
    chosen = _coded_wrong(answers, scores)
    groups = list(sittings) if sittings is not None else [""] * len(persons)
    if not len(groups) == len(persons) == len(chosen):
        raise FiguresDoNotFit(what="The list of people", found=len(persons), needed=len(chosen))
    chances = _match_chances(chosen)
    members = [
        np.array([n for n, one in enumerate(groups) if one == group]) for group in dict.fromkeys(groups)
    ]
    n_pairs = sum(len(rows) * (len(rows) - 1) // 2 for rows in members)
    found = [pair for rows in members for pair in _pairs(chosen, rows, chances, persons, n_pairs)]
    return tuple(sorted(found, key=lambda pair: (pair.chance, pair.persons)))


def _coded_wrong(answers: Sequence[Sequence[str | None]], scores: FloatArray) -> FloatArray:
    """Return wrong answers as numbers from 1 for each item, 0 = right, not answered or not asked."""
    if len(answers) != len(scores) or any(len(row) != scores.shape[1] for row in answers):
        raise FiguresDoNotFit(what="The table of answers", found="another shape", needed=f"{scores.shape}")
    codes = np.zeros(scores.shape)
    for column in range(scores.shape[1]):
        known: dict[str, int] = {}
        for row, line in enumerate(answers):
            answer = line[column]
            if answer and scores[row, column] == 0:
                codes[row, column] = known.setdefault(answer, len(known) + 1)
    return codes


def _match_chances(codes: FloatArray) -> FloatArray:
    """Return for each item how likely two people who missed it chose the same; 1 where only one answer is wrong."""
    chances = []
    for column in codes.T:
        counts = np.bincount(column[column > 0].astype(int))
        chances.append(float(np.square(counts / counts.sum()).sum()) if counts.sum() else 1.0)
    return np.array(chances)


def _pairs(
    codes: FloatArray, rows: np.ndarray, chances: FloatArray, persons: Sequence[str], n_pairs: int
) -> Iterator[SharedWrong]:
    if len(rows) > MOST_PEOPLE:
        raise FiguresDoNotFit(
            what="One sitting", found=f"{len(rows)} people", needed=f"{MOST_PEOPLE} at most"
        )
    group = codes[rows]
    is_wrong = (group > 0).astype(float)
    expected = is_wrong @ (is_wrong * chances).T
    spread = np.sqrt(is_wrong @ (is_wrong * chances * (1 - chances)).T)
    same = _matches(group)
    # Far fewer pairs pass this than all; only for them is the exact distribution worth its time.
    worth = np.argwhere(np.triu(same > expected + 2 * spread, 1))
    for one, other in worth:
        both = (group[one] > 0) & (group[other] > 0)
        is_same = both & (group[one] == group[other])
        chance = chance_of_at_least(chances[both], int(is_same.sum()))
        if chance * n_pairs < EXPECTED_BY_CHANCE:
            yield SharedWrong(
                (persons[rows[one]], persons[rows[other]]), int(is_same.sum()), int(both.sum()),
                float(chances[both].sum()), chance, chance * n_pairs, longest_run(is_same),
            )  # fmt: skip


def _matches(group: FloatArray) -> FloatArray:
    same = np.zeros((len(group), len(group)))
    for column in group.T:
        for code in range(1, int(column.max(initial=0)) + 1):
            chose = np.flatnonzero(column == code)
            same[np.ix_(chose, chose)] += 1
    return same


def chance_of_at_least(chances: FloatArray, n: int) -> float:
    """Return the probability that n or more of independent events with these chances happen (Poisson-binomial)."""
    distribution = np.ones(1)
    for chance in chances:
        distribution = np.convolve(distribution, [1 - chance, chance])
    return float(min(distribution[n:].sum(), 1.0)) if n <= len(chances) else 0.0


def longest_run(flags: BoolArray) -> int:
    """Return the most True in a row."""
    longest = current = 0
    for flag in flags:
        current = current + 1 if flag else 0
        longest = max(longest, current)
    return longest


def patterns_of_pairs(pairs: Sequence[SharedWrong]) -> tuple[Pattern, ...]:
    """Return the pairs as patterns in words."""
    return tuple(
        Pattern(
            "same-wrong-answers",
            pair.persons,
            Note(
                "pattern-same-wrong",
                {
                    "one": pair.persons[0],
                    "other": pair.persons[1],
                    "same": pair.n_same,
                    "wrong": pair.n_both_wrong,
                    "expected": round(pair.expected, 1),
                    "run": pair.longest_run,
                },
            ),
        )
        for pair in pairs
    )


def misfitting(
    fit: Sequence[float] | FloatArray, persons: Sequence[str], limit: float = MISFIT_Z
) -> tuple[Pattern, ...]:
    """Return people whose standardised person fit (lz or lz*) lies below the limit, least fitting first."""
    values = np.asarray(fit, float)
    _check_shape("The list of person fits", values, (len(persons),))
    rows = [row for row in np.argsort(values, kind="stable") if values[row] < limit]
    return tuple(
        Pattern(
            "misfit",
            (persons[row],),
            Note("pattern-misfit", {"person": persons[row], "fit": round(float(values[row]), 2)}),
        )
        for row in rows
    )


def _check_shape(what: str, found: FloatArray, needed: tuple[int, ...]) -> None:
    if found.shape != needed:
        raise FiguresDoNotFit(what=what, found=f"the shape {found.shape}", needed=f"{needed}")
