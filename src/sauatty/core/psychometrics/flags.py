"""What an item's figures say, in plain words, for a reader who has never seen an item-rest correlation.

A flag names what to look at; it condemns nothing. The limits are custom: below 0.2 an item separates little, above
95 % solved it separates hardly anybody.
"""

from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

FEW_PERSONS = 30
LEAST_PERSONS = 5  # with fewer, a correlation says nothing
VERY_EASY, VERY_HARD, WEAK = 0.95, 0.15, 0.2


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one item that flags are read off; `copy_of` names an earlier item of equal scores.

    `n_pairs` are the people who have both, None where the columns are equal for everybody.
    """

    item: str
    n: int
    mean: float | None
    most: int
    sd: float | None
    item_rest: float | None
    item_rest_ends: tuple[float, float] | None
    copy_of: str = ""
    n_pairs: int | None = None
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
        flags.append(copy_note(figures.item, figures.copy_of, figures.n_pairs))
    return tuple(flags)


def copy_note(item: str, other: str, n_pairs: int | None) -> Note:
    """Return what has to be said of a column that another one equals; `n_pairs` None = for everybody."""
    names = {"item": item, "other": other}
    if n_pairs is None:
        return Note("columns-equal", names)
    return Note("columns-equal-filled", {**names, "count": n_pairs})


def copy_notes(matrix: ScoreMatrix) -> tuple[Note, ...]:
    """Return a note for each column that equals an earlier one."""
    items = matrix.items
    return tuple(
        copy_note(items[at], items[other], pairs_of(matrix, other, at))
        for at, other in equal_columns(matrix).items()
    )


def pairs_of(matrix: ScoreMatrix, one: int, other: int) -> int | None:
    """Return how many people have both columns; None if the columns are filled for the same people."""
    filled = ~np.isnan(matrix.scores[:, [one, other]])
    return None if np.array_equal(filled[:, 0], filled[:, 1]) else int(filled.all(axis=1).sum())


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
    if figures.n_persons and figures.n_persons < LEAST_PERSONS:
        return []
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
    return copies | _copies_with_holes(matrix, copies)


def _copies_with_holes(matrix: ScoreMatrix, known: dict[int, int]) -> dict[int, int]:
    """Return columns that agree with an earlier one wherever both are filled, for five people at least."""
    has_holes = np.asarray(np.isnan(matrix.scores).any(axis=0), bool)
    columns = [at for at in range(matrix.n_items) if at not in known]
    found: dict[int, int] = {}
    for at in columns:
        earlier = (one for one in columns if one < at and (has_holes[one] or has_holes[at]))
        other = next((one for one in earlier if _agree(matrix.scores, one, at)), None)
        if other is not None:
            found[at] = other
    return found


def _agree(scores: FloatArray, one: int, other: int) -> bool:
    head = scores[:50, one], scores[:50, other]
    if ((head[0] != head[1]) & ~np.isnan(head[0]) & ~np.isnan(head[1])).any():
        return False
    first, second = scores[:, one], scores[:, other]
    both = ~np.isnan(first) & ~np.isnan(second)
    first, second = first[both], second[both]
    return len(first) >= LEAST_PERSONS and bool(np.ptp(first) > 0) and np.array_equal(first, second)


def sum_columns(matrix: ScoreMatrix) -> list[int]:
    """Return the columns that are the sum of all others for everybody who was asked everything (five at least)."""
    whole = matrix.scores[~np.isnan(matrix.scores).any(axis=1)]
    if len(whole) < LEAST_PERSONS or matrix.n_items < 3:
        return []
    is_sum = (whole * 2 == whole.sum(axis=1, keepdims=True)).all(axis=0) & (np.ptp(whole, axis=0) > 0)
    return [int(at) for at in np.flatnonzero(is_sum)]


def _same(matrix: ScoreMatrix, one: int, other: int) -> bool:
    column = matrix.scores[:, one]
    varies = bool(np.fmax.reduce(column) > np.fmin.reduce(column))
    return varies and np.array_equal(column, matrix.scores[:, other], equal_nan=True)


def matrix_notes(matrix: ScoreMatrix, n_persons: int) -> tuple[Note, ...]:
    """Return what has to be said of all figures: people without an answer, and few people."""
    notes = []
    if n_persons < matrix.n_persons:
        notes.append(Note("person-without-answer", {"count": matrix.n_persons - n_persons}))
    notes += [Note("column-is-sum", {"item": matrix.items[at]}) for at in sum_columns(matrix)[:1]]
    if n_persons < FEW_PERSONS:
        notes.append(Note("few-persons", {"count": n_persons}))
    return tuple(notes)
