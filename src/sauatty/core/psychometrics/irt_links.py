"""Whether items and groups hang together: without common items or people two scales can't be compared."""

from collections.abc import Collection

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sauatty.core.psychometrics.irt_answers import Answers, IntArray
from sauatty.core.psychometrics.irt_kernel import product
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.rasch import ScoreTable
from sauatty.core.statistics import BoolArray

SMALL_GROUP = 30


def linked_groups(answers: Answers, anchors: Collection[str]) -> BoolArray:
    """Say which groups are linked by items, directly or through others, with the first group or with an anchor."""
    asked = answers.counts.sum(axis=2) > 0
    groups, items = np.nonzero(asked)
    parts = _parts(groups, items + len(asked), sum(asked.shape))
    own = parts[: len(asked)]
    held = [parts[len(asked) + number] for number, item in enumerate(answers.items) if item in anchors]
    return np.isin(own, held or [own[0]])


def group_notes(answers: Answers, is_linked: BoolArray) -> tuple[Note, ...]:
    """Name the groups that nothing links, and those too small for a mean of their own."""
    loose = (name for name, linked in zip(answers.groups, is_linked, strict=True) if not linked)
    sizes = zip(answers.groups, answers.group_sizes, strict=True) if len(answers.groups) > 1 else ()
    small = ((name, size) for name, size in sizes if size < SMALL_GROUP)
    return (
        *(Note("groups-not-linked", {"group": name}) for name in loose),
        *(Note("group-too-small", {"group": name, "count": size}) for name, size in small),
    )


def item_notes(answers: Answers, tables: Collection[ScoreTable]) -> tuple[Note, ...]:
    """Name a pair of items from sets that nobody took together: given raw scores nothing compares them."""
    together = [(number, int(column)) for number, table in enumerate(tables) for column in table.columns]
    return _notes(answers, together, "items-not-linked")


def marginal_item_notes(answers: Answers) -> tuple[Note, ...]:
    """Name such a pair where the likelihood takes all people of a group as drawn from one distribution."""
    together = []
    for number, block in enumerate(answers.blocks):
        if block.has_holes:
            asked = (block.codes >= 0).astype(np.float32)
            one, other = np.nonzero(np.triu(product(asked.T, asked), 1))
            pairs = np.concatenate([one, other])
            numbers = len(answers.blocks) + number * len(pairs) + np.tile(np.arange(len(one)), 2)
            together += list(zip(numbers.tolist(), pairs.tolist(), strict=True))
        else:
            together += [(number, int(column)) for column in block.columns]
    return _notes(answers, together, "items-linked-by-people")


def _notes(answers: Answers, together: list[tuple[int, int]], code: str) -> tuple[Note, ...]:
    """Name the first item of every part beside the first of all; `together` is (number of a set, item)."""
    n_items = len(answers.items)
    sets, columns = (np.array(each, np.intp) for each in zip(*together, strict=True))
    parts = _parts(sets + n_items, columns, n_items + int(sets.max()) + 1)[:n_items]
    firsts = sorted({int(np.flatnonzero(parts == part)[0]) for part in set(parts.tolist())})
    return tuple(
        Note(code, {"item": answers.items[0], "other": answers.items[number]}) for number in firsts if number
    )


def _parts(one: IntArray, other: IntArray, n: int) -> IntArray:
    """Return the number of the connected part of each node."""
    edges = coo_array((np.ones(len(one)), (one, other)), shape=(n, n))
    return np.asarray(connected_components(edges, directed=False)[1])
