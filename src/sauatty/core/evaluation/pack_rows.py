"""The tables of a research pack as CSV: written for people and programs, read whole or refused with the line."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from math import isfinite
from typing import NoReturn

from sauatty.core.errors import PackCellInvalid, PackInvalid
from sauatty.core.exchange.cells import could_run
from sauatty.core.exchange.encodings import decode_text
from sauatty.core.exchange.writing import guard_formula

YES, NO = "yes", "no"
INVENTED = "INVENTED-"
_DELIMITERS = ",;\t"


def marked(name: str, mark: str) -> str:
    """Put a mark before the last part of a file's name."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{mark}{last}"


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table: UTF-8 with a byte order mark, commas, no text that a spreadsheet would run."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard_formula(one) for one in head])
    writer.writerows([guard_formula(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def number_text(value: float) -> str:
    """Write a number so that reading gives the same one back."""
    return str(int(value)) if value == int(value) else repr(float(value))


def yes_no(value: bool | None) -> str:
    """Write 'yes', 'no', or nothing where nobody can say."""
    return "" if value is None else YES if value else NO


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: `pack` and `file` say where it stands, `rows` are without the header."""

    pack: str
    file: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells under a name."""
        at = self.head.index(name)
        return tuple(row[at] for row in self.rows)

    def numbers(self, name: str, least: float = 0.0, most: float = float("inf")) -> tuple[float, ...]:
        """Return a column as numbers; decimal commas are read. A cell that is none is refused with its line."""
        return tuple(self._number(cell, at, name, least, most) for at, cell in enumerate(self.column(name)))

    def wholes(self, name: str) -> tuple[int, ...]:
        """Return a column of whole numbers from 0 on."""
        for at, cell in enumerate(self.column(name)):
            if not (cell.isascii() and cell.isdigit()):
                self.refuse(at, name, cell, "a whole number")
        return tuple(int(cell) for cell in self.column(name))

    def answers(self, name: str) -> tuple[bool | None, ...]:
        """Return a column of yes, no and nothing."""
        known: Mapping[str, bool | None] = {YES: True, NO: False, "": None}
        for at, cell in enumerate(self.column(name)):
            if cell not in known:
                self.refuse(at, name, cell, "yes, no or empty")
        return tuple(known[cell] for cell in self.column(name))

    def among(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """Return a column of known words."""
        for at, cell in enumerate(self.column(name)):
            if cell not in known:
                self.refuse(at, name, cell, "one of " + ", ".join(known))
        return self.column(name)

    def labels(self, name: str) -> tuple[str, ...]:
        """Return a column of which no cell is empty and none stands twice."""
        seen: set[str] = set()
        for at, cell in enumerate(self.column(name)):
            if not cell or cell in seen:
                self.refuse(at, name, cell, "a label of its own")
            seen.add(cell)
        return self.column(name)

    def refuse(self, at: int, column: str, value: str, expected: str) -> NoReturn:
        """Refuse a cell, naming its line."""
        raise PackCellInvalid(
            name=self.pack, file=self.file, line=at + 2, column=column, value=value[:60], expected=expected
        )

    def _number(self, cell: str, at: int, name: str, least: float, most: float) -> float:
        try:
            value = float(cell.replace(",", ".")) if cell.isascii() and "_" not in cell else float("nan")
        except ValueError:
            value = float("nan")
        if not isfinite(value) or not least <= value <= most:
            self.refuse(
                at, name, cell, "a number" if isfinite(most) is False else f"a number {least:g}-{most:g}"
            )
        return value


def read_table(content: bytes, pack: str, file: str, columns: Sequence[str]) -> Table:
    """Read a table of a pack.

    Commas, semicolons or tabs part the cells, as spreadsheets save them.

    Raises
    ------
    PackInvalid
        It lacks a column, has one too many, or a row has another number of cells than the header.
    EncodingAmbiguous, EncodingUnknown
        It is not Unicode: an old code page is named.
    """
    text = decode_text(content, name=f"{pack}: {file}").text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        lines = [
            row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True) if row
        ]
    except csv.Error as error:
        raise PackInvalid(name=pack, problem=f"{file} cannot be read ({error})") from error
    head, *rows = lines or [[]]
    if sorted(head) != sorted(columns):
        found = ", ".join(head)[:200]
        raise PackInvalid(name=pack, problem=f"{file} has the columns {found}, not {', '.join(columns)}")
    for at, row in enumerate(rows):
        if len(row) != len(head):
            problem = f"{file}, line {at + 2} has {len(row)} cells, the header {len(head)}"
            raise PackInvalid(name=pack, problem=problem)
    return Table(pack, file, tuple(head), tuple(tuple(map(_bare, row)) for row in rows))


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and could_run(cell[1:]) else cell
