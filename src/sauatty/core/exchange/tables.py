"""XLSX and CSV → objectives.

A table with a header row is read by its column names (kk, ru, en, or our own keys). A sheet that holds the
curriculum's own table, with codes inside the cells, is read like the same table in a document.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook

from sauatty.core.errors import (
    ArchiveSuspicious,
    ColumnsMissing,
    FileTruncated,
    NothingFound,
    PartDamaged,
    TableInvalid,
)
from sauatty.core.exchange.blocks import Block, Cell, Heading, Table
from sauatty.core.exchange.cells import bare_cell
from sauatty.core.exchange.containers import CheckedContainer
from sauatty.core.exchange.fields import RowsRead, as_text, field_of, finish_rows, read_row
from sauatty.core.exchange.sniff import find_delimiter, told_delimiter
from sauatty.core.records import CurriculumDocument

MAX_CELLS = 3_000_000
MAX_ROWS = 200_000
HEADER_WITHIN = 25
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,6})\$?(\d{1,12})["']""")
_CODE_AT_START = re.compile(r"\s*\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{1,2}")
_TEXTS = frozenset(("text", "text_kk", "text_ru", "text_en"))

Rows = Sequence[Sequence[object]]


def read_csv_rows(text: str, *, name: str, delimiter: str = "") -> list[list[str]]:
    """Split a text table into rows; the separator is found from the first lines where none is given.

    Raises
    ------
    TableInvalid
        A row that no table has: a quote that never closes, or a cell of more than 131,072 characters.
    """
    told = told_delimiter(text)
    delimiter = told or delimiter or find_delimiter(text) or ","
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append([bare_cell(cell) for cell in row])
            if len(rows) > MAX_ROWS:
                raise TableInvalid(
                    name=name, line=MAX_ROWS, problem="the table has more rows than can be read"
                )
    except csv.Error as error:
        raise TableInvalid(name=name, line=reader.line_num, problem=str(error)) from error
    return [[], *rows[1:]] if told else rows


def read_xlsx_sheets(content: bytes, container: CheckedContainer, *, name: str) -> list[tuple[str, Rows]]:
    """Return the sheets of a checked workbook as rows of values.

    Raises
    ------
    ArchiveSuspicious
        A sheet that reaches to a far-off cell, so that millions of empty cells would have to be made.
    PartDamaged
        A workbook that cannot be opened.
    """
    for part in container.sizes:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            _check_extent(content, part, name)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        return [(sheet, workbook.get_sheet_by_name(sheet).to_python()) for sheet in workbook.sheet_names]
    except Exception as error:  # calamine raises several kinds, none of them a subclass of the others
        raise PartDamaged(name=name, part="the workbook", problem=str(error)[:120]) from error


def _check_extent(content: bytes, part: str, name: str) -> None:
    rows: set[int] = set()
    columns: set[int] = set()
    for letters, numbers in _references(content, part, name):
        rows = {min(rows | numbers), max(rows | numbers)}
        columns |= letters
    if rows and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MAX_CELLS:
        raise ArchiveSuspicious(name=name, detail=f"{part} reaches to row {max(rows)}, column {max(columns)}")


def _references(content: bytes, part: str, name: str) -> Iterator[tuple[set[int], set[int]]]:
    """Return the columns and the first and last row of the cells that name their place, window by window."""
    tail = b""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(part) as stream:
            while chunk := stream.read(2**20):
                window = tail + chunk
                cut = window.rfind(b"<") if len(window) > 2**16 else len(window)
                yield from _extent(_REFERENCE.findall(window, 0, cut))
                tail = window[cut:][:4096]
            yield from _extent(_REFERENCE.findall(tail))
    except (zipfile.BadZipFile, EOFError) as error:
        raise FileTruncated(name=name) from error


def _extent(found: Sequence[tuple[bytes, bytes]]) -> Iterator[tuple[set[int], set[int]]]:
    if found:
        columns = {_column_number(letters.upper()) for letters in {letters for letters, _ in found}}
        numbers = set(map(int, {number for _, number in found}))
        yield columns, {min(numbers), max(numbers)}


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_table_document(sheets: Iterable[tuple[str, Rows]], *, name: str, format: str) -> CurriculumDocument:
    """Read every sheet that has a column of texts.

    Raises
    ------
    ColumnsMissing
        No sheet has a column for the text of objectives; the error lists the columns that were seen.
    NothingFound
        Such a column, but no row below it.
    """
    read = RowsRead()
    seen: list[str] = []
    has_header = False
    for sheet, rows in sheets:
        header = find_header(rows)
        if header is None:
            seen.extend(as_text(cell).strip() for cell in next(iter(rows), ()) if as_text(cell).strip())
            read.note("sheet-without-texts", f"sheet '{sheet}'", severity="note")
            continue
        has_header = True
        _read_sheet(sheet, rows, header, read)
    if not has_header:
        found = ", ".join(dict.fromkeys(seen))[:200] or "nothing"
        raise ColumnsMissing(name=name, missing="the text of objectives", found=found)
    return finish_rows(read, source=name, format=format)


def find_header(rows: Rows) -> int | None:
    """Return the index of the row that names the columns, one of them the text; None if there is none."""
    best, best_count = None, 0
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        fields = {own for cell in row if (own := field_of(cell))}
        # One known name alone counts only at the top: further down it is a word of a running text.
        is_top = not any(as_text(cell).strip() for line in rows[:index] for cell in line)
        if fields & _TEXTS and len(fields) > best_count and (len(fields) > 1 or is_top):
            best, best_count = index, len(fields)
    return best


def _read_sheet(sheet: str, rows: Rows, header: int, read: RowsRead) -> None:
    columns = _columns(rows[header])
    where = f"sheet '{sheet}', " if sheet else ""
    for index, row in enumerate(rows[header + 1 :], start=header + 2):
        fields = {own: row[at] for own, at in columns.items() if at < len(row)}
        read_row(fields, f"{where}row {index}", read)


def _columns(header: Sequence[object]) -> dict[str, int]:
    """Return which column holds which field; of several possible texts, the most telling name wins."""
    columns: dict[str, int] = {}
    plain = ("description", "name", "описание", "сипаттама")
    for at, cell in enumerate(header):
        own = field_of(cell)
        if own is None:
            continue
        is_better = own == "text" and as_text(header[columns.get(own, at)]).strip().casefold() in plain
        if own not in columns or is_better:
            columns[own] = at
    return columns


def has_coded_cells(sheets: Iterable[tuple[str, Rows]]) -> bool:
    """Tell whether the sheets hold a curriculum's own table: codes and texts together in the cells."""
    cells = (as_text(cell) for _, rows in sheets for row in rows for cell in row)
    return sum(1 for cell in cells if _CODE_AT_START.match(cell) and len(cell) > 14) >= 2


def sheets_to_blocks(sheets: Iterable[tuple[str, Rows]]) -> list[Block]:
    """Turn sheets into blocks: a row with one filled cell before the table is a heading, the rest a table."""
    blocks: list[Block] = []
    for sheet, rows in sheets:
        body = [[as_text(cell) for cell in row] for row in rows]
        while body and sum(1 for cell in body[0] if cell.strip()) <= 1:
            title = "".join(body.pop(0)).strip()
            if title:
                blocks.append(Heading(title))
        cells = tuple(
            tuple(Cell(text, row, column) for column, text in enumerate(line))
            for row, line in enumerate(body)
        )
        if cells:
            blocks.append(Table(cells, f"sheet '{sheet}'" if sheet else "table 1"))
    if not blocks:
        raise NothingFound(name="table", detail="no rows")
    return blocks
