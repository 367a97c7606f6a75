"""Answers as numbers from 0 to 1, and groups of respondents."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question
from sauatty.core.errors import AttributeUnknown
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import BoolArray, FloatArray, Interval, wilson_interval, wilson_share
from sauatty.core.statistics.weighted import effective_n
from sauatty.core.surveys.asked import Asked
from sauatty.core.surveys.small_cells import MINIMUM_CELL

LANGUAGE = "language"


def scores_of(question: Question) -> dict[str, float]:
    """Return what each choice of a question counts, 0-1; choices without a score are left out."""
    return {one.code: one.score for one in question.choices if one.score is not None}


def scored_column(question: Question, answers: Iterable[str]) -> FloatArray:
    """Return one score per answer to a single question, a scale or a row of a matrix; `nan` without one."""
    scores = scores_of(question)
    return np.array([scores.get(one, nan) for one in answers], dtype=np.float64)


def scored_share(question: Question, answers: Iterable[str]) -> FloatArray:
    """Return for a multiple question the scores chosen as a share of all that could be; `nan` unanswered."""
    scores = scores_of(question)
    most = sum(scores.values())
    if not most:
        return np.array([nan for _ in answers], dtype=np.float64)
    seen: dict[str, float] = {"": nan}
    for one in answers if isinstance(answers, tuple | list) else (answers := tuple(answers)):
        if one not in seen:
            seen[one] = sum(scores.get(code, 0.0) for code in one.split()) / most
    return np.array([seen[one] for one in answers], dtype=np.float64)


def choice_of(question: Question, code: str) -> Choice | None:
    """Return a choice by its code."""
    return next((one for one in question.choices if one.code == code), None)


def weights_of(table: ResponseTable) -> FloatArray:
    """Return the weights of the responses with mean 1; all 1 where nobody weighted."""
    if not table.weights or not len(table):
        return np.ones(len(table))
    weights = np.asarray(table.weights, dtype=np.float64)
    return np.asarray(weights / weights.mean(), dtype=np.float64)


def weighted_share(is_counted: BoolArray, among: BoolArray, weights: FloatArray) -> Interval:
    """Return the weighted share of `is_counted` in `among`, with Wilson's interval on Kish's effective n [1]_.

    References
    ----------
    .. [1] Kish, L. (1965). Survey Sampling. Wiley, section 11.7.
    """
    own = weights[among]
    if not own.size or own.sum() == 0:
        return wilson_interval(0, 0)
    if np.ptp(own) == 0:
        return wilson_interval(int(is_counted[among].sum()), int(among.sum()))
    return wilson_share(float(own[is_counted[among]].sum() / own.sum()), effective_n(own))


def relevant_answers(instrument: Instrument, table: ResponseTable) -> ResponseTable:
    """Return the responses without answers to questions that their own answers led past."""
    asked = Asked(instrument, table)
    kept = {
        name: _relevant(asked, name, column) if instrument.question(name) else column
        for name, column in table.columns.items()
    }
    return replace(table, columns=kept)


def _relevant(asked: Asked, name: str, column: tuple[str, ...]) -> tuple[str, ...]:
    question = asked.instrument.question(name)
    is_relevant = np.ones(len(column), dtype=np.bool_) if question is None else asked.is_relevant(question)
    if is_relevant.all():
        return column
    return tuple(one if own else "" for one, own in zip(column, is_relevant, strict=True))


# --- groups ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """The respondents of one value of an attribute. `is_hidden`: too few to be shown, or needed to hide others."""

    key: str
    members: BoolArray
    is_hidden: bool

    @property
    def n(self) -> int:
        """Return the number of respondents."""
        return int(self.members.sum())


def check_attribute(instrument: Instrument, by: str) -> None:
    """Raise AttributeUnknown if there is nothing to group by under a name; '' is no name."""
    if by and by != LANGUAGE and instrument.question(by) is None:
        known = ", ".join(one.id for one in instrument.with_role("attribute"))
        raise AttributeUnknown(instrument=instrument.id, name=by, known=known)


def groups_of(
    table: ResponseTable, by: str, minimum: int = MINIMUM_CELL, *, among: BoolArray | None = None
) -> tuple[Group, ...]:
    """Return the groups of an attribute (the name of a question, or 'language'), '' being those who gave none.

    Groups under `minimum` are hidden, and as many more as it takes: what the shown ones leave of the total is then
    never one group alone, nor fewer respondents than the minimum. Only those `among` whom figures are made count.
    """
    column = np.array(table.languages if by == LANGUAGE and table.languages else table.column(by))
    counted = np.ones(len(table), dtype=np.bool_) if among is None else among
    sizes = {key: int(((column == key) & counted).sum()) for key in sorted(set(column.tolist()))}
    hidden = {key for key, n in sizes.items() if 0 < n < minimum}
    for key in sorted((one for one, n in sizes.items() if n >= minimum), key=lambda one: (sizes[one], one)):
        if not hidden or (len(hidden) > 1 and sum(sizes[one] for one in hidden) >= minimum):
            break
        hidden.add(key)
    return tuple(Group(key, np.asarray(column == key), key in hidden or not sizes[key]) for key in sizes)


def group_label(instrument: Instrument, by: str, key: str, language: str) -> str:
    """Return what a group is called; its key where the instrument does not say."""
    question = instrument.question(by)
    choice = choice_of(question, key) if question and key != OTHER else None
    return choice.label.text(language) if choice else key
