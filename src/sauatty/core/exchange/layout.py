"""Where text stands on a page → lines, and tables from ruling lines. No word of PDF; y grows upwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sauatty.core.exchange.blocks import Cell

_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text and its box, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight stroke: `at` is its x (vertical) or y (horizontal), `start` and `end` its extent."""

    is_vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line."""

    text: str
    bottom: float
    top: float


def group_lines(runs: Iterable[Run]) -> list[Line]:
    """Join the runs that stand side by side, from the top of the page down."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -(run.top + run.bottom)):
        middle = (run.top + run.bottom) / 2
        if rows and any(other.bottom <= middle <= other.top for other in rows[-1]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [Line(_side_by_side(row), min(r.bottom for r in row), max(r.top for r in row)) for row in rows]


def join_runs(runs: Iterable[Run]) -> str:
    """Return the text of some runs, one printed line per line."""
    return "\n".join(line.text for line in group_lines(runs))


def _side_by_side(row: Iterable[Run]) -> str:
    text = ""
    end = 0.0
    for run in sorted(row, key=lambda run: run.left):
        is_apart = run.left - end > 0.12 * (run.top - run.bottom)
        text += (" " if text and is_apart and not text.endswith(" ") else "") + run.text
        end = run.right
    return text.strip()


@dataclass
class Grid:
    """One table: its column lines from left to right, its row lines from top to bottom, and its text."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    vertical: Sequence[Ruling]
    horizontal: Sequence[Ruling]
    runs: Sequence[Run]

    @property
    def top(self) -> float:
        return self.rows[0]

    @cached_property
    def _texts(self) -> dict[tuple[int, int], list[Run]]:
        found: dict[tuple[int, int], list[Run]] = {}
        for run in self.runs:
            x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
            column = max(0, sum(x > at for at in self.columns) - 1)
            row = max(0, sum(y < at for at in self.rows) - 1)
            found.setdefault((row, column), []).append(run)
        return found

    def cells(self) -> list[list[Cell]]:
        """Return the cells; where a line between two is missing, they are one."""
        n_rows, n_columns = len(self.rows) - 1, len(self.columns) - 1
        taken: set[tuple[int, int]] = set()
        lines: list[list[Cell]] = [[] for _ in range(n_rows)]
        for row in range(n_rows):
            for column in range(n_columns):
                if (row, column) in taken:
                    continue
                rowspan, colspan = self._extent(row, column, taken)
                places = [(row + down, column + right) for down in range(rowspan) for right in range(colspan)]
                taken.update(places)
                runs = [run for place in places for run in self._texts.get(place, ())]
                lines[row].append(Cell(join_runs(runs), row, column, rowspan, colspan))
        return lines

    def _extent(self, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
        n_rows, n_columns = len(self.rows) - 1, len(self.columns) - 1
        right = 1
        while (
            column + right < n_columns
            and (row, column + right) not in taken
            and not self._has_vertical(row, column + right)
        ):
            right += 1
        down = 1
        while row + down < n_rows and not any(
            (row + down, at) in taken or self._has_horizontal(row + down, at)
            for at in range(column, column + right)
        ):
            down += 1
        return down, right

    def _has_vertical(self, row: int, column: int) -> bool:
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        return any(
            abs(line.at - self.columns[column]) < _NEAR and line.start <= middle <= line.end
            for line in self.vertical
        )

    def _has_horizontal(self, row: int, column: int) -> bool:
        middle = (self.columns[column] + self.columns[column + 1]) / 2
        return any(
            abs(line.at - self.rows[row]) < _NEAR and line.start <= middle <= line.end
            for line in self.horizontal
        )


@dataclass(frozen=True)
class Tables:
    """The tables of one page, from the top down."""

    grids: tuple[Grid, ...]

    @classmethod
    def of(cls, rulings: Sequence[Ruling], runs: Sequence[Run]) -> "Tables":
        """Find the tables: bands of the page that vertical lines cover without a break."""
        vertical = [ruling for ruling in rulings if ruling.is_vertical]
        horizontal = [ruling for ruling in rulings if not ruling.is_vertical]
        grids = (_grid(low, high, vertical, horizontal, runs) for low, high in _bands(vertical))
        return cls(tuple(grid for grid in grids if grid is not None))

    def holds(self, run: Run) -> bool:
        """Tell whether a run stands in one of the tables."""
        return any(_is_inside(run, grid.columns, grid.rows) for grid in self.grids)


def _bands(vertical: Sequence[Ruling]) -> list[tuple[float, float]]:
    bands: list[tuple[float, float]] = []
    for line in sorted(vertical, key=lambda line: -line.end):
        if bands and line.end >= bands[-1][0] - _NEAR:
            bands[-1] = (min(bands[-1][0], line.start), bands[-1][1])
        else:
            bands.append((line.start, line.end))
    return bands


def _grid(
    low: float, high: float, vertical: Sequence[Ruling], horizontal: Sequence[Ruling], runs: Sequence[Run]
) -> Grid | None:
    upright = [line for line in vertical if line.start >= low - _NEAR and line.end <= high + _NEAR]
    flat = [line for line in horizontal if low - _NEAR <= line.at <= high + _NEAR]
    columns = _clusters(line.at for line in upright)
    # A row that the page cuts has no line at the cut: the ends of the column lines are its edges.
    rows = _clusters([*(line.at for line in flat), low, high])[::-1]
    if len(columns) < 2 or len(rows) < 2:
        return None
    inside = [run for run in runs if _is_inside(run, columns, rows)]
    return Grid(columns, rows, upright, flat, inside)


def _is_inside(run: Run, columns: Sequence[float], rows: Sequence[float]) -> bool:
    x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
    return columns[0] - _NEAR <= x <= columns[-1] + _NEAR and rows[-1] - _NEAR <= y <= rows[0] + _NEAR


def _clusters(values: Iterable[float]) -> tuple[float, ...]:
    """Return one value for each group of near ones, rising."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] < _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)
