"""What an item's figures say, in plain words, for a reader who has never seen an item-rest correlation.

A flag names what to look at; it condemns nothing. The limits are custom: below 0.2 an item separates little, above
95 % solved it separates hardly anybody.
"""

from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix

FEW_PERSONS = 30
VERY_EASY, VERY_HARD, WEAK = 0.95, 0.15, 0.2


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one item that flags are read off; `copy_of` names an earlier item of equal scores."""

    item: str
    n: int
    mean: float | None
    most: int
    sd: float | None
    item_rest: float | None
    item_rest_ends: tuple[float, float] | None
    copy_of: str = ""
    n_persons: int = 0


def item_flags(figures: ItemFigures) -> tuple[Note, ...]:
    """Return what has to be said of one item, the gravest first."""
    if figures.mean is None:
        return (Note("item-without-answer", {"item": figures.item}),)
    flags = [*_of_difficulty(figures), *_of_rest(figures)]
    # With few people in all, the matrix says so once for all items.
    if figures.n < FEW_PERSONS <= figures.n_persons:
        flags.append(Note("item-few-answers", {"item": figures.item, "count": figures.n}))
    if figures.copy_of:
        flags.append(Note("columns-equal", {"item": figures.item, "other": figures.copy_of}))
    return tuple(flags)


def _of_difficulty(figures: ItemFigures) -> list[Note]:
    share = (figures.mean or 0.0) / figures.most
    item = {"item": figures.item}
    if share == 0:
        return [Note("item-nobody-solved-classical", item)]
    if share == 1:
        return [Note("item-everybody-solved-classical", item)]
    if not figures.sd:
        return [Note("item-constant", item)]
    if share > VERY_EASY:
        return [Note("item-very-easy", {**item, "percent": round(100 * share)})]
    if share < VERY_HARD:
        return [Note("item-very-hard", {**item, "percent": round(100 * share)})]
    return []


def _of_rest(figures: ItemFigures) -> list[Note]:
    rest, ends = figures.item_rest, figures.item_rest_ends
    item = {"item": figures.item}
    if rest is None:
        return [Note("item-rest-undefined", item)] if figures.sd else []
    shown = {**item, "correlation": f"{rest:.2f}"}
    if rest < 0:
        is_sure = ends is not None and ends[1] < 0
        return [Note("item-key-suspect" if is_sure else "item-rest-negative", shown)]
    return [Note("item-weak", shown)] if rest < WEAK else []


def equal_columns(matrix: ScoreMatrix) -> dict[int, int]:
    """Return item -> earlier item (positions) of the same points for everybody; columns that don't vary stand out."""
    first: dict[bytes, int] = {}
    copies: dict[int, int] = {}
    if matrix.n_persons < 3:
        return copies
    # The first people part nearly every two columns; only the rest are compared whole.
    head = matrix.scores[:2000]
    for at in range(matrix.n_items):
        column = head[:, at]
        earlier = first.setdefault(column.tobytes(), at)
        if earlier != at and _same(matrix, earlier, at):
            copies[at] = earlier
    return copies


def _same(matrix: ScoreMatrix, one: int, other: int) -> bool:
    column = matrix.scores[:, one]
    varies = bool(np.fmax.reduce(column) > np.fmin.reduce(column))
    return varies and np.array_equal(column, matrix.scores[:, other], equal_nan=True)


def matrix_notes(matrix: ScoreMatrix, n_persons: int) -> tuple[Note, ...]:
    """Return what has to be said of all figures: people without an answer, and few people."""
    notes = []
    if n_persons < matrix.n_persons:
        notes.append(Note("person-without-answer", {"count": matrix.n_persons - n_persons}))
    if n_persons < FEW_PERSONS:
        notes.append(Note("few-persons", {"count": n_persons}))
    return tuple(notes)
