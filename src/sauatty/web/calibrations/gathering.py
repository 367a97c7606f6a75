"""What analyses start from: the answers to some tests, by test and by paper, and the hash of all of it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray
from sauatty.web.assessments import selectors as assessments
from sauatty.web.assessments.selectors import Taken


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows of some tests, one for each person and test, and their points in the same order."""

    tests: tuple[Any, ...]
    taken: tuple[Taken, ...]
    matrix: ScoreMatrix

    @property
    def n_persons(self) -> int:
        """Return how many people answered at least one of the tests."""
        return len({one.code for one in self.taken})

    def groups(self, by: str) -> tuple[str, ...]:
        """Return the group of each row; '' where it is not known."""
        return assessments.groups_of(self.tests, by, taken=self.taken).names

    def of(self, taken: Sequence[Taken]) -> "Answers":
        """Return some rows only, with the items of their papers."""
        return answers_of(self.tests, taken)

    def of_test(self, test: Any) -> "Answers":
        """Return the rows of one test."""
        return answers_of((test,), [one for one in self.taken if one.test_id == test.pk])

    def by_paper(self) -> dict[str, "Answers"]:
        """Return the rows of each paper under its letter, each person once: the first time they took it."""
        rows: dict[str, dict[str, Taken]] = {}
        for one in self.taken:
            rows.setdefault(one.paper, {}).setdefault(one.code, one)
        return {paper: self.of(list(rows[paper].values())) for paper in sorted(rows)}

    def digest(self, *more: Any) -> str:
        """Return the hash of everything that goes into an analysis."""
        found = hashlib.sha256(np.nan_to_num(np.ascontiguousarray(self.matrix.scores), nan=-1.0).tobytes())
        rows = [
            [one.code, one.purpose, one.paper, one.language, one.region, str(one.cohort_id or "")]
            for one in self.taken
        ]
        facts = [self.matrix.items, self.matrix.max_scores, rows, *more]
        found.update(canonical(facts).encode())
        return found.hexdigest()


def gathered(tests: Iterable[Any]) -> Answers:
    """Return the answers to some tests: the first attempt of each person at each test."""
    chosen = tuple(tests)
    return answers_of(chosen, assessments.taken_of(chosen))


def answers_of(tests: Sequence[Any], taken: Sequence[Taken]) -> Answers:
    """Return some rows of some tests with their points."""
    matrix = assessments.score_matrix_of(tests, taken=taken)
    return Answers(tuple(tests), tuple(taken), matrix)


def totals(matrix: ScoreMatrix) -> FloatArray:
    """Return the points of each row, (n_persons,); what was not asked counts nothing."""
    return np.asarray(np.nansum(matrix.scores, axis=1))


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=list)
