"""Tables of decisions (CSV, XLSX) ↔ what coders decided.

One row is one decision. A table is refused at the first row that could be read in two ways, with its line: a
figure of agreement that rests on half-read rows is worse than none.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from math import isfinite
from typing import TypeVar

from sauatty.core.errors import (
    CodeUnknown,
    ColumnsMissing,
    DecisionContradicts,
    DecisionRepeated,
    NumberExpected,
    TableInvalid,
)
from sauatty.core.exchange.decision_tables import (
    ALIASES,
    COLUMNS,
    DEMANDS,
    DecisionTable,
    Line,
    read_table,
)
from sauatty.core.exchange.writing import guard_formula
from sauatty.core.records import RELEVANCE, Decision

_TRUE = frozenset({"1", "true", "yes", "x", "да", "иә"})
_FALSE = frozenset({"", "0", "false", "no", "нет", "жоқ"})
_PARTS = re.compile(r"[;|]")
Value = TypeVar("Value")
_COMMA = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True, slots=True)
class ValueTable:
    """What the coders gave, for `core.agreement`: (unit, coder, value) without missing values.

    `groups` tells the group of each unit where one was asked for.
    """

    rows: tuple[tuple[str, str, str | float | frozenset[str]], ...]
    groups: Mapping[str, str] = field(default_factory=dict)


# --- values for a measure of agreement ----------------------------------------------------------------


def read_values(
    content: bytes, *, name: str, level: str = "nominal", column: str | None = None, by: str | None = None
) -> ValueTable:
    """Read what coders gave, as a level of measurement compares it.

    Parameters
    ----------
    content, name
        As in `read_table`.
    level : {'nominal', 'ordinal', 'interval', 'set'}
        At the ordinal and interval levels values are numbers. At the set level a cell is 'a;b', and an empty one
        the empty set; at the others an empty cell, and 'NaN', is a missing value.
    column, by
        The column of the values, and the column that groups the units. Without `column` it is 'value'; in an
        export of decisions, which has none, 'competences' at the set level and 'relevance' at the others.

    Raises
    ------
    NumberExpected
        A value that is no finite number where the level needs one.
    DecisionRepeated
        A unit and coder that stood before with another value.
    """
    also = [one for one in (column, by) if one and one not in ALIASES]
    table = read_table(content, name=name, also=also)
    column = column or _value_column(table, level)
    for one in filter(None, (column, by)):
        if one not in table.columns:
            raise ColumnsMissing(name=name, missing=f"'{one}'", found=", ".join(table.columns))
    first: dict[tuple[str, str], tuple[int, str | float | frozenset[str]]] = {}
    for line in table.lines:
        value = _value(line, table, level, column)
        if value is not None:
            _once(first, line, value, name)
    rows = tuple((unit, coder, value) for (unit, coder), (_, value) in first.items())
    return ValueTable(rows, _groups(table, by) if by else {})


def _value_column(table: DecisionTable, level: str) -> str:
    own = "competences" if level == "set" else "relevance"
    return own if own in table.columns and "value" not in table.columns else "value"


def _value(line: Line, table: DecisionTable, level: str, column: str) -> str | float | frozenset[str] | None:
    cell = line.cells[column]
    if level == "set":
        # In an export of decisions an empty relevance says that the unit was skipped, not that nothing applies.
        is_skipped = column == "competences" and not line.cells.get("relevance", "0")
        return None if is_skipped else split_set(cell)
    # What programs write for a missing number is no category either.
    if not cell or cell.casefold() == "nan":
        return None
    if column == "relevance" and cell.casefold() in RELEVANCE:
        cell = str(RELEVANCE.index(cell.casefold()))
    return cell if level == "nominal" else _number(cell, line, table.name, column)


def _number(cell: str, line: Line, name: str, column: str) -> float:
    plain = cell.replace(",", ".") if _COMMA.fullmatch(cell) else cell
    try:
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or "_" in plain:
        raise NumberExpected(name=name, line=line.number, value=cell[:60], column=column)
    return number


def split_set(cell: str) -> frozenset[str]:
    """Return the members of 'a;b'.

    Examples
    --------
    >>> sorted(split_set("gmilaf.2.2; gmilaf.1.1;"))
    ['gmilaf.1.1', 'gmilaf.2.2']
    """
    return frozenset(part.strip() for part in _PARTS.split(cell) if part.strip())


def _once(first: dict[tuple[str, str], tuple[int, Value]], line: Line, value: Value, name: str) -> None:
    unit, coder = line.cells["unit"], line.cells["coder"]
    number, before = first.setdefault((unit, coder), (line.number, value))
    if before != value:
        raise DecisionRepeated(name=name, line=line.number, first=number, unit=unit, coder=coder)


def _groups(table: DecisionTable, by: str) -> dict[str, str]:
    groups: dict[str, str] = {}
    for line in table.lines:
        unit, group = line.cells["unit"], line.cells[by]
        if groups.setdefault(unit, group) != group:
            problem = f"'{unit}' stands in '{by}' under '{group}', and before under '{groups[unit]}'"
            raise TableInvalid(name=table.name, line=line.number, problem=problem)
    return groups


# --- whole decisions ------------------------------------------------------------------------------------


def read_decisions(
    content: bytes, *, name: str, competences: Mapping[str, str] | None = None
) -> tuple[Decision, ...]:
    """Read decisions; `write_decisions` gives the same back.

    Parameters
    ----------
    content, name
        As in `read_table`. Needed are unit, coder and relevance (0, 1, 2 or none, opportunity, direct; empty
        where the coder skipped the unit); the others may be missing.
    competences : mapping, optional
        The spellings that are known and the id that each stands for; another one is refused. Without it any id
        is taken as it stands.

    Raises
    ------
    CodeUnknown
        A relevance, competence, demand or 'unsure' that is none.
    DecisionContradicts
        Competences where the relevance is 0 or empty.
    DecisionRepeated
        A unit and coder that stood before and was decided otherwise.
    """
    table = read_table(content, name=name)
    if "relevance" not in table.columns:
        raise ColumnsMissing(name=name, missing="'relevance'", found=", ".join(table.columns))
    first: dict[tuple[str, str], tuple[int, Decision]] = {}
    for line in table.lines:
        _once(first, line, _decision(line, name, competences), name)
    return tuple(decision for _, decision in first.values())


def _decision(line: Line, name: str, known: Mapping[str, str] | None) -> Decision:
    relevance = _relevance(line, name)
    cell = line.cells.get("competences", "")
    given = tuple(dict.fromkeys(_competence(one, line, name, known) for one in _listed(cell)))
    if given and not relevance:
        shown = line.cells["relevance"]
        raise DecisionContradicts(name=name, line=line.number, relevance=shown, value=cell)
    return Decision(
        unit=line.cells["unit"],
        coder=line.cells["coder"],
        relevance=relevance,
        competences=given,
        demand=_demand(line, name),
        unsure=_unsure(line, name),
        note=line.cells.get("note", ""),
    )


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(cell) if part.strip()]


def _relevance(line: Line, name: str) -> int | None:
    cell = line.cells["relevance"].casefold()
    if not cell:
        return None
    words = {**{str(code): code for code in range(3)}, **{word: code for code, word in enumerate(RELEVANCE)}}
    if cell not in words:
        raise _unknown(line, name, "relevance", cell, words)
    return words[cell]


def _competence(cell: str, line: Line, name: str, known: Mapping[str, str] | None) -> str:
    if known is None:
        return cell
    if cell not in known:
        raise _unknown(line, name, "competences", cell, sorted(set(known.values())))
    return known[cell]


def _demand(line: Line, name: str) -> int | None:
    cell = line.cells.get("demand", "")
    if cell and cell not in {str(level) for level in DEMANDS}:
        raise _unknown(line, name, "demand", cell, [str(level) for level in DEMANDS])
    return int(cell) if cell else None


def _unsure(line: Line, name: str) -> bool:
    cell = line.cells.get("unsure", "").casefold()
    if cell not in _TRUE | _FALSE:
        raise _unknown(line, name, "unsure", cell, ["1", "0"])
    return cell in _TRUE


def _unknown(line: Line, name: str, column: str, cell: str, known: Iterable[str]) -> CodeUnknown:
    shown = ", ".join(known)[:300]
    return CodeUnknown(name=name, line=line.number, column=column, value=cell[:60], known=shown)


# --- writing ----------------------------------------------------------------------------------------------


def decision_rows(decisions: Iterable[Decision]) -> list[list[str | int | None]]:
    """Return the rows of a table with the columns `COLUMNS`; None is an empty cell."""
    return [
        [
            one.unit,
            one.coder,
            one.relevance,
            ";".join(one.competences),
            one.demand,
            int(one.unsure),
            one.note,
        ]
        for one in decisions
    ]


def write_decisions(decisions: Iterable[Decision]) -> str:
    """Write decisions as CSV that no spreadsheet runs; save it as 'utf-8-sig', or Excel shows wrong letters."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in decision_rows(decisions):
        writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def as_values(
    decisions: Iterable[Decision], what: str = "relevance"
) -> list[tuple[str, str, int | frozenset[str] | None]]:
    """Return (unit, coder, value) rows for `core.agreement`: 'relevance', 'competences' (sets) or 'demand'.

    A skipped unit (no relevance) is a missing value; a unit judged as not relevant has the empty set.
    """
    if what == "competences":
        return [
            (one.unit, one.coder, None if one.relevance is None else frozenset(one.competences))
            for one in decisions
        ]
    return [(one.unit, one.coder, one.demand if what == "demand" else one.relevance) for one in decisions]
