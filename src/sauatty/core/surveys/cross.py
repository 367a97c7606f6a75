"""Cross tables: one question by an attribute, with a test, an effect size, and small cells hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan, nan
from typing import Any

import numpy as np

from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import QuestionNotCrossed
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import BoolArray, FloatArray, Interval
from sauatty.core.statistics.association import adjusted_residuals, expected_counts
from sauatty.core.surveys.answers import Attribute, answer_names, attribute_of
from sauatty.core.surveys.asked import Asked, IntArray
from sauatty.core.surveys.cross_tests import CrossTest, test_of, with_holm
from sauatty.core.surveys.hiding import hidden_of, with_hidden
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.core.surveys.tables import QuestionTable
from sauatty.core.surveys.tabulation import CHOSEN, Column, Work, checked_weights

# A residual is read as a z-score only where the margins let expect at least so many.
LEAST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A question by an attribute.

    `table` is that of all respondents, its `groups` are the rows. `residuals` has for each group and
    answer the adjusted residual, `nan` where the cell is hidden or fewer than 5 are expected. `tests` has one test
    of the whole table, or one for each choice of a multiple question. `n_without_group` answered the question, but
    not the one that groups; where counts of theirs are to be hidden, they are a group ('') of the test too.
    """

    by: str
    by_label: str
    table: QuestionTable
    residuals: tuple[tuple[float, ...], ...]
    tests: tuple[CrossTest, ...]
    n_without_group: int

    @property
    def n_hidden(self) -> int:
        """Return how many cells are hidden."""
        return sum(row.n is None for group in self.table.groups for row in group.rows)

    def as_json(self) -> dict[str, Any]:
        """Return the table for `json.dumps`: numbers unrounded, null where there is none."""
        found: dict[str, Any] = {**as_plain(self), "n_hidden": self.n_hidden}
        return found


def cross(
    instrument: Instrument,
    table: ResponseTable,
    question: str,
    by: str,
    *,
    level: float = 0.95,
    minimum_cell: int = MINIMUM_CELL,
    language: str = "en",
) -> CrossTable:
    """Return a question by an attribute. Weights are those of the table.

    Parameters
    ----------
    instrument, table
        The version that was answered, and the responses.
    question : str
        The name of a question with choices, or of a row of a matrix.
    by : str
        The attribute: a question with one answer, a row of a matrix, or 'language'.
    level : float
        Coverage of the intervals, a fraction.
    minimum_cell : int
        The smallest count that is shown; 0 hides nothing, and the test is then of the table as it is.
    language : {'kk', 'ru', 'en'}
        The language of the labels.

    Raises
    ------
    QuestionNotCrossed, AttributeUnknown

    Notes
    -----
    Where cells are hidden, the test is of the table with the groups (or the answers) that have hidden cells taken
    together: figures of the full table would give the hidden counts away to whoever tries them one by one.
    """
    asked = Asked(instrument, table)
    attribute = attribute_of(asked, by, language)
    work = Work(asked, checked_weights(asked, None), level, language)
    column = work.column(_crossed(instrument, question), question)
    found = _Crossing(column, attribute, minimum_cell)
    return found.result()


def _crossed(instrument: Instrument, name: str) -> Question:
    question = instrument.question(name)
    if question is None or question.kind not in CHOSEN or name not in answer_names(question):
        known = [one for each in instrument.questions if each.kind in CHOSEN for one in answer_names(each)]
        raise QuestionNotCrossed(instrument=instrument.id, name=name, known=", ".join(known))
    return question


