"""Which counts of a table are hidden, so that no small one can be worked out from the totals."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sauatty.core.statistics import BoolArray

IntTable = NDArray[np.int64]
MINIMUM_CELL = 5
# What it costs to hide a cell that need not be hidden for itself: rather one large cell than two small ones,
# rather a small one than a large one, and an empty one only where no other will do.
_COST, _COST_OF_EMPTY = 1.0, 40.0

Cell = tuple[int, int]
# A row or a column of the table: (0, row) or (1, column), and whether the way there went over an empty cell.
Node = tuple[int, int, bool]


def hidden_cells(
    counts: IntTable, minimum: int = MINIMUM_CELL, is_small: BoolArray | None = None
) -> BoolArray:
    """Return which cells of a table of groups by answers are hidden.

    Hidden are counts from 1 to under `minimum`, everything of a group that has fewer answers than that, and so
    many more cells that nobody can work out a hidden one by subtracting what is shown from the totals.

    Parameters
    ----------
    counts : ndarray of shape (n_groups, n_answers)
        Whole counts. Both margins are taken to be known to everybody.
    minimum : int
        The smallest count that is shown; 0 and 1 hide nothing.
    is_small : ndarray of bool, optional
        The cells to hide for themselves, where it is not every small one.

    Returns
    -------
    ndarray of bool
        Of the shape of `counts`.

    Notes
    -----
    With fixed margins a cell can have another value exactly if it lies on a cycle of cells along which 1 can be
    added and taken away in turns without any cell falling under its lower bound (Gusfield 1988 [1]_). Every hidden
    cell is given such a cycle, the one that hides least. Somebody who subtracts is taken to know that hidden cells
    are not empty (but for groups that are hidden as a whole); only where that leaves no way is an empty cell hidden
    too. What follows from the totals alone (everybody gave the same answer) no choice of cells can hide.

    References
    ----------
    .. [1] Gusfield, D. (1988). A graph theoretic approach to statistical data security.
       SIAM Journal on Computing, 17(3), 552-571.
    """
    primary = small_cells(counts, minimum) if is_small is None else is_small | small_groups(counts, minimum)
    if not primary.any():
        return primary
    is_whole = small_groups(counts, minimum)
    lowest = np.where(is_whole, 0, np.minimum(counts, 1))
    return _Search(counts, lowest, (counts == 0) & ~is_whole).complete(primary)


def small_cells(counts: IntTable, minimum: int = MINIMUM_CELL) -> BoolArray:
    """Return the cells that are hidden for themselves."""
    return np.asarray((counts > 0) & (counts < minimum) | small_groups(counts, minimum), dtype=np.bool_)


def small_groups(counts: IntTable, minimum: int = MINIMUM_CELL) -> BoolArray:
    """Return every cell of the groups that have answers, but fewer than the minimum."""
    totals = counts.sum(axis=1, keepdims=True)
    return np.broadcast_to((totals > 0) & (totals < minimum), counts.shape).copy()


def may_be_told(n: int, of: int, minimum: int = MINIMUM_CELL) -> bool:
    """Tell whether a count may stand beside the number it is of: neither those counted nor the others are few.

    Examples
    --------
    >>> may_be_told(30, 60), may_be_told(60, 60), may_be_told(3, 60), may_be_told(57, 60)
    (True, True, False, False)
    """
    return n >= minimum and (n == of or of - n >= minimum)


@dataclass(slots=True)
class _Search:
    """Looks for a cycle through every hidden cell.

    `lowest` is what somebody who subtracts takes a cell to hold at least: 1, as empty cells are shown, but 0 in
    groups that are hidden as a whole. `telling` are the empty cells of the other groups.
    """

    counts: IntTable
    lowest: IntTable
    telling: BoolArray

    def complete(self, primary: BoolArray) -> BoolArray:
        """Return the hidden cells with those that protect them."""
        hidden, safe = primary.copy(), np.zeros_like(primary)
        for row, column in np.argwhere(primary).tolist():
            cell = (row, column)
            if not safe[cell]:
                protecting = self._cycle(cell, hidden)
                for one in protecting or self._last_cycle(cell, hidden):
                    hidden[one] = True
                for one in protecting:
                    safe[one] = True
        return hidden

    def _cycle(self, cell: Cell, hidden: BoolArray) -> list[Cell]:
        """Return the cheapest cycle through a cell along which it can rise or fall by 1; empty where there is none.

        A cycle of cells that hold something is best. Next comes one over an empty cell: once such a cell is hidden,
        nobody can take hidden cells not to be empty.
        """
        found = _Walk(self.counts, self.lowest, hidden, cell).cycle()
        return found or _Walk(self.counts, np.zeros_like(self.lowest), hidden, cell, self.telling).cycle()

    def _last_cycle(self, cell: Cell, hidden: BoolArray) -> list[Cell]:
        """Return a cycle that protects a cell only from who does not know that no hidden cell is empty."""
        return _Walk(self.counts, np.zeros_like(self.lowest), hidden, cell).cycle()


@dataclass(slots=True)
class _Walk:
    """The search for one cycle; `over` has empty cells of which it must go over one, which it may hide."""

    counts: IntTable
    lowest: IntTable
    hidden: BoolArray
    cell: Cell
    over: BoolArray | None = None

    def cycle(self) -> list[Cell]:
        """Return the cells of the cheapest cycle, the one it is for first; empty where there is none."""
        row, column = (0, self.cell[0], False), (1, self.cell[1], False)
        found = [self._path(column, row)]
        if self._can_fall(self.cell):
            found.append(self._path(row, column))
        costs = [one for one in found if one is not None]
        return [self.cell, *min(costs)[1]] if costs else []

    def _path(self, start: Node, end: Node) -> tuple[float, list[Cell]] | None:
        """Return the cheapest way from a row to a column or back (Dijkstra), with its cost."""
        goal = (*end[:2], self.over is not None)
        costs: dict[Node, float] = {start: 0.0}
        came: dict[Node, tuple[Node, Cell]] = {}
        queue, done = [(0.0, start)], set()
        while queue:
            cost, node = heapq.heappop(queue)
            if node == goal:
                return self._checked(cost, _walked(start, goal, came))
            if node in done:
                continue
            done.add(node)
            for cell, other, step in self._steps(node):
                if cost + step < costs.get(other, np.inf):
                    costs[other], came[other] = cost + step, (node, cell)
                    heapq.heappush(queue, (cost + step, other))
        return None

    def _checked(self, cost: float, cells: list[Cell]) -> tuple[float, list[Cell]] | None:
        # A way over an empty cell may meet itself, and then falls twice in one cell.
        return (cost, cells) if len(set(cells)) == len(cells) else None

    def _steps(self, node: Node) -> Iterator[tuple[Cell, Node, float]]:
        """Yield the cells that lead on: from a row the cell rises, from a column it falls."""
        is_row, place, is_over = node[0] == 0, node[1], node[2]
        for index in range(self.counts.shape[1] if is_row else self.counts.shape[0]):
            cell = (place, index) if is_row else (index, place)
            if cell != self.cell and (self._may_rise(cell) if is_row else self._can_fall(cell)):
                is_empty = self._is_over(cell)
                yield cell, (1 if is_row else 0, index, is_over or is_empty), self._cost(cell)

    def _is_over(self, cell: Cell) -> bool:
        return self.over is not None and bool(self.over[cell])

    def _can_fall(self, cell: Cell) -> bool:
        return bool(self.counts[cell] > self.lowest[cell])

    def _may_rise(self, cell: Cell) -> bool:
        return bool(self.counts[cell] > 0 or self.hidden[cell] or self._is_over(cell))

    def _cost(self, cell: Cell) -> float:
        if self.hidden[cell]:
            return 0.0
        if self.counts[cell] == 0:
            return _COST_OF_EMPTY
        return _COST + float(self.counts[cell] / (1 + self.counts.sum()))


def _walked(start: Node, end: Node, came: dict[Node, tuple[Node, Cell]]) -> list[Cell]:
    cells, node = [], end
    while node != start:
        node, cell = came[node]
        cells.append(cell)
    return cells
