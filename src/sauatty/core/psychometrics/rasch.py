"""What the Rasch family needs of the answers: where all discriminations are 1 the raw score says everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.irt_answers import Answers, Block, Codes, IntArray, patterns
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """People who were asked the same items: `people[r]` of them have the raw score r."""

    group: int
    columns: IntArray
    people: FloatArray


def score_tables(blocks: Sequence[Block], max_scores: Sequence[int]) -> list[ScoreTable]:
    """Return a table for each group and set of items."""
    return [table for block in blocks for table in _tables(block, np.array(max_scores, np.intp))]


def _tables(block: Block, most: IntArray) -> Iterator[ScoreTable]:
    """Return the tables of one block: several where it has holes."""
    if not block.has_holes:
        people = np.zeros(int(most[block.columns].sum()) + 1)
        for codes, weights in block.chunks():
            people += np.bincount(raw_scores(codes), weights, len(people))
        yield ScoreTable(block.group, block.columns, people)
        return
    asked, of_row, sizes = patterns(block.codes >= 0)
    scores = raw_scores(np.where(block.codes >= 0, block.codes, 0).astype(np.int8))
    rows_of = np.split(np.argsort(of_row, kind="stable"), np.cumsum(sizes)[:-1])
    for mask, rows in zip(asked, rows_of, strict=True):
        columns = np.flatnonzero(mask)
        found = np.bincount(scores[rows], minlength=int(most[columns].sum()) + 1)
        yield ScoreTable(block.group, columns, found.astype(float))


def raw_scores(codes: Codes) -> IntArray:
    """Return the raw score of each row (no holes)."""
    singles = codes.astype(np.float32) @ np.ones(codes.shape[1], np.float32)
    return singles.astype(np.intp)


def by_raw_score(block: Block, max_scores: Sequence[int]) -> Block:
    """Return a block with one row for each raw score that occurs: some way to reach it, which one does not matter."""
    if block.has_holes:
        return block
    most = np.array(max_scores, np.intp)[block.columns]
    people = next(_tables(block, np.array(max_scores, np.intp))).people
    scores = np.flatnonzero(people)
    before = np.cumsum(most) - most
    codes = np.clip(scores[:, None] - before, 0, most).astype(np.int8)
    return Block(block.group, block.columns, codes, False, people[scores])


def without_extremes(
    tables: Sequence[ScoreTable], counts: FloatArray, max_scores: Sequence[int]
) -> tuple[list[ScoreTable], FloatArray]:
    """Leave out people with no or all points, who say nothing of the items once their raw score is given."""
    kept, inside, most = [], counts.copy(), np.array(max_scores, np.intp)
    for table in tables:
        people = table.people.copy()
        inside[table.columns, 0] -= people[0]
        inside[table.columns, most[table.columns]] -= people[-1]
        people[0] = people[-1] = 0.0
        if people.any():
            kept.append(ScoreTable(table.group, table.columns, people))
    return kept, inside


def inside_counts(answers: Answers) -> FloatArray:
    """Return the counts of scores (n_items, most points + 1) without people at either end."""
    tables = score_tables(answers.blocks, answers.max_scores)
    return without_extremes(tables, answers.counts.sum(axis=0), answers.max_scores)[1]