@dataclass(frozen=True, slots=True)
class _Crossing:
    column: Column
    attribute: Attribute
    minimum: int

    def result(self) -> CrossTable:
        """Tabulate, hide and test."""
        whole = self.column.table(np.arange(len(self.attribute.places)))
        groups, rest = self._groups(), self.column.table(np.flatnonzero(self.attribute.places < 0))
        hidden = hidden_of(whole, groups, self.minimum)
        # Figures without those who have no group would give the hidden counts of these away.
        tested = (*groups, rest) if hidden[-1].any() else groups
        return CrossTable(
            self.attribute.name,
            self.attribute.label,
            with_hidden(whole, groups, self.minimum),
            self._residuals(tested, hidden[: len(tested)])[: len(groups)],
            self._tests(tested, hidden[: len(tested)]),
            rest.n_answered,
        )

    def _groups(self) -> tuple[QuestionTable, ...]:
        choices = self.attribute.choices
        return tuple(
            replace(self.column.table(members), group=code, group_label=label)
            for place, (code, label) in enumerate(zip(choices.codes, choices.labels, strict=True))
            if len(members := np.flatnonzero(self.attribute.places == place))
        )

    def _residuals(self, groups: Sequence[QuestionTable], hidden: BoolArray) -> tuple[tuple[float, ...], ...]:
        if not hidden.size:
            return ()
        counts = _weighted_counts(groups)
        if self.column.question.kind == "multiple":
            answered = _weighted_answered(groups)
            found = np.stack(
                [_readable(np.stack([one, answered - one], axis=1))[:, 0] for one in counts.T], axis=1
            )
        else:
            found = _readable(counts)
        return tuple(tuple(row) for row in np.where(hidden, nan, found).tolist())

    def _tests(self, groups: Sequence[QuestionTable], hidden: BoolArray) -> tuple[CrossTest, ...]:
        if not hidden.size:
            return ()
        codes = [group.group for group in groups]
        rows, members = self._rows_of(codes)
        chosen = self.column.chosen()[self.column.given.codes[members]]
        weights = self.column.work.weights[members] if self.column.work.is_weighted else None
        level, answers = self.column.work.level, self.column.choices.codes
        if self.column.question.kind != "multiple":
            names = (tuple(codes), answers)
            return (test_of(rows, chosen.argmax(axis=1), hidden, names, weights, level),)
        pairs = [np.stack([one, one], axis=1) for one in hidden.T]
        tests = [
            replace(
                test_of(rows, 1 - taken.astype(np.int64), pair, (tuple(codes), ("", "")), weights, level),
                code=code,
            )
            for taken, pair, code in zip(chosen.T, pairs, answers, strict=True)
        ]
        return with_holm(tests)

    def _rows_of(self, codes: Sequence[str]) -> tuple[IntArray, IntArray]:
        """Return the row of everybody who answered and is in a tested group, and which responses these are."""
        is_in = self.attribute.places >= (-1 if "" in codes else 0)
        members = self.column.answered(np.flatnonzero(is_in))
        row_of = {code: row for row, code in enumerate(codes)}
        # The last place, -1, is that of those without a group.
        by_place = [row_of.get(code, -1) for code in (*self.attribute.choices.codes, "")]
        return np.array(by_place, dtype=np.int64)[self.attribute.places[members]], members


def _weighted_counts(groups: Sequence[QuestionTable]) -> FloatArray:
    """Return the counts of a table; with weights scaled to the effective number of respondents."""
    counts = np.array([[row.weighted_n for row in one.rows] for one in groups], dtype=np.float64)
    return counts * _scale(groups)


def _weighted_answered(groups: Sequence[QuestionTable]) -> FloatArray:
    return np.array([one.weighted_answered for one in groups], dtype=np.float64) * _scale(groups)


def _scale(groups: Sequence[QuestionTable]) -> float:
    """Return what weighted counts are multiplied by to stand for the effective number of respondents."""
    weighted = sum(one.weighted_answered for one in groups)
    squares = sum(one.weighted_answered**2 / one.n_effective for one in groups if one.n_effective)
    return weighted / squares if squares else 1.0


def _readable(counts: FloatArray) -> FloatArray:
    residuals = adjusted_residuals(counts)
    return np.asarray(np.where(expected_counts(counts) < LEAST_EXPECTED, nan, residuals), dtype=np.float64)


def is_telling(residual: float) -> bool:
    """Tell whether a cell holds clearly more or fewer than its margins let expect (beyond 2)."""
    return not isnan(residual) and abs(residual) > 2


def strength(v: Interval) -> str:
    """Return a word for Cramér's V as Cohen's w reads it: 'none', 'weak', 'medium', 'strong'; '' where undefined."""
    if isnan(v.estimate):
        return ""
    return ("none", "weak", "medium", "strong")[sum(v.estimate >= step for step in (0.1, 0.3, 0.5))]
