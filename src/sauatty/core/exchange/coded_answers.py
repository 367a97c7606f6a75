"""Tables of coded open answers (CSV, XLSX) ↔ what was held of each answer.

Columns: response, question, grade (0-3), parts (a;b), source. One row is one answer; a table is refused at the first
row that could be read in two ways, with its line.
"""

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import NoReturn

from sauatty.core.errors import (
    CodedAnswersRefused,
    ColumnsMissing,
    ColumnUnknown,
    FileEmpty,
    TableInvalid,
)
from sauatty.core.exchange.decisions import split_set
from sauatty.core.exchange.grids import read_lines
from sauatty.core.exchange.writing import guard_formula
from sauatty.core.languages import clean_text
from sauatty.core.records import CodedAnswer

COLUMNS = ("response", "question", "grade", "parts", "source")
ALIASES: Mapping[str, tuple[str, ...]] = {
    "response": ("response", "id", "ответ", "жауап"),
    "question": ("question", "вопрос", "сұрақ"),
    "grade": ("grade", "оценка", "баға"),
    "parts": ("parts", "части", "бөліктер"),
    "source": ("source", "источник", "дереккөз"),
}
# Columns that an export carries for people to read.
BESIDE = ("text", "note", "language", "coder")
GRADE_WORDS = {"no answer": 0, "wrong": 1, "partial": 2, "correct": 3}
SOURCES = ("machine", "coder", "agreed")
_NAMES = {alias: name for name, aliases in ALIASES.items() for alias in aliases}


def read_coded_answers(
    content: bytes, *, name: str, question: str = "", parts: Collection[str] = ()
) -> tuple[CodedAnswer, ...]:
    """Read coded answers; `write_coded_answers` gives the same back.

    Parameters
    ----------
    content : bytes
    name : str
        What messages call the file.
    question : str
        The question of rows that name none.
    parts : collection of str
        The parts that are known; another one is refused. Without it any is taken as it stands.

    Raises
    ------
    FileEmpty, ColumnsMissing, ColumnUnknown, TableInvalid
        As for tables of decisions.
    CodedAnswersRefused
        A row without response or question, an unknown grade, part or source, or an answer that one source coded
        twice and differently.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    lines = read_lines(content, name=name, knows=lambda cell: _column(cell) in ALIASES)
    filled = [(number, [clean_text(cell) for cell in row]) for number, row in lines]
    if not filled:
        raise FileEmpty(name=name)
    columns = _header(*filled[0], name)
    reader = _Reader(name, question, frozenset(parts), {})
    for number, row in filled[1:]:
        reader.take(number, _cells(number, row, columns, name))
    if not reader.first:
        raise TableInvalid(name=name, line=filled[0][0], problem="a header, and no coded answer under it")
    return tuple(one for _, one in reader.first.values())


def coded_answer_rows(codes: Iterable[CodedAnswer]) -> list[list[str | int | None]]:
    """Return the rows of a table with the columns `COLUMNS`; None is an answer not yet judged."""
    return [[one.response, one.question, one.grade, ";".join(one.parts), one.source] for one in codes]


def write_coded_answers(codes: Iterable[CodedAnswer]) -> str:
    """Write coded answers as CSV that no spreadsheet runs; save it as 'utf-8-sig', or Excel shows wrong letters."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in coded_answer_rows(codes):
        writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


# --- rows ---


def _column(cell: str) -> str:
    key = clean_text(cell.strip().strip('"')).casefold()
    return _NAMES.get(key, key)


def _header(number: int, row: Sequence[str], name: str) -> tuple[str, ...]:
    last = max(at for at, cell in enumerate(row) if cell)
    columns = tuple(_column(cell) for cell in row[: last + 1])
    missing = [wanted for wanted in ("response", "grade") if wanted not in columns]
    if missing:
        found = ", ".join(cell for cell in row if cell)[:200]
        raise ColumnsMissing(name=name, missing=", ".join(f"'{one}'" for one in missing), found=found)
    for column in columns:
        if columns.count(column) > 1:
            raise TableInvalid(name=name, line=number, problem=f"the column '{column}' stands twice")
        if column not in ALIASES and column not in BESIDE:
            known = ", ".join((*ALIASES, *BESIDE))
            raise ColumnUnknown(name=name, line=number, column=column[:60], known=known)
    return columns


def _cells(number: int, row: Sequence[str], columns: Sequence[str], name: str) -> dict[str, str]:
    if any(row[len(columns) :]):
        problem = f"it has {len(row)} cells, the header {len(columns)}"
        raise TableInvalid(name=name, line=number, problem=problem)
    return dict(zip(columns, [*row, *[""] * len(columns)], strict=False))


# --- one answer ---


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    question: str
    parts: frozenset[str]
    first: dict[tuple[str, str, str], tuple[int, CodedAnswer]]

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        own = CodedAnswer(
            response=cells["response"] or self._refuse(number, "the column 'response' is empty"),
            question=cells.get("question")
            or self.question
            or self._refuse(number, "the column 'question' is empty"),
            grade=self._grade(number, cells["grade"]),
            parts=self._parts(number, cells.get("parts", "")),
            source=self._source(number, cells.get("source", "")),
        )
        key = (own.response, own.question, own.source)
        line, before = self.first.setdefault(key, (number, own))
        if (before.grade, set(before.parts)) != (own.grade, set(own.parts)):
            self._refuse(
                number,
                f"the answer of '{own.response[:60]}' was coded otherwise by the same source in line {line}",
            )

    def _grade(self, number: int, cell: str) -> int | None:
        key = cell.casefold().removesuffix(".0")
        known = {**GRADE_WORDS, **{str(code): code for code in range(4)}}
        if key and key not in known:
            self._refuse(number, f"the grade '{cell[:60]}' is none of 0, 1, 2, 3")
        return known[key] if key else None

    def _parts(self, number: int, cell: str) -> tuple[str, ...]:
        given = tuple(sorted(split_set(cell)))
        unknown = [one for one in given if self.parts and one not in self.parts]
        if unknown:
            known = ", ".join(sorted(self.parts))[:300]
            self._refuse(number, f"the part '{unknown[0][:60]}' is not known (known: {known})")
        return given

    def _source(self, number: int, cell: str) -> str:
        source = cell.casefold() or "agreed"
        if source not in SOURCES:
            self._refuse(number, f"the source '{cell[:60]}' is none of {', '.join(SOURCES)}")
        return source

    def _refuse(self, number: int, problem: str) -> NoReturn:
        raise CodedAnswersRefused(name=self.name, line=number, problem=problem)
