"""Tables of responses (CSV, XLSX) ↔ the responses to an instrument, column by column.

A table is read whole or refused with the line: a share that rests on half-read answers is worse than none.
"""

import csv
import re
import sys
import unicodedata
import zipfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from itertools import islice

from sauatty.core.catalogue.answers_check import choice_codes
from sauatty.core.catalogue.expressions import is_number
from sauatty.core.catalogue.instruments import OTHER, Instrument, Question
from sauatty.core.errors import (
    FileEmpty,
    FileTypeUnknown,
    FormulasForbidden,
    ResponseAnswerInvalid,
    ResponseIdMissing,
    ResponseRepeated,
    TableInvalid,
)
from sauatty.core.exchange.cells import bare_cell, day_in, plain_number
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.fields import as_text
from sauatty.core.exchange.grids import Knows, delimiter_by_names, from_heading
from sauatty.core.exchange.response_header import DAY, ID, LANGUAGE, VERSION, Header, read_header
from sauatty.core.exchange.sniff import sniff, told_delimiter
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.exchange.tables import read_xlsx_sheets
from sauatty.core.exchange.writing import guard_formula
from sauatty.core.languages import LANGUAGES
from sauatty.core.records import Oddity, ResponseTable

_Row = tuple[int, list[str]]  # the line that it begins on, and its cells
MAX_RESPONSES = 1_000_000
_CHUNK = 5_000
_CODES = frozenset({"single", "scale", "matrix", "region"})
_SETS = frozenset({"multiple", "ranking"})
_TAKEN = (
    {"": False}
    | dict.fromkeys(("1", "1.0", "true", "yes"), True)
    | dict.fromkeys(("0", "0.0", "false", "no"), False)
)
# Signs that nobody sees and that turn the order of what is read: marks of direction, zero widths.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def read_responses(
    content: bytes, instrument: Instrument, name: str, *, strict: bool = True
) -> tuple[ResponseTable, tuple[Oddity, ...]]:
    """Read the responses to one version of an instrument.

    Parameters
    ----------
    content : bytes
        CSV (as `read_lines` takes it) or XLSX (first sheet), one row per response. Columns are the names of answers,
        alone or behind the groups of ODK and KoBo ('profile/role'); a multiple answer may be split into columns of
        its choices with 0 and 1. Beside them id, language, day and version; without ids rows are numbered.
    name : str
        What messages call the file.
    strict : bool
        Refuse a column that belongs to nothing; else it is left out and named among the oddities.

    Returns
    -------
    table, oddities
        An answer that was not given is ''. Rows that repeat a response word for word are left out and named.

    Raises
    ------
    ResponsesColumnUnknown, ResponsesColumnRepeated, ResponsesWithoutAnswers
        The header does not fit the instrument.
    ResponseRepeated, ResponseIdMissing, ResponseAnswerInvalid
        A row that does not; the line is named.
    FormulasForbidden, TableInvalid, FileEmpty, EncodingAmbiguous, FileTypeMismatch
        The file as a whole.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    known = {one for question in instrument.questions for one in question.names}

    def knows(cell: str) -> bool:
        return _bare(cell) in known

    is_workbook = content.startswith(b"PK\x03\x04")
    read = _sheet_rows(content, name) if is_workbook else _csv_rows(content, name, knows)
    first = next(rows := from_heading(read, knows), None)
    if first is None:
        raise FileEmpty(name=name)
    header = read_header(first[1], instrument, name, strict=strict)
    columns, lines = _columns(rows, len(first[1]), name)
    if not lines:
        raise TableInvalid(name=name, line=first[0] + 1, problem="a header, and no response under it")
    return _Reading(instrument, header, columns, lines, name).table()


class _Reading:
    """One table on its way from raw columns to responses."""

    def __init__(
        self,
        instrument: Instrument,
        header: Header,
        columns: list[list[str]],
        lines: Sequence[int],
        name: str,
    ) -> None:
        self.instrument, self.header, self.columns, self.name = instrument, header, columns, name
        self.lines = lines  # on which each row begins: empty ones are passed over, an answer may hold several
        self.n = len(lines)
        self.oddities: list[Oddity] = [Oddity("column-left-out", "header", one) for one in header.left_out]

    def table(self) -> tuple[ResponseTable, tuple[Oddity, ...]]:
        """Return the responses and what was odd."""
        self._check_versions()
        answers = dict(self._answers())
        keep, ids = self._rows_to_keep(answers)
        picked = {one: _pick(column, keep) for one, column in answers.items()}
        languages = _pick([_language(one) for one in self._about(LANGUAGE)], keep)
        days = _pick([_day(one) for one in self._about(DAY)], keep)
        return ResponseTable(ids, picked, languages, days, source=self.name), tuple(self.oddities)

    def _about(self, role: str) -> list[str]:
        at = self.header.about.get(role)
        return [""] * self.n if at is None else [one.strip() for one in self.columns[at]]

    def _check_versions(self) -> None:
        others = Counter(one for one in self._about(VERSION) if one not in {"", self.instrument.version})
        for version, count in sorted(others.items()):
            self.oddities.append(Oddity("version-other", "table", f"{version}: {count}", "doubt"))

    def _rows_to_keep(self, answers: Mapping[str, list[str]]) -> tuple[list[int], tuple[str, ...]]:
        """Return the rows that stand, and their ids: a response that is there twice word for word counts once."""
        if ID not in self.header.about:
            self.oddities.append(Oddity("ids-numbered", "table", str(self.n)))
            return list(range(self.n)), tuple(str(number) for number in range(1, self.n + 1))
        ids = self._about(ID)
        first: dict[str, int] = {}
        keep: list[int] = []
        for row, identity in enumerate(ids):
            if not identity:
                raise ResponseIdMissing(name=self.name, line=self.lines[row])
            earlier = first.setdefault(identity, row)
            if earlier == row:
                keep.append(row)
            elif any(column[earlier] != column[row] for column in answers.values()):
                raise ResponseRepeated(
                    name=self.name,
                    line=self.lines[row],
                    response=identity[:80],
                    first=self.lines[earlier],
                )
            else:
                self.oddities.append(Oddity("response-repeated", f"line {self.lines[row]}", identity[:80]))
        return keep, tuple(ids[row] for row in keep)

    def _answers(self) -> Iterator[tuple[str, list[str]]]:
        for question in self.instrument.questions:
            for answer in question.names:
                if answer in self.header.whole:
                    raw = self.columns[self.header.whole[answer]]
                    yield answer, self._mended(question, answer, raw)
                elif answer in self.header.split:
                    yield answer, self._joined(answer, self.header.split[answer])

    def _joined(self, answer: str, choices: Mapping[str, int]) -> list[str]:
        """Join the columns of a split answer to codes parted by spaces."""
        taken = [
            (code, [self._is_taken(cell, answer, row) for row, cell in enumerate(self.columns[at])])
            for code, at in choices.items()
        ]
        return [" ".join(code for code, column in taken if column[row]) for row in range(self.n)]

    def _is_taken(self, cell: str, answer: str, row: int) -> bool:
        found = _TAKEN.get(cell.strip().casefold())
        if found is None:
            raise self._invalid(answer, cell, row, "0, 1")
        return found

    def _mended(self, question: Question, answer: str, raw: list[str]) -> list[str]:
        """Return a column in its canonical form; each different text is looked at once."""
        known: dict[str, str | None] = {}
        for cell in dict.fromkeys(raw):
            known[cell] = self._canonical(question, answer, cell)
        if None in known.values():
            row = next(at for at, cell in enumerate(raw) if known[cell] is None)
            raise self._invalid(answer, raw[row], row, _expected(question))
        unseen = sum(1 for cell in known if not cell.isascii() and _UNSEEN.search(cell))
        if unseen:
            self.oddities.append(Oddity("unseen-signs", answer, str(unseen)))
        return [known[cell] or "" for cell in raw]

    def _canonical(self, question: Question, answer: str, cell: str) -> str | None:
        """Return an answer as the instrument holds it; None where it is not one."""
        text = _plain(cell)
        is_other = question.allow_other and answer == f"{question.id}_{OTHER}"
        if not text or is_other or question.kind in {"short", "long", "organisation"}:
            return text
        if question.kind in _CODES:
            return text if text in choice_codes(question) else None
        if question.kind in _SETS:
            codes = re.split(r"[\s;,]+", text)
            fits = set(codes) <= choice_codes(question) and len(set(codes)) == len(codes)
            return " ".join(codes) if fits else None
        if question.kind == "number":
            number = text if is_number(text) else plain_number(text)
            return number if is_number(number) else None
        return _day(text) or None

    def _invalid(self, answer: str, cell: str, row: int, expected: str) -> ResponseAnswerInvalid:
        shown = _plain(cell)[:60]
        return ResponseAnswerInvalid(
            name=self.name, line=self.lines[row], answer=answer, cell=shown, expected=expected
        )


def _expected(question: Question) -> str:
    if question.kind in _CODES | _SETS:
        codes = sorted(choice_codes(question))
        return ", ".join(codes[:12]) + (" …" if len(codes) > 12 else "")
    return {"number": "12.5", "date": "2026-05-31"}.get(question.kind, "text")


def _pick(column: Sequence[str], keep: list[int]) -> tuple[str, ...]:
    return tuple(column) if len(keep) == len(column) else tuple(column[row] for row in keep)


# --- cells -----------------------------------------------------------------------------------------------


def _plain(cell: str) -> str:
    """Return a cell in NFC without unseen signs, outer spaces, and the apostrophe our own writer puts."""
    cell = bare_cell(cell)
    if not cell.isascii():
        cell = _UNSEEN.sub("", unicodedata.normalize("NFC", cell))
    return cell.replace("\x00", "").strip()


def _language(cell: str) -> str:
    """Return 'kk', 'ru' or 'en' of a code or of a name such as 'Қазақша (kk)'."""
    low = cell.casefold()
    inside = re.search(r"\(([a-z]{2})\)", low)
    code = inside[1] if inside else low[:2]
    return code if code in LANGUAGES else ""


def _day(cell: str) -> str:
    """Return the ISO date of a moment or day ('2026-05-31T10:00', '31.05.2026'); '' where it is none."""
    found = day_in(cell)
    return found.isoformat() if found else ""


# --- rows ------------------------------------------------------------------------------------------------


def _columns(rows: Iterator[_Row], width: int, name: str) -> tuple[list[list[str]], Sequence[int]]:
    """Turn rows into columns, chunk by chunk, and the lines they begin on; equal texts are kept once."""
    columns: list[list[str]] = [[] for _ in range(width)]
    lines = array("L")
    while chunk := list(islice(rows, _CHUNK)):
        for line, row in chunk:
            if len(row) > width and any(row[width:]):
                problem = f"it has {len(row)} cells, the header {width}"
                raise TableInvalid(name=name, line=line, problem=problem)
        filled = [
            row[:width] if len(row) >= width else [*row, *[""] * (width - len(row))] for _, row in chunk
        ]
        for column, cells in zip(columns, zip(*filled, strict=True), strict=True):
            column.extend(map(sys.intern, cells))
        lines.extend(line for line, _ in chunk)
        if len(lines) > MAX_RESPONSES:
            problem = f"the table has more than {MAX_RESPONSES:,} responses"
            raise TableInvalid(name=name, line=lines[MAX_RESPONSES], problem=problem)
    return columns, lines


def _csv_rows(content: bytes, name: str, knows: Knows) -> Iterator[_Row]:
    _refuse_what_is_no_text(content, name)
    text = decode_table(content, name=name).text
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, knows), strict=True)
    begins = 1
    if told_delimiter(text):
        next(reader, None)
        begins = reader.line_num + 1
    try:
        for row in reader:
            if any(row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableInvalid(name=name, line=reader.line_num, problem=str(error)) from error


def _delimiter(text: str, knows: Knows) -> str:
    """Return the sign that gives most known names; where none gives one, the most frequent of the first line."""
    found = delimiter_by_names(text, knows)
    head = text.lstrip("\ufeff\r\n").partition("\n")[0]
    return found if any(map(knows, head.split(found))) else max(",;\t|", key=head.count)


def _refuse_what_is_no_text(content: bytes, name: str) -> None:
    """Name a picture or a PDF for what it is, and a text that is called a workbook."""
    is_workbook = name.casefold().endswith(".xlsx")
    if not is_workbook and _is_utf8(content) and b"%PDF-" not in content[:1024]:
        return
    try:
        kind = sniff(content, name=name)
    except FileTypeUnknown as error:
        if (
            is_workbook or error.params["found"] != "plain text"
        ):  # a table of one column looks like plain text
            raise
        return
    if kind == "pdf":
        raise FileTypeUnknown(name=name, found="PDF")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _bare(cell: str) -> str:
    return re.split(r"[/:]", cell.strip().strip('"'))[-1]


def _sheet_rows(content: bytes, name: str) -> Iterator[_Row]:
    container = check_container(content, name=name)
    _refuse_formulas(content, container.sizes, name)
    sheets = read_xlsx_sheets(content, container, name=name)
    for line, row in enumerate(sheets[0][1] if sheets else (), 1):
        cells = [_cell(one) for one in row]
        if any(cells):
            yield line, cells


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return as_text(value)


def _refuse_formulas(content: bytes, parts: Iterable[str], name: str) -> None:
    """Refuse a workbook that computes cells: what stands in the file may not be what its sender saw."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for part in parts:
            if (
                part.startswith("xl/worksheets/")
                and part.endswith(".xml")
                and _FORMULA.search(archive.read(part))
            ):
                raise FormulasForbidden(name=name, sheet=part.rsplit("/", 1)[-1])


# --- writing ---------------------------------------------------------------------------------------------


def response_columns(instrument: Instrument) -> tuple[str, ...]:
    """Return the header of a table of responses: id, language, day, version, then every answer."""
    return (ID, LANGUAGE, DAY, VERSION, *(one for question in instrument.questions for one in question.names))


def response_rows(table: ResponseTable, instrument: Instrument) -> Iterator[list[str]]:
    """Yield a table of responses row by row, under `response_columns`."""
    answers = [table.column(one) for one in response_columns(instrument)[4:]]
    blank = ("",) * len(table)
    versions = (instrument.version,) * len(table)
    columns = [table.ids, table.languages or blank, table.days or blank, versions, *answers]
    yield from (list(row) for row in zip(*columns, strict=True))


def write_responses_csv(table: ResponseTable, instrument: Instrument) -> str:
    """Write responses as CSV that no spreadsheet takes for formulas; `read_responses` gives the same back.

    Save it as UTF-8 with a byte order mark ('utf-8-sig'), or Excel shows wrong Kazakh letters.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(response_columns(instrument))
    for row in response_rows(table, instrument):
        writer.writerow([guard_formula(cell) for cell in row])
    return out.getvalue()
