"""The matrix of scores as the estimation wants it: checked, one byte an answer, in blocks of like people.

A block holds people of one group who were asked the same items, so that within it nothing is missing; where nearly
everybody was asked something else, a block keeps the holes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import GroupsDoNotFit, ScoresUnusable
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray

CHUNK = 8192  # rows at a time: a chunk of 40 items stays in the processor's cache
FEW_PERSONS = 100
PATTERNS_KEPT_APART = 64
ROWS_WORTH_A_BLOCK = 256
Codes = NDArray[np.int8]
IntArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Block:
    """People of one group: `codes` is rows × columns, -1 = not asked (only where `has_holes`)."""

    group: int
    columns: IntArray
    codes: Codes
    has_holes: bool
    weights: FloatArray | None = None  # how many people stand behind a row; None = one each

    @property
    def n(self) -> float:
        """Return the number of people."""
        return float(len(self.codes) if self.weights is None else self.weights.sum())

    def chunks(self) -> Iterator[tuple[Codes, FloatArray | None]]:
        """Yield codes and weights, some thousands of rows at a time."""
        for start in range(0, len(self.codes), CHUNK):
            part = slice(start, start + CHUNK)
            yield self.codes[part], None if self.weights is None else self.weights[part]


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that the estimation needs to know of a matrix.

    `counts` is (n_groups, n_items, most points + 1): people of each group with each score.
    """

    items: tuple[str, ...]
    max_scores: tuple[int, ...]
    groups: tuple[str, ...]
    group_sizes: tuple[int, ...]
    blocks: tuple[Block, ...]
    counts: FloatArray
    notes: tuple[Note, ...]

    @property
    def n_persons(self) -> int:
        """Return the number of people with an answer."""
        return sum(self.group_sizes)


def answers_of(matrix: ScoreMatrix, groups: Sequence[str] | None = None) -> Answers:
    """Check a matrix and cut it into blocks; people without an answer are left out with a note."""
    names, of_person = _groups(matrix, groups)
    codes, has_holes = codes_of(matrix)
    notes: tuple[Note, ...] = ()
    if has_holes:
        with_answer = (codes >= 0).any(axis=1)
        if missing := int(len(codes) - with_answer.sum()):
            notes = (Note("person-without-answer", {"count": missing}),)
            codes, of_person = codes[with_answer], of_person[with_answer]
    sizes = np.bincount(of_person, minlength=len(names))
    blocks = [block for g in range(len(names)) for block in _blocks(codes, of_person, g, has_holes, names)]
    if len(codes) < FEW_PERSONS:
        notes += (Note("few-persons", {"count": len(codes)}),)
    return Answers(
        matrix.items,
        matrix.max_scores,
        names,
        tuple(int(size) for size in sizes),
        tuple(blocks),
        _counts(blocks, len(names), matrix),
        notes,
    )


def _groups(matrix: ScoreMatrix, groups: Sequence[str] | None) -> tuple[tuple[str, ...], IntArray]:
    """Return the names in the order in which they appear, and the number of each person's group."""
    if groups is None:
        return ("all",), np.zeros(matrix.n_persons, np.intp)
    if len(groups) != matrix.n_persons:
        raise GroupsDoNotFit(groups=len(groups), persons=matrix.n_persons)
    numbers = {name: number for number, name in enumerate(dict.fromkeys(groups))}
    return tuple(numbers), np.array([numbers[name] for name in groups], np.intp)


def codes_of(matrix: ScoreMatrix) -> tuple[Codes, bool]:
    """Return the scores as bytes (-1 = missing) and whether anything is missing; raise on a score that is no score."""
    codes = np.empty(matrix.scores.shape, np.int8)
    most = np.array(matrix.max_scores)
    n_holes = 0
    for start in range(0, len(codes), CHUNK):
        part = slice(start, start + CHUNK)
        n_holes += _fill(codes[part], matrix.scores[part], most, matrix, start)
    return codes, n_holes > 0


def _fill(codes: Codes, scores: FloatArray, most: IntArray, matrix: ScoreMatrix, start: int) -> int:
    """Write one chunk of codes and return the number of holes in it."""
    right = np.equal(scores, 1, out=codes.view(np.bool_))
    if np.count_nonzero(right) + np.count_nonzero(scores == 0) == scores.size:
        return 0
    missing = np.isnan(scores)
    with np.errstate(invalid="ignore"):
        codes[...] = np.where(missing, -1, np.clip(scores, -1, 127))
    wrong = ~missing & ((codes != scores) | (codes < 0) | (codes > most))
    if wrong.any():
        row, column = (int(found[0]) for found in np.nonzero(wrong))
        raise ScoresUnusable(
            item=matrix.items[column],
            person=matrix.persons[start + row],
            score=f"{scores[row, column]:g}",
            most=matrix.max_scores[column],
        )
    return int(np.count_nonzero(missing))


def _blocks(
    codes: Codes, of_person: IntArray, group: int, has_holes: bool, names: tuple[str, ...]
) -> Iterator[Block]:
    """Cut one group into blocks of people who were asked the same."""
    own = codes if len(names) == 1 else codes[of_person == group]
    if not len(own):
        return
    every = np.arange(codes.shape[1])
    if not has_holes:
        yield tabulated(Block(group, every, own, False))
        return
    asked, of_row, sizes = patterns(own >= 0)
    if len(asked) > max(PATTERNS_KEPT_APART, len(own) // ROWS_WORTH_A_BLOCK):
        yield Block(group, every, own, True)
        return
    order = np.argsort(of_row, kind="stable")
    for mask, rows in zip(asked, np.split(order, np.cumsum(sizes)[:-1]), strict=True):
        columns = np.flatnonzero(mask)
        yield tabulated(Block(group, columns, own[np.ix_(rows, columns)], False))


def patterns(rows: BoolArray) -> tuple[BoolArray, IntArray, IntArray]:
    """Return the different rows, the number of its kind for each row, and how many there are of each kind."""
    packed = np.ascontiguousarray(np.packbits(rows, axis=1))
    whole = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, of_row, sizes = np.unique(whole, return_index=True, return_inverse=True, return_counts=True)
    return rows[first], of_row.ravel(), sizes


def tabulated(block: Block) -> Block:
    """Return the block with like rows counted instead of repeated, where that at least halves it.

    With many items nearly every row is unique and sorting would be for nothing, so a sample is looked at first.
    """
    codes = block.codes
    if block.has_holes or len(codes) < CHUNK or codes.max(initial=0) > 1:
        return block
    sample = codes[:: len(codes) // 2048] == 1
    if len(patterns(sample)[0]) > len(sample) // 2:
        return block
    rows, _, sizes = patterns(codes == 1)
    return Block(block.group, block.columns, rows.view(np.int8), False, sizes.astype(float))


def _counts(blocks: Sequence[Block], n_groups: int, matrix: ScoreMatrix) -> FloatArray:
    """Count scores by group and item."""
    counts = np.zeros((n_groups, matrix.n_items, max(matrix.max_scores) + 1))
    for block in blocks:
        for codes, weights in block.chunks():
            for score in range(counts.shape[2]):
                counts[block.group, block.columns, score] += _with_score(codes, weights, score)
    return counts


def _with_score(codes: Codes, weights: FloatArray | None, score: int) -> FloatArray:
    """Count the rows of each column that have one score."""
    found = (codes == score).astype(np.float32)
    return np.asarray((np.ones(len(codes)) if weights is None else weights).astype(np.float32) @ found, float)
