"""Lists that belong to certificates: their columns, as CSV and XLSX, and read back in with problems by line."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from sauatty.core.catalogue.words import word, words
from sauatty.core.errors import RegisterListRefused
from sauatty.core.exchange.blocks import Table
from sauatty.core.exchange.cells import day_in, kept_as_text
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.docx import read_docx_blocks
from sauatty.core.exchange.grids import joined_heading
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.exchange.tables import read_csv_rows, read_xlsx_sheets
from sauatty.core.exchange.writing import guard_formula
from sauatty.core.languages import LANGUAGES, clean_text

GROUP = "certificates"
LISTS: Mapping[str, tuple[str, ...]] = {
    "register": (
        "number", "register_number", "holder", "kind", "title", "academic_hours", "issued_on", "state", "code",
    ),
    "signatures": ("number", "holder", "register_number", "workplace", "received_on", "signature"),
    "participants": ("number", "holder", "workplace", "position", "region", "email"),
}  # fmt: skip
NEEDED: Mapping[str, tuple[str, ...]] = {
    "register": ("register_number", "holder", "issued_on"),
    "signatures": ("holder", "register_number"),
    "participants": ("holder",),
}
_NUMBERS, _DAYS, _LONGEST = ("number", "academic_hours"), ("issued_on", "received_on"), 250
_MOST_ROWS, _MOST_COLUMNS, _HEADING_WITHIN = 100_000, 60, 20
_WIDTHS = {
    "number": 6,
    "holder": 38,
    "title": 44,
    "workplace": 34,
    "position": 26,
    "code": 34,
    "signature": 22,
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListProblem:
    """What is wrong in a line. `kind` is 'missing', 'not-a-number', 'not-a-day', 'unknown', 'too-long' or 'repeated'."""

    line: int
    column: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line that was read: its number in the file, and its fields by the names of the columns."""

    line: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a list holds. A row with a problem is not among `rows`."""

    rows: tuple[ListRow, ...]
    problems: tuple[ListProblem, ...]
    columns: tuple[str, ...]


# --- writing ------------------------------------------------------------------------------------------


def headings(name: str, language: str, *, is_short: bool = False) -> list[str]:
    """Return the headings of a list ('register', 'signatures', 'participants'); short ones for narrow columns."""
    keys = [f"short_{column}" for column in LISTS[name]] if is_short else []
    long = [f"column_{column}" for column in LISTS[name]]
    known = words(GROUP)
    return [
        known[short if short in known else key].text(language)
        for short, key in zip(keys or long, long, strict=True)
    ]


def shown_cells(name: str, row: Row, number: int, language: str) -> list[Any]:
    """Return the cells of a row: numbers as numbers, all else as text as people of the language write it."""
    return [_shown(column, row, number, language) for column in LISTS[name]]


def list_csv(name: str, rows: Iterable[Row], language: str) -> bytes:
    """Return a list as CSV that opens right in a Russian or Kazakh Excel: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings(name, language))
    for number, row in enumerate(rows, 1):
        cells = shown_cells(name, row, number, language)
        writer.writerow(
            [kept_as_text(guard_formula(cell)) if isinstance(cell, str) else cell for cell in cells]
        )
    return ("\ufeff" + out.getvalue()).encode()


