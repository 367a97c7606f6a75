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

    Those without a group are protected like a group of their own: what the groups leave of the whole is theirs.
    The median and mean of a scale are left out of a group in which a cell is hidden, as they are one more equation
    about the hidden counts. With weights the weighted share of an answer is left out of the whole where the answer
    is hidden in a group: those who know what each group weighs could work the hidden counts out from it.
    """
    if not groups:
        return whole
    hidden = hidden_of(whole, groups, minimum)
    kept = tuple(_group(one, cells, minimum) for one, cells in zip(groups, hidden[:-1], strict=True))
    kept = _ranked(whole, _numbered(whole, kept, minimum), minimum)
    if not (whole.is_weighted and hidden.any()):
        return replace(whole, groups=kept)
    is_hidden = [bool(column.any()) for column in hidden.T]
    rows = tuple(_unweighted(row) if is_in else row for row, is_in in zip(whole.rows, is_hidden, strict=True))
    return replace(whole, rows=rows, groups=kept)


def hidden_of(whole: QuestionTable, groups: Sequence[QuestionTable], minimum: int) -> BoolArray:
    """Return the hidden cells, of shape (n_groups + 1, n_answers); the last row is of those without a group."""
    counts = _with_rest([[row.n or 0 for row in one.rows] for one in (*groups, whole)])
    if not counts.size:
        return np.zeros(counts.shape, dtype=np.bool_)
    if not whole.is_multiple:
        return _both_ways(counts, minimum)
    # Each choice is a table of its own: taken by some, not taken by the others.
    answered = _with_rest([one.n_answered for one in (*groups, whole)])
    found = [hidden_choice(taken, answered, minimum) for taken in counts.T]
    return np.array(found, dtype=np.bool_).T


def _both_ways(counts: IntTable, minimum: int) -> BoolArray:
    """Return the hidden cells of a table that may be read on its side too, the attribute by the question.

    Each way has cells of its own that protect the small ones: who has both tables would lay one over the other.
    So whatever one of them hides is hidden in both. On its side the table stands without those who have no group,
    as their counts are the missing answers there.
    """
    hidden = hidden_cells(counts, minimum)
    hidden[:-1] |= hidden_cells(np.ascontiguousarray(counts[:-1].T), minimum).T
    return hidden


def _with_rest(counts: Sequence[object]) -> IntTable:
    """Return counts of groups, whose last is that of the whole, with what the groups leave of it in its place."""
    found = np.array(counts, dtype=np.int64)
    found[-1] -= found[:-1].sum(axis=0)
    return found


def hidden_choice(taken: IntTable, answered: IntTable, minimum: int) -> BoolArray:
    """Return the groups in which the count of one choice of a multiple question is hidden."""
    counts = np.stack([taken, answered - taken], axis=1)
    is_small = np.stack([(taken > 0) & (taken < minimum), np.zeros_like(taken, dtype=np.bool_)], axis=1)
    return np.asarray(hidden_cells(counts, minimum, is_small).any(axis=1), dtype=np.bool_)


def hidden_middles(counts: IntTable, minimum: int) -> BoolArray:
    """Return the groups of which no mean or quartile of a number is shown.

    Those of fewer than twice the minimum: a quartile of five is somebody's answer. As the mean of the whole is
    known, what is hidden together has at least so many respondents, and is never one group alone.
    """
    least = 2 * minimum
    hidden = np.asarray((counts > 0) & (counts < least), dtype=np.bool_)
    for place in map(int, np.argsort(counts, kind="stable")):
        if not hidden.any() or (hidden.sum() > 1 and counts[hidden].sum() >= least):
            break
        hidden[place] |= counts[place] > 0
    return hidden


def _numbered(
    whole: QuestionTable, groups: tuple[QuestionTable, ...], minimum: int
) -> tuple[QuestionTable, ...]:
    if whole.number is None:
        return groups
    hidden = hidden_middles(_with_rest([one.n_answered for one in (*groups, whole)]), minimum)
    return tuple(
        replace(one, number=None, reason=one.reason or TOO_FEW) if is_hidden else one
        for one, is_hidden in zip(groups, hidden[:-1], strict=True)
    )


def _ranked(
    whole: QuestionTable, groups: tuple[QuestionTable, ...], minimum: int
) -> tuple[QuestionTable, ...]:
    """Hide the ranks of a choice that few ranked, and of as many more groups as protect them."""
    if not whole.ranking:
        return groups
    n_ranked = _with_rest([[row.n_ranked or 0 for row in one.ranking] for one in (*groups, whole)])
    answered = _with_rest([one.n_answered for one in (*groups, whole)])
    hidden = np.array([hidden_choice(one, answered, minimum) for one in n_ranked.T], dtype=np.bool_).T
    return tuple(_with_ranks(one, cells) for one, cells in zip(groups, hidden[:-1], strict=True))


def _with_ranks(table: QuestionTable, hidden: BoolArray) -> QuestionTable:
    nothing = _nothing(table.level)
    rows = tuple(
        replace(row, n_ranked=None, mean_rank=nan, borda=nothing, reason=SMALL_CELLS) if is_hidden else row
        for row, is_hidden in zip(table.ranking, hidden, strict=True)
    )
    return replace(table, ranking=rows)


def protected(tables: Sequence[QuestionTable], minimum: int = MINIMUM_CELL) -> tuple[QuestionTable, ...]:
    """Return tables of few respondents, such as those of one library, with their small counts hidden.

    As no group stands beside them, the number of those who answered is the only total that gives something away.
    """
    return tuple(_protected(replace(one, groups=()), minimum) for one in tables)


def _protected(table: QuestionTable, minimum: int) -> QuestionTable:
    counts = np.array([row.n or 0 for row in table.rows], dtype=np.int64)
    is_few = np.full(len(counts), 0 < table.n_answered < minimum, dtype=np.bool_)
    # A choice of a multiple question stands alone: who takes another one as well is not known.
    hide = _small if table.is_multiple else hidden_answers
    found = _group(table, hide(counts, minimum) | is_few, minimum)
    ranked = np.array([row.n_ranked or 0 for row in table.ranking], dtype=np.int64)
    found = _with_ranks(found, _small(ranked, minimum) | is_few[: len(ranked)])
    if found.number and table.n_answered < 2 * minimum:
        return replace(found, number=None, reason=TOO_FEW)
    return found


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


def _group(table: QuestionTable, hidden: BoolArray, minimum: int) -> QuestionTable:
    is_few = 0 < table.n_answered < minimum
    reason = TOO_FEW if is_few else SMALL_CELLS
    rows = tuple(
        hidden_row(row, table.level, reason) if is_hidden else row
        for row, is_hidden in zip(table.rows, hidden, strict=True)
    )
    found = replace(table, rows=rows, scale=None if hidden.any() else table.scale)
    return replace(found, number=None, reason=TOO_FEW) if is_few else found


def hidden_row(row: AnswerRow, level: float, reason: str = SMALL_CELLS) -> AnswerRow:
    """Return a row without its figures."""
    return replace(row, n=None, weighted_n=nan, share=_nothing(level), reason=reason)


def _unweighted(row: AnswerRow) -> AnswerRow:
    return replace(row, weighted_n=nan, share=_nothing(row.share.level), reason=SMALL_CELLS)


def _nothing(level: float) -> Interval:
    return Interval(nan, nan, nan, level)
