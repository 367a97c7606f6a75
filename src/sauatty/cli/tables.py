"""Tables for people and for spreadsheets: aligned text, CSV and XLSX."""

import csv
import unicodedata
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from sauatty.core.exchange.writing import guard_formula

Value = str | int | float | None
# A workbook names the moment it was made; a fixed one keeps the same data at the same bytes.
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]], numeric: Collection[int] = ()) -> str:
    """Align columns with two spaces between them; `numeric` columns stand to the right."""
    widths = [max(_width(line[column]) for line in (head, *rows)) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "".join(_line(line, widths, numeric) + "\n" for line in lines)


def _line(line: Sequence[str], widths: Sequence[int], numeric: Collection[int]) -> str:
    padded = [
        " " * (width - _width(text)) + text if column in numeric else text + " " * (width - _width(text))
        for column, (text, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)


def csv_table(head: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """Write CSV for spreadsheets: UTF-8 with a byte order mark, no text that would run as a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard_formula(title) for title in head])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str | int | float:
    if value is None:
        return ""
    return guard_formula(value) if isinstance(value, str) else value


def xlsx_book(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Value]]]]) -> bytes:
    """Write a workbook of (name, head, rows) sheets; texts are never formulas, None is an empty cell."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Sauatty", "created": MADE_AT})
        bold = book.add_format({"bold": True})
        for name, head, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 36)
            for column, title in enumerate(head):
                sheet.write_string(0, column, title, bold)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write_number(number, column, value)
    return out.getvalue()
