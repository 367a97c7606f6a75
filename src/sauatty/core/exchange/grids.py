"""Any table that a spreadsheet saves → lines of cells, each with its number in the file.

One reader for all tables that come in: CSV in the pages and with the separators that spreadsheets of this country write,
and XLSX. It finds the heading below titles and empty lines, joins a heading of two lines, and leaves out empty columns
before it. What the cells mean is the work of whoever asks.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice

from sauatty.core.errors import FileEmpty, TableInvalid
from sauatty.core.exchange.cells import bare_cell
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.fields import as_text
from sauatty.core.exchange.sniff import find_delimiter, told_delimiter
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.exchange.tables import MAX_ROWS, read_xlsx_sheets

HEADING_WITHIN = 25
_SAMPLE = 65_536
_SIGNS = "\t;,|"
_GUARDED = frozenset("'\t=")

Line = tuple[int, list[str]]
Knows = Callable[[str], bool]


def read_lines(content: bytes, *, name: str, knows: Knows, most: int = MAX_ROWS) -> Iterator[Line]:
    """Return the heading of a table and the filled lines below it.

    Parameters
    ----------
    content : bytes
        CSV, or XLSX (its first sheet).
    name : str
        What messages call the file.
    knows : callable
        Tells whether a cell is the name of a column. Where no line has one, the first filled line is the heading.
    most : int
        More lines than this are refused.

    Raises
    ------
    FileEmpty
        Nothing in it.
    LettersLost, EncodingAmbiguous, EncodingUnknown, FileTruncated, ArchiveSuspicious, PartDamaged
        A file that cannot be read.
    TableInvalid
        A quote that never closes, a cell of more than 131,072 characters, or too many lines.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    if content.startswith(b"PK\x03\x04"):
        return from_heading(_sheet_lines(content, name), knows)
    text = decode_table(content, name=name).text
    sign = delimiter_by_names(text, knows)
    return from_heading(text_lines(text, name=name, delimiter=sign, most=most), knows)


def text_lines(text: str, *, name: str, delimiter: str, most: int = MAX_ROWS) -> Iterator[Line]:
    """Yield the lines of a table in text form; a line that only tells the separator (sep=;) is passed over."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    if told_delimiter(text):
        next(reader, None)
        begins = reader.line_num + 1
    try:
        for count, row in enumerate(reader):
            if count > most:
                raise TableInvalid(name=name, line=begins, problem="the table has more rows than can be read")
            yield begins, [bare_cell(cell) if cell[:1] in _GUARDED else cell for cell in row]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableInvalid(name=name, line=begins, problem=str(error)) from error


def _sheet_lines(content: bytes, name: str) -> Iterator[Line]:
    sheets = read_xlsx_sheets(content, check_container(content, name=name), name=name)
    for number, row in enumerate(sheets[0][1] if sheets else (), 1):
        yield number, [bare_cell(as_text(cell)) for cell in row]


def delimiter_by_names(text: str, knows: Knows) -> str:
    """Return the sign that parts the columns: the told one, the one that gives most known names, or the likeliest."""
    told = told_delimiter(text)
    if told:
        return told
    best, most = "", 0
    for sign in _SIGNS:
        rows = _tried(text[:_SAMPLE], sign)
        found = max((sum(map(knows, row)) for row in rows), default=0)
        if found > most:
            best, most = sign, found
    if most > 1:
        return best
    return find_delimiter(text) or best or ","


def _tried(text: str, sign: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign)
    try:
        return list(islice(reader, HEADING_WITHIN))
    except csv.Error:
        return []


def from_heading(lines: Iterator[Line], knows: Knows) -> Iterator[Line]:
    """Yield the heading and every filled line below it, without the empty columns before the heading."""
    filled = (line for line in lines if any(map(_says, line[1])))
    first = list(islice(filled, HEADING_WITHIN))
    if not first:
        return
    at = find_heading([row for _number, row in first], knows)
    number = first[at][0]
    heading = joined_heading([row for _number, row in first], at, knows)
    below = chain(first[at + 1 :], filled)
    start = next(place for place, cell in enumerate(heading) if _says(cell))
    if any(any(map(_says, row[:start])) for _number, row in first[at + 1 :]):
        start = 0  # a column without a name, but with cells: it is not passed over in silence
    yield number, heading[start:]
    yield from ((number, row[start:]) for number, row in below) if start else below


def find_heading(rows: Sequence[Sequence[object]], knows: Knows) -> int:
    """Return the index of the row that, with the one above it, names most columns; 0 where no row names one."""
    best, most = 0, 0
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        own = sum(knows(as_text(cell)) for cell in row)
        found = sum(map(knows, joined_heading(rows, at, knows))) if own else 0
        if found > most:
            best, most = at, found
    return best


def joined_heading(rows: Sequence[Sequence[object]], at: int, knows: Knows) -> list[str]:
    """Return the names of a row; where a cell is empty, that of the row above, as merged cells leave it."""
    row = [as_text(cell) for cell in rows[at]]
    above = [as_text(cell) for cell in rows[at - 1]] if at else []
    row += [""] * (len(above) - len(row))
    return [
        above[place] if not _says(cell) and place < len(above) and knows(above[place]) else cell
        for place, cell in enumerate(row)
    ]


def _says(cell: str) -> bool:
    return bool(cell) and not cell.isspace()


# --- a table out of the clipboard ---

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)')
_BARE = re.compile(r"[^\t\r\n]*")


def pasted_lines(text: str) -> list[list[str]]:
    """Split a table as a spreadsheet puts it into the clipboard: tabs, and quotes only around cells with breaks.

    Examples
    --------
    >>> pasted_lines('Мектеп\\tСаны\\n"Болашақ" ЖШС\\t5\\n"екі\\nқатар"\\t"6"')
    [['Мектеп', 'Саны'], ['"Болашақ" ЖШС', '5'], ['екі\\nқатар', '6']]
    """
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        found = quoted or _BARE.match(text, at)
        assert found is not None  # the second pattern takes an empty cell too
        rows[-1].append(quoted[1].replace('""', '"') if quoted else found.group())
        at = found.end()
        if text[at : at + 1] != "\t":
            rows.append([])
            at += text[at : at + 2] == "\r\n"
        at += 1
    return [row for row in rows if any(map(_says, row))]


def pasted_csv(text: str) -> bytes:
    """Return a pasted table as a file for the readers of tables; one parted by semicolons or commas stays as it is."""
    if "\t" not in text:
        return text.encode()
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(pasted_lines(text))
    return out.getvalue().encode()
