"""Whether items and groups hang together: without common items or people two scales can't be compared."""

from collections.abc import Collection

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sauatty.core.psychometrics.irt_answers import Answers, IntArray
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.rasch import ScoreTable
from sauatty.core.statistics import BoolArray


def linked_groups(answers: Answers, anchors: Collection[str]) -> BoolArray:
    """Say which groups are linked by items, directly or through others, with the first group or with an anchor."""
    asked = answers.counts.sum(axis=2) > 0
    groups, items = np.nonzero(asked)
    parts = _parts(groups, items + len(asked), sum(asked.shape))
    own = parts[: len(asked)]
    held = [parts[len(asked) + number] for number, item in enumerate(answers.items) if item in anchors]
    return np.isin(own, held or [own[0]])


def group_notes(answers: Answers, is_linked: BoolArray) -> tuple[Note, ...]:
    """Name the groups that nothing links."""
    return tuple(
        Note("groups-not-linked", {"group": name})
        for name, linked in zip(answers.groups, is_linked, strict=True)
        if not linked
    )


def item_notes(answers: Answers, tables: Collection[ScoreTable]) -> tuple[Note, ...]:
    """Name a pair of items from sets that nobody took together: given raw scores nothing compares them."""
    rows = [(number, column) for number, table in enumerate(tables) for column in table.columns]
    n_items = len(answers.items)
    table_numbers, columns = (np.array(each, np.intp) for each in zip(*rows, strict=True))
    parts = _parts(table_numbers + n_items, columns, n_items + len(tables))[:n_items]
    return tuple(
        Note("items-not-linked", {"item": answers.items[0], "other": answers.items[number]})
        for number in sorted({int(np.flatnonzero(parts == part)[0]) for part in set(parts.tolist())})
        if number
    )


def _parts(one: IntArray, other: IntArray, n: int) -> IntArray:
    """Return the number of the connected part of each node."""
    edges = coo_array((np.ones(len(one)), (one, other)), shape=(n, n))
    return np.asarray(connected_components(edges, directed=False)[1])
