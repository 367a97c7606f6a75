"""Tables of the questions of an instrument, with intervals, for all respondents and by an attribute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import WeightsRefused
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import BoolArray, FloatArray, wilson_share
from sauatty.core.statistics.weighted import design_effect, effective_n
from sauatty.core.surveys.answers import (
    SINGLE,
    Attribute,
    Choices,
    answer_names,
    as_number,
    attribute_of,
    choices_of,
    places_of,
    row_label,
    scale_values,
)
from sauatty.core.surveys.asked import Asked, Coded, IntArray
from sauatty.core.surveys.hiding import with_hidden
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.core.surveys.summaries import number_summary, rank_rows, scale_summary
from sauatty.core.surveys.tables import (
    NOBODY_ANSWERED,
    NOBODY_ASKED,
    NOT_IN_TABLE,
    AnswerRow,
    QuestionTable,
    ScaleSummary,
)

CHOSEN = (*SINGLE, "multiple", "ranking")


def tabulate(
    instrument: Instrument,
    table: ResponseTable,
    *,
    by: str = "",
    weights: Sequence[float] | FloatArray | None = None,
    level: float = 0.95,
    minimum_cell: int = MINIMUM_CELL,
    language: str = "en",
) -> tuple[QuestionTable, ...]:
    """Tabulate every question of an instrument; a matrix row by row.

    Parameters
    ----------
    instrument : Instrument
        The version that the responses answer. Its logic says who was asked what.
    table : ResponseTable
        The responses.
    by : str
        The attribute to tabulate by: the name of a question with one answer, of a row of a matrix, or 'language'.
        Each table then has `groups`, in which small counts are hidden so that no total gives them away.
    weights : array-like of shape (n_responses,), optional
        What each response weighs; those of the table where none are given.
    level : float
        Coverage of the intervals, a fraction.
    minimum_cell : int
        The smallest count that is shown of a group; 0 hides nothing.
    language : {'kk', 'ru', 'en'}
        The language of the labels.

    Returns
    -------
    tuple of QuestionTable
        In the order of the instrument; notes have none.

    Raises
    ------
    AttributeUnknown, WeightsRefused

    Notes
    -----
    Wilson's intervals checked against R 4.2.2, ``prop.test(..., correct = FALSE)``; weighted shares, means and
    quantiles against its package survey 4.1-1 (tests/core/reference/surveys). docs/explanation/survey-statistics.md
    says what each figure can bear.
    """
    asked = Asked(instrument, table)
    work = Work(asked, checked_weights(asked, weights), level, language)
    attribute = attribute_of(asked, by, language) if by else None
    found = (work.column(question, name) for question, name in tabulated_names(instrument))
    return tuple(_tabulated(column, attribute, minimum_cell) for column in found)


def tabulated_names(instrument: Instrument) -> Iterator[tuple[Question, str]]:
    """Yield the questions that have answers with the names of the answers, row by row."""
    for question in instrument.questions:
        for name in answer_names(question):
            yield question, name


def checked_weights(asked: Asked, weights: Sequence[float] | FloatArray | None) -> FloatArray:
    """Return one weight per response; WeightsRefused where they do not fit."""
    found = asked.weights if weights is None else np.asarray(weights, dtype=np.float64)
    if found.shape != (len(asked),):
        raise WeightsRefused(problem=f"there are {found.size} weights for {len(asked)} responses")
    if not np.isfinite(found).all() or (found < 0).any():
        raise WeightsRefused(problem="a weight is negative or no number")
    return found


def _tabulated(column: "Column", attribute: Attribute | None, minimum: int) -> QuestionTable:
    whole = column.table(np.arange(len(column.given.codes)))
    if attribute is None:
        return whole
    groups = [
        replace(column.table(members), group=code, group_label=label)
        for place, (code, label) in enumerate(
            zip(attribute.choices.codes, attribute.choices.labels, strict=True)
        )
        if len(members := np.flatnonzero(attribute.places == place))
    ]
    return with_hidden(whole, groups, minimum)


@dataclass(frozen=True, slots=True)
class Work:
    asked: Asked
    weights: FloatArray
    level: float
    language: str

    @property
    def is_weighted(self) -> bool:
        return bool(len(self.weights) and (self.weights != self.weights[0]).any())

    def column(self, question: Question, name: str) -> "Column":
        given = self.asked.answers(name)
        choices = choices_of(question, given, self.language)
        return Column(self, question, name, given, self.asked.is_relevant(question), choices)


@dataclass(slots=True)
class Column:
    """The answers to one question, tabulated for any of the respondents."""

    work: Work
    question: Question
    name: str
    given: Coded
    is_relevant: BoolArray
    choices: Choices

    def answered(self, members: IntArray) -> IntArray:
        """Return those who were asked and gave an answer that counts."""
        return members[self._is_asked(members) & self._usable()[self.given.codes[members]]]

    def _is_asked(self, members: IntArray) -> BoolArray:
        return self.is_relevant[members] & self.work.asked.is_there(self.name)

    def table(self, members: IntArray) -> QuestionTable:
        """Tabulate the answers of some respondents."""
        codes, is_asked = self.given.codes[members], self._is_asked(members)
        is_usable = self._usable()[codes]
        answered = members[is_asked & is_usable]
        n_asked, n_unknown = int(is_asked.sum()), int((is_asked & (codes > 0) & ~is_usable).sum())
        n_missing = n_asked - len(answered) - n_unknown
        bare = QuestionTable(
            self.question.id, self.name, self.question.kind, self.question.text.text(self.work.language),
            row_label(self.question, self.name, self.work.language), n_asked, len(answered), n_missing,
            n_missing / n_asked if n_asked else nan, int((~is_asked & (codes > 0)).sum()), n_unknown,
            level=self.work.level, reason=self._reason(n_asked, len(answered)),
        )  # fmt: skip
        return self._filled(bare, answered)

    def _reason(self, n_asked: int, n_answered: int) -> str:
        if not self.work.asked.is_there(self.name):
            return NOT_IN_TABLE
        return "" if n_answered else NOBODY_ANSWERED if n_asked else NOBODY_ASKED

    def _usable(self) -> BoolArray:
        """Tell which of the different answers count as an answer."""
        if self.question.kind in CHOSEN:
            return np.asarray(self.chosen().any(axis=1), dtype=np.bool_)
        if self.question.kind == "number":
            return np.isfinite(self._numbers())
        return np.array([bool(value) for value in self.given.values], dtype=np.bool_)

    def chosen(self) -> BoolArray:
        """Return which choices each different answer takes; of a ranking, which it puts first."""
        if self.question.kind == "ranking":
            return np.asarray(self.choices.ranks(self.given) == 1, dtype=np.bool_)
        return self.choices.membership(self.given, has_several=self.question.kind not in SINGLE)

    def _numbers(self) -> FloatArray:
        return np.array([as_number(value) for value in self.given.values], dtype=np.float64)

    def _filled(self, bare: QuestionTable, answered: IntArray) -> QuestionTable:
        weights, codes = self.work.weights[answered], self.given.codes[answered]
        found = replace(
            bare,
            is_weighted=self.work.is_weighted,
            weighted_answered=float(weights.sum()),
            n_effective=effective_n(weights),
            design_effect=design_effect(weights),
        )
        if self.question.kind == "ranking":
            return self._ranked(found, codes, weights)
        if self.question.kind in CHOSEN:
            rows = self._rows(self.chosen(), codes, weights)
            return replace(found, rows=rows, scale=self._scale(answered, weights))
        if self.question.kind == "number":
            return replace(found, number=number_summary(self._numbers()[codes], weights, self.work.level))
        return found

    def _rows(self, chosen: BoolArray, codes: IntArray, weights: FloatArray) -> tuple[AnswerRow, ...]:
        n_values = len(self.given.values)
        counts = np.bincount(codes, minlength=n_values) @ chosen
        weighted = np.bincount(codes, weights, minlength=n_values) @ chosen
        total, n = float(weights.sum()), effective_n(weights)
        return tuple(
            AnswerRow(
                code, label, int(count), float(sum_of), wilson_share(sum_of / total if total else nan, n, self.work.level)
            )
            for code, label, count, sum_of in zip(
                self.choices.codes, self.choices.labels, counts, map(float, weighted), strict=True
            )
        )  # fmt: skip

    def _scale(self, answered: IntArray, weights: FloatArray) -> ScaleSummary | None:
        values = scale_values(self.question)
        if not values:
            return None
        own = np.array([values.get(code, nan) for code in (*self.choices.codes, "")], dtype=np.float64)
        return scale_summary(
            own[places_of(self.choices, self.given)[answered]], weights, values, self.work.level
        )

    def _ranked(self, found: QuestionTable, codes: IntArray, weights: FloatArray) -> QuestionTable:
        ranks = self.choices.ranks(self.given)
        rows = self._rows(self.chosen(), codes, weights)
        return replace(
            found, rows=rows, ranking=rank_rows(self.choices, ranks[codes], weights, self.work.level)
        )
