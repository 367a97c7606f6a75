"""From the files of a test to the matrix of points: what the command line and the import of results start from.

The tables are read by `core.exchange.test_scores`, which knows nothing of matrices (it stands below).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from sauatty.core.errors import ScoreNoNumber, ScoresUnusable, TableInvalid
from sauatty.core.exchange.test_scores import (
    MAX_POINTS,
    LetterTable,
    ScoreTable,
    check_key,
    read_letters,
    read_points,
    read_score_table,
)
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray


def read_scores(content: bytes, name: str, max_scores: Mapping[str, int] | None = None) -> ScoreMatrix:
    """Read SCORES; the most points of an item are those of `max_scores`, else what somebody got, 1 at least.

    Raises
    ------
    ScoreNoNumber
        A cell with a part of a point; other refusals as `read_score_table`.
    ScoresUnusable
        More points than `max_scores` names for the item.
    """
    table = read_score_table(content, name)
    _check_whole(table, name)
    most = max_scores or {}
    tops = [int(top) for top in _tops(table.scores)]
    _check_most(table, tops, most)
    return ScoreMatrix(
        table.scores,
        table.persons,
        table.items,
        tuple(max(1, top, most.get(item, 1)) for item, top in zip(table.items, tops, strict=True)),
    )


def read_most_points(content: bytes, name: str) -> dict[str, int]:
    """Read the most points of items: what the scores alone don't show where nobody got them all.

    Raises
    ------
    TableInvalid
        No whole number from 1; other refusals as `read_key`.
    """
    found = read_points(content, name)
    for line, (item, text) in enumerate(found.items(), 2):
        if not text.isdecimal() or not 1 <= int(text) <= MAX_POINTS:
            problem = f"'{text[:40]}' is no number of points from 1 to {MAX_POINTS}, for '{item[:60]}'"
            raise TableInvalid(name=name, line=line, problem=problem)
    return {item: int(text) for item, text in found.items()}


def read_responses(content: bytes, name: str, key: Mapping[str, str], key_name: str) -> ScoreMatrix:
    """Read RESPONSES and score them by the key; refusals as `read_letters` and `check_key`."""
    return score_letters(read_letters(content, name), key, key_name)


def score_letters(table: LetterTable, key: Mapping[str, str], key_name: str = "key") -> ScoreMatrix:
    """Return 1 for the right option, 0 for another and nan where nothing was chosen.

    Raises
    ------
    KeyItemsUnknown, KeyMissing
        The key does not fit the items.
    """
    check_key(table.items, key, key_name)
    right = np.array([key[item] for item in table.items], dtype=np.str_)
    scores = (table.letters == right).astype(float)
    scores[table.letters == ""] = np.nan
    return ScoreMatrix(scores, table.persons, table.items, (1,) * len(table.items))


def _tops(scores: FloatArray) -> FloatArray:
    return np.asarray(np.fmax.reduce(scores, axis=0, initial=0.0), float)


def _check_most(table: ScoreTable, tops: Sequence[int], most: Mapping[str, int]) -> None:
    for column, (item, top) in enumerate(zip(table.items, tops, strict=True)):
        if top > most.get(item, top):
            row = int(np.flatnonzero(table.scores[:, column] > most[item])[0])
            score = f"{table.scores[row, column]:g}"
            raise ScoresUnusable(item=item, score=score, person=table.persons[row], most=most[item])


def _check_whole(table: ScoreTable, name: str) -> None:
    parts = np.argwhere(~np.isnan(table.scores) & (table.scores % 1 != 0))
    if len(parts):
        row, column = (int(at) for at in parts[0])
        value = f"{table.scores[row, column]:g}"
        raise ScoreNoNumber(name=name, line=row + 2, value=value, item=table.items[column])
