"""Tables of groups with their small cells hidden, and everything with them that would give a cell away."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import numpy as np

from sauatty.core.statistics import BoolArray, Interval
from sauatty.core.surveys.small_cells import MINIMUM_CELL, IntTable, hidden_cells
from sauatty.core.surveys.tables import SMALL_CELLS, TOO_FEW, AnswerRow, QuestionTable


def with_hidden(whole: QuestionTable, groups: Sequence[QuestionTable], minimum: int) -> QuestionTable:
    """Return the table of all respondents with those of its groups, small cells hidden.

    The median and mean of a scale are left out of a group in which a cell is hidden, as they are one more equation
    about the hidden counts. With weights the weighted share of an answer is left out of the whole where the answer
    is hidden in a group: those who know what each group weighs could work the hidden counts out from it.
    """
    if not groups:
        return whole
    counts = np.array([[row.n or 0 for row in one.rows] for one in groups], dtype=np.int64)
    hidden = _hidden(whole, groups, counts, minimum)
    kept = tuple(_group(one, cells, minimum) for one, cells in zip(groups, hidden, strict=True))
    if not (whole.is_weighted and hidden.any()):
        return replace(whole, groups=kept)
    is_hidden = [bool(column.any()) for column in hidden.T]
    rows = tuple(_unweighted(row) if is_in else row for row, is_in in zip(whole.rows, is_hidden, strict=True))
    return replace(whole, rows=rows, groups=kept)


def protected(tables: Sequence[QuestionTable], minimum: int = MINIMUM_CELL) -> tuple[QuestionTable, ...]:
    """Return tables of few respondents, such as those of one library, with their small counts hidden.

    As no group stands beside them, the number of those who answered is the only total that gives something away.
    """
    return tuple(_protected(replace(one, groups=()), minimum) for one in tables)


def _protected(table: QuestionTable, minimum: int) -> QuestionTable:
    counts = np.array([row.n or 0 for row in table.rows], dtype=np.int64)
    if 0 < table.n_answered < minimum:
        return _group(table, np.ones(len(counts), dtype=np.bool_), minimum)
    # A choice of a multiple question stands alone: who takes another one as well is not known.
    hide = _small if table.is_multiple else hidden_answers
    return _group(table, hide(counts, minimum), minimum)


def _small(counts: IntTable, minimum: int) -> BoolArray:
    return np.asarray((counts > 0) & (counts < minimum), dtype=np.bool_)


def hidden_answers(counts: IntTable, minimum: int = MINIMUM_CELL) -> BoolArray:
    """Return which counts of one question are hidden where only their sum is known beside them."""
    hidden = _small(counts, minimum)
    order = [
        int(place) for place in np.argsort(np.where(counts > 0, counts, counts.sum() + 1), kind="stable")
    ]
    for place in order:
        n_hidden = int(hidden.sum())
        # Hidden counts are at least 1: where their sum is as many as they are, each is 1.
        if not n_hidden or (n_hidden > 1 and (counts[hidden].sum() > n_hidden or not counts[hidden].all())):
            break
        hidden[place] = True
    return hidden


def _hidden(
    whole: QuestionTable, groups: Sequence[QuestionTable], counts: IntTable, minimum: int
) -> BoolArray:
    if not whole.is_multiple:
        return hidden_cells(counts, minimum) if counts.size else counts > 0
    # Each choice is a table of its own: taken by some, not taken by the others.
    answered = np.array([one.n_answered for one in groups], dtype=np.int64)
    found = [hidden_choice(taken, answered, minimum) for taken in counts.T]
    return np.array(found, dtype=np.bool_).reshape(len(found), len(groups)).T


def hidden_choice(taken: IntTable, answered: IntTable, minimum: int) -> BoolArray:
    """Return the groups in which the count of one choice of a multiple question is hidden."""
    counts = np.stack([taken, answered - taken], axis=1)
    is_small = np.stack([(taken > 0) & (taken < minimum), np.zeros_like(taken, dtype=np.bool_)], axis=1)
    return np.asarray(hidden_cells(counts, minimum, is_small).any(axis=1), dtype=np.bool_)


def _group(table: QuestionTable, hidden: BoolArray, minimum: int) -> QuestionTable:
    is_few = 0 < table.n_answered < minimum
    rows = tuple(
        hidden_row(row, table.level, TOO_FEW if is_few else SMALL_CELLS) if is_hidden else row
        for row, is_hidden in zip(table.rows, hidden, strict=True)
    )
    found = replace(table, rows=rows)
    if is_few:
        ranking = tuple(
            replace(one, n_ranked=None, mean_rank=nan, borda=_nothing(table.level), reason=TOO_FEW)
            for one in table.ranking
        )
        return replace(found, scale=None, number=None, ranking=ranking, reason=TOO_FEW)
    return replace(found, scale=None) if hidden.any() else found


def hidden_row(row: AnswerRow, level: float, reason: str = SMALL_CELLS) -> AnswerRow:
    """Return a row without its figures."""
    return replace(row, n=None, weighted_n=nan, share=_nothing(level), reason=reason)


def _unweighted(row: AnswerRow) -> AnswerRow:
    return replace(row, weighted_n=nan, share=_nothing(row.share.level), reason=SMALL_CELLS)


def _nothing(level: float) -> Interval:
    return Interval(nan, nan, nan, level)
