"""Tables of decisions (CSV, XLSX): the header, the lines, and what is refused before a cell is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sauatty.core.errors import (
    CellMissing,
    ColumnsMissing,
    ColumnUnknown,
    FileEmpty,
    TableInvalid,
)
from sauatty.core.exchange.grids import read_lines
from sauatty.core.exchange.sniff import sniff
from sauatty.core.languages import clean_text

COLUMNS = ("unit", "coder", "relevance", "competences", "demand", "unsure", "note")
ALIASES: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "единица", "бірлік"),
    "coder": ("coder", "кодировщик", "кодтаушы"),
    "value": ("value", "значение", "мән"),
    "relevance": ("relevance", "decision", "релевантность", "қатыстылық"),
    "competences": ("competences", "компетенции", "құзыреттер"),
    "demand": ("demand", "уровень", "деңгей"),
    "unsure": ("unsure", "не уверен", "сенімсіз"),
    "note": ("note", "примечание", "ескертпе"),
}
# Columns that an export of decisions may carry for people to read; nothing here reads them unless asked.
BESIDE = ("subject", "subject_id", "subject_area", "grade", "language", "code", "text", "group")
DEMANDS = range(1, 7)
_NAMES = {alias: name for name, aliases in ALIASES.items() for alias in aliases}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table by the names of its columns, with its line in the file (row of a sheet)."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The rows of a file. `columns` are the names it has, `name` is what messages call it."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


# --- reading ---------------------------------------------------------------------------------------------


def read_table(content: bytes, *, name: str, also: Collection[str] = ()) -> DecisionTable:
    """Read a CSV or XLSX table with a header row, as `read_lines` does.

    Parameters
    ----------
    content : bytes
    name : str
        What messages call the file.
    also : collection of str
        Columns to accept beside the known ones.

    Raises
    ------
    FileEmpty
        Nothing in it.
    FileTypeMismatch
        An ending that says another kind of file.
    ColumnsMissing
        No column for unit or coder.
    ColumnUnknown
        A column that nothing reads, which may be a misspelt one.
    TableInvalid
        A header without rows, a row with more cells than it, a column that stands twice, a quote that never closes.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    if name.lower().endswith(".xlsx"):
        sniff(content, name=name)  # a text under this ending would be read as CSV
    lines_read = read_lines(content, name=name, knows=lambda cell: _known(cell) or cell.strip() in also)
    filled = [(number, [cell.strip() for cell in row]) for number, row in lines_read]
    if not filled:
        raise FileEmpty(name=name)
    columns = _header(*filled[0], name, also)
    lines = tuple(_line(number, row, columns, name) for number, row in filled[1:])
    if not lines:
        raise TableInvalid(name=name, line=filled[0][0], problem="a header, and no decision under it")
    return DecisionTable(name, columns, lines)


def _known(cell: str) -> bool:
    return _column(cell.strip().strip('"')) in {*ALIASES, *BESIDE}


def _column(cell: str) -> str:
    key = clean_text(cell).casefold()
    return _NAMES.get(key, key.replace(" ", "_") if key.replace(" ", "_") in BESIDE else clean_text(cell))


def _header(number: int, row: Sequence[str], name: str, also: Collection[str]) -> tuple[str, ...]:
    last = max(at for at, cell in enumerate(row) if cell)
    columns = tuple(cell if cell in also else _column(cell) for cell in row[: last + 1])
    missing = [wanted for wanted in ("unit", "coder", *also) if wanted not in columns]
    if missing:
        found = ", ".join(cell for cell in row if cell)[:200]
        raise ColumnsMissing(name=name, missing=", ".join(f"'{one}'" for one in missing), found=found)
    for column in columns:
        if columns.count(column) > 1:
            problem = f"the column '{column}' stands twice"
            raise TableInvalid(name=name, line=number, problem=problem)
        if column not in ALIASES and column not in BESIDE and column not in also:
            known = ", ".join((*ALIASES, *BESIDE))
            raise ColumnUnknown(name=name, line=number, column=column, known=known)
    return columns


def _line(number: int, row: Sequence[str], columns: Sequence[str], name: str) -> Line:
    if any(row[len(columns) :]):
        problem = f"it has {len(row)} cells, the header {len(columns)}"
        raise TableInvalid(name=name, line=number, problem=problem)
    cells = dict(zip(columns, [*row, *[""] * len(columns)], strict=False))
    for column in ("unit", "coder"):
        if not cells[column]:
            raise CellMissing(name=name, line=number, column=column)
    return Line(number, cells)