def list_xlsx(name: str, rows: Iterable[Row], language: str) -> bytes:
    """Return a list as a workbook of one sheet; codes and register numbers are text, and nothing is a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - a day without a place
    sheet = book.add_worksheet(word(GROUP, f"list_{name}", language)[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text, plain = book.add_format({"num_format": "@", "valign": "top"}), book.add_format({"valign": "top"})
    for place, heading in enumerate(headings(name, language)):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, _WIDTHS.get(LISTS[name][place], 18))
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(shown_cells(name, row, number, language)):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell, text)
            else:
                sheet.write_number(number, place, cell, plain)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _shown(column: str, row: Row, number: int, language: str) -> Any:
    value = row.get(column)
    if column == "number":
        return number if value is None else value
    if value is None:
        return ""
    if column in ("kind", "state"):
        return word(GROUP, f"{column}_{value}", language)
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y") if language != "en" else value.isoformat()
    return value if isinstance(value, int) else clean_text(str(value))


# --- reading ------------------------------------------------------------------------------------------


def read_list(content: bytes, file: str, name: str) -> ListRead:
    """Read a list back in from XLSX, DOCX or CSV; its headings may be in any language, its columns in any order.

    Parameters
    ----------
    content : bytes
    file : str
        What the file is called.
    name : {'register', 'signatures', 'participants'}

    Raises
    ------
    RegisterListRefused
        No row of headings with the needed columns, or too many rows. Errors of damaged files go through.
    """
    for rows in _tables(content, file):
        found = _heading(rows, name)
        if found:
            return _read(rows, *found, name, file)
    needed = ", ".join(word(GROUP, f"column_{column}", "en") for column in NEEDED[name])
    raise RegisterListRefused(name=file, problem=f"no row of headings with {needed} was found")


def _tables(content: bytes, file: str) -> list[Sequence[Sequence[object]]]:
    if not content.startswith(b"PK"):
        return [read_csv_rows(decode_table(content, name=file).text, name=file)]
    container = check_container(content, name=file)
    if "word/document.xml" not in container.sizes:
        return [rows for _, rows in read_xlsx_sheets(content, container, name=file)]
    blocks = read_docx_blocks(content, container, name=file).blocks
    return [_grid(block) for block in blocks if isinstance(block, Table)]


def _grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _heading(rows: Sequence[Sequence[object]], name: str) -> tuple[int, dict[int, str]] | None:
    known = _columns_by_heading()
    for at in range(min(len(rows), _HEADING_WITHIN)):
        found: dict[int, str] = {}
        heading = joined_heading(rows, at, lambda cell: known.get(_folded(cell)) in LISTS[name])
        for place, cell in enumerate(heading[:_MOST_COLUMNS]):
            column = known.get(_folded(cell))
            if column in LISTS[name] and column not in found.values():
                found[place] = str(column)
        if set(NEEDED[name]) <= set(found.values()):
            return at, found
    return None


def _columns_by_heading() -> dict[str, str]:
    return {
        _folded(getattr(text, language)): key.partition("_")[2]
        for key, text in words(GROUP).items()
        if key.startswith(("column_", "short_"))
        for language in LANGUAGES
    }


def _folded(cell: object) -> str:
    return clean_text(str(cell)).casefold().rstrip(":")


def _read(
    rows: Sequence[Sequence[object]], at: int, columns: Mapping[int, str], name: str, file: str
) -> ListRead:
    if len(rows) - at > _MOST_ROWS:
        raise RegisterListRefused(name=file, problem=f"it has more than {_MOST_ROWS} lines")
    read: list[ListRow] = []
    problems: list[ListProblem] = []
    numbers: set[str] = set()
    for line, row in enumerate(rows[at + 1 :], at + 2):
        cells = {column: row[place] for place, column in columns.items() if place < len(row)}
        if not any(
            clean_text(str(cell)) for column, cell in cells.items() if column != "number" and cell is not None
        ):
            continue
        fields, wrong = _fields(cells, line, name)
        wrong += _repeated(fields, line, numbers) if name == "register" else []
        problems += wrong
        if not wrong:
            read.append(ListRow(line, fields))
    return ListRead(tuple(read), tuple(problems), tuple(columns.values()))


def _fields(cells: Mapping[str, object], line: int, name: str) -> tuple[dict[str, Any], list[ListProblem]]:
    fields: dict[str, Any] = {}
    problems = []
    for column, cell in cells.items():
        try:
            fields[column] = _value(column, cell)
        except ValueError as error:
            problems.append(ListProblem(line, column, str(error), clean_text(str(cell))[:_LONGEST]))
            fields[column] = None
    told = {one.column for one in problems}
    empty = [column for column in NEEDED[name] if fields.get(column) in (None, "") and column not in told]
    return fields, problems + [ListProblem(line, column, "missing") for column in empty]


def _repeated(fields: Row, line: int, numbers: set[str]) -> list[ListProblem]:
    number = str(fields.get("register_number") or "")
    if number and number in numbers:
        return [ListProblem(line, "register_number", "repeated", number)]
    numbers.add(number)
    return []


def _value(column: str, cell: object) -> Any:
    """Return a cell as a value; the ValueError bears the kind of the problem."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = clean_text(str(cell)) if cell is not None else ""
    if not text.strip("_"):
        return None
    if column in _NUMBERS:
        return _number(text)
    if column in _DAYS:
        return _day(cell if not isinstance(cell, str) else text)
    if column in ("kind", "state"):
        return _choice(column, text)
    if len(text) > _LONGEST:
        raise ValueError("too-long")
    return text


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}\.?", text):
        raise ValueError("not-a-number")
    return int(text.rstrip("."))


def _day(cell: object) -> dt.date:
    found = day_in(cell)
    if found is None:
        raise ValueError("not-a-day")
    return found


def _choice(column: str, text: str) -> str:
    for key, told in words(GROUP).items():
        if key.startswith(f"{column}_") and text.casefold() in (told.kk, told.ru, told.en):
            return key.removeprefix(f"{column}_")
    raise ValueError("unknown")


# --- handing over between processes -----------------------------------------------------------------------


def list_to_json(read: ListRead) -> str:
    """Return what was read as JSON, for the process that asked."""
    told = {
        "rows": [
            [row.line, {name: _plain(value) for name, value in row.fields.items()}] for row in read.rows
        ],
        "problems": [[one.line, one.column, one.kind, one.text] for one in read.problems],
        "columns": list(read.columns),
    }
    return json.dumps(told, ensure_ascii=False)


def list_from_json(text: str) -> ListRead:
    """Return what `list_to_json` wrote."""
    told = json.loads(text)
    return ListRead(
        tuple(ListRow(line, _dated(fields)) for line, fields in told["rows"]),
        tuple(ListProblem(*one) for one in told["problems"]),
        tuple(told["columns"]),
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _dated(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: dt.date.fromisoformat(value) if name in _DAYS and value else value
        for name, value in fields.items()
    }
