"""What a machine suggests for open answers that nobody has coded, learned from those that people agreed on.

It says of itself how well it agrees with people: by answers that it had not learned from, in folds. A suggestion is
never a person's code; whoever counts codes keeps the two apart.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sauatty.core.agreement import Agreement, agreement, agreement_by_competence
from sauatty.core.agreement.ratings import Rating
from sauatty.core.errors import TooFewCodesToLearn
from sauatty.core.languages import search_key
from sauatty.core.matching.encoder import Vectors
from sauatty.core.matching.linear import Floats, Matrix, fit_logistic, fit_multinomial, log_softmax
from sauatty.core.matching.review_learners import Points, build_points
from sauatty.core.statistics import N_RESAMPLES, SEED

MINIMUM_CODES, MINIMUM_OF_GRADE = 60, 10
N_FOLDS = 5
# Little is known of each answer and there are few of them: a strong penalty keeps suggestions near the usual grade
PENALTY = 2.0
HUMAN, MACHINE = "people", "machine"
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AnswerToCode:
    """One answer. `grade` is what people agreed on, None where they have not; `form` its language or mixture."""

    id: str
    text: str
    form: str = ""
    grade: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine would give; `probability` (0-1) is that of the grade among the grades learned."""

    id: str
    grade: int
    parts: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How the machine agrees with people on answers that it had not learned from.

    `grades` compares them in their order, `grades_equal` as equal or not, `parts` as sets, `by_part` each part alone.
    """

    grades: Agreement
    grades_equal: Agreement
    parts: Agreement
    by_part: Mapping[str, Agreement]
    n_folds: int

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`."""
        return {
            "grades": self.grades.as_json(),
            "grades_equal": self.grades_equal.as_json(),
            "parts": self.parts.as_json(),
            "by_part": {part: found.as_json() for part, found in self.by_part.items()},
            "n_folds": self.n_folds,
        }


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions for the answers without a code, and what the machine is worth."""

    suggestions: tuple[Suggestion, ...]
    held_out: HeldOut
    n_learned: int
    grades: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, without the suggestions."""
        return {
            "held_out": self.held_out.as_json(),
            "n_learned": self.n_learned,
            "n_suggested": len(self.suggestions),
            "grades": list(self.grades),
        }


def lacking_codes(counts: Mapping[int, int]) -> dict[int, int]:
    """Return how many agreed codes are missing before a machine may learn: by grade, and in all under -1.

    Every grade that was given at all needs `MINIMUM_OF_GRADE`; together there must be `MINIMUM_CODES` of at least two
    grades (one grade teaches nothing). Empty where enough is there.

    Examples
    --------
    >>> lacking_codes({1: 40, 2: 12, 3: 4})
    {3: 6, -1: 4}
    >>> lacking_codes({1: 30, 2: 30})
    {}
    """
    given = {grade: n for grade, n in sorted(counts.items()) if n}
    lacking = {grade: MINIMUM_OF_GRADE - n for grade, n in given.items() if n < MINIMUM_OF_GRADE}
    total = MINIMUM_CODES - sum(given.values())
    if total > 0 or len(given) < 2:
        lacking[-1] = max(total, MINIMUM_OF_GRADE if len(given) < 2 else 0)
    return lacking


def fold_text(text: str) -> str:
    """Return the form in which letters are compared: Kazakh typed without its letters, in Latin, or mixed, is one."""
    return search_key(text)


def suggest_codes(
    answers: Sequence[AnswerToCode],
    vectors: Vectors | None = None,
    *,
    parts: Sequence[str] = (),
    n_folds: int = N_FOLDS,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> Suggestions:
    """Learn from the coded answers and suggest codes for the others.

    Logistic regressions on n-grams of the folded text and, where there are any, on embeddings; their log-probabilities
    are averaged. Grades are classes; each part is given or not, in its own regression. The same answers and seed give
    the same suggestions.

    Parameters
    ----------
    answers : sequence of AnswerToCode
    vectors : ndarray of shape (n_answers, dimension), optional
        Embeddings of the answers, in their order.
    parts : sequence of str
        The parts of the codebook, in their order; others are not learned.
    n_folds, n_resamples, seed
        Folds of the held-out comparison, resamples of its intervals, and the seed of both. Answers that are equal
        when folded lie in one fold, so that nothing is learned by heart.

    Raises
    ------
    TooFewCodesToLearn
        Fewer agreed codes than `lacking_codes` asks for.
    """
    known = np.array([n for n, one in enumerate(answers) if one.grade is not None], dtype=np.int64)
    counts = {grade: sum(one.grade == grade for one in answers) for grade in _grades(answers)}
    if lacking_codes(counts):
        raise TooFewCodesToLearn(
            n=len(known),
            wanted=MINIMUM_CODES,
            each=MINIMUM_OF_GRADE,
            smallest=min(counts.values(), default=0),
        )
    points = build_points([fold_text(one.text) for one in answers], [one.form for one in answers], vectors)
    task = _Task(tuple(answers), points, tuple(counts), tuple(parts))
    rest = np.array([n for n, one in enumerate(answers) if one.grade is None], dtype=np.int64)
    return Suggestions(
        tuple(task.learn(known, rest)),
        _held_out(task, known, n_folds, n_resamples, seed),
        len(known),
        task.grades,
    )


def _grades(answers: Sequence[AnswerToCode]) -> list[int]:
    return sorted({one.grade for one in answers if one.grade is not None})


# --- learning ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Task:
    answers: tuple[AnswerToCode, ...]
    points: Points
    grades: tuple[int, ...]
    parts: tuple[str, ...]

    def learn(self, known: IntArray, asked: IntArray) -> list[Suggestion]:
        """Learn from some answers and suggest for others."""
        if not len(asked):
            return []
        grades = self._grade_odds(known, asked)
        chances = {part: self._part_odds(part, known, asked) for part in self.parts}
        found = []
        for row, place in enumerate(asked):
            best = int(np.argmax(grades[row]))
            grade = self.grades[best]
            given = tuple(part for part in self.parts if chances[part][row] > 0) if grade else ()
            probability = float(np.exp(grades[row, best]))
            found.append(Suggestion(self.answers[place].id, grade, given, probability))
        return found

    def _grade_odds(self, known: IntArray, asked: IntArray) -> Floats:
        """Return log-probabilities of each grade, shape (n_asked, n_grades)."""
        given = [self.answers[place].grade for place in known]
        targets = np.array([[float(one == grade) for grade in self.grades] for one in given])
        total = np.zeros((len(asked), len(self.grades)))
        for part in self.points.parts:
            learned, others = _narrow(part, known, asked)
            coefficients, intercepts = fit_multinomial(learned, targets, PENALTY)
            total += log_softmax(np.asarray(others @ coefficients + intercepts))
        return log_softmax(total / len(self.points.parts))

    def _part_odds(self, name: str, known: IntArray, asked: IntArray) -> Floats:
        """Return log-odds that a part is named; where all or none were, the same for everybody."""
        targets = np.array([float(name in self.answers[place].parts) for place in known])
        if targets.min() == targets.max():
            return np.full(len(asked), 1.0 if targets[0] else -1.0)
        found = [_odds(part, known, asked, targets) for part in self.points.parts]
        return np.asarray(np.mean(found, axis=0), dtype=np.float64)


def _odds(part: Matrix, known: IntArray, asked: IntArray, targets: Floats) -> Floats:
    learned, others = _narrow(part, known, asked)
    coefficients, intercept = fit_logistic(learned, targets, np.ones(len(known)), PENALTY)
    return np.asarray(others @ coefficients + intercept, dtype=np.float64)


def _narrow(part: Matrix, known: IntArray, asked: IntArray) -> tuple[Matrix, Matrix]:
    """Leave out the columns in which nothing is learned: with a penalty their coefficients are 0."""
    learned, others = part[known], part[asked]
    if not sparse.issparse(learned):
        return learned.astype(np.float64), others.astype(np.float64)
    columns = np.unique(learned.indices)
    return learned[:, columns], others[:, columns]


# --- what it is worth ----------------------------------------------------------------------------------------------


def _held_out(task: _Task, known: IntArray, n_folds: int, n_resamples: int, seed: int) -> HeldOut:
    folds = _folds(task, known, n_folds, seed)
    said: list[Suggestion] = []
    for fold in range(n_folds):
        if (folds == fold).any() and (folds != fold).any():
            said += task.learn(known[folds != fold], known[folds == fold])
    people = [(one.id, one.grade, one.parts) for one in (task.answers[place] for place in known)]
    machine = [(one.id, one.grade, one.parts) for one in said]
    return compare(people, machine, parts=task.parts, n_folds=n_folds, n_resamples=n_resamples, seed=seed)


def _folds(task: _Task, known: IntArray, n_folds: int, seed: int) -> IntArray:
    """Return the fold of each known answer: every grade spread over all folds, equal answers together."""
    groups: dict[str, list[int]] = {}
    for row, place in enumerate(known):
        groups.setdefault(fold_text(task.answers[place].text), []).append(row)
    texts = sorted(groups)
    draws = dict(zip(texts, np.random.default_rng(seed).random(len(texts)), strict=True))
    grades = {text: task.answers[known[groups[text][0]]].grade or 0 for text in texts}
    folds = np.zeros(len(known), dtype=np.int64)
    for turn, text in enumerate(sorted(texts, key=lambda one: (grades[one], draws[one]))):
        folds[groups[text]] = turn % n_folds
    return folds


def compare(
    people: Collection[tuple[str, int | None, tuple[str, ...]]],
    machine: Collection[tuple[str, int | None, tuple[str, ...]]],
    *,
    parts: Sequence[str],
    n_folds: int = 0,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> HeldOut:
    """Return how two sources of (answer, grade, parts) agree; of people and machine, or of any two."""
    both = [(HUMAN, one) for one in people] + [(MACHINE, one) for one in machine]
    grades: list[Rating] = [(one[0], who, one[1]) for who, one in both]
    sets: list[Rating] = [(one[0], who, one[2]) for who, one in both]
    return HeldOut(
        agreement(grades, level="ordinal", n_resamples=n_resamples, seed=seed),
        agreement(grades, level="nominal", n_resamples=n_resamples, seed=seed),
        agreement(sets, level="set", n_resamples=n_resamples, seed=seed),
        agreement_by_competence(sets, parts, n_resamples=n_resamples, seed=seed),
        n_folds,
    )
