"""Tables of objectives → rows: which cell holds objectives, under which section, subsection and grade."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from sauatty.core.exchange.blocks import Cell, Table
from sauatty.core.exchange.codes import PICTURE, CodedText, split_cell
from sauatty.core.languages import clean_text
from sauatty.core.records import Oddity

GRADE = re.compile(
    r"^\W*(1\s?[0-2]|[1-9])\s*(?:\((\d{1,2})\)\s*)?[-–]?\s*(?:й\s+|і?нші\s+)?(?:класс|сынып|grade\b)",
    re.IGNORECASE,
)
QUARTER = re.compile(
    r"^\W*(?:[1-4]|I{1,3}|IV|І{1,3})?\s*[-–]?\s*(?:я\s+|ші\s+|ая\s+)?(?:четверть|тоқсан|полугодие|жартыжылды|term\b)",
    re.IGNORECASE,
)
_PLAN_HEAD = re.compile(r"долгосрочн|сквозн|ұзақ мерзімді|ортақ тақырып", re.IGNORECASE)
_TOPIC_HEAD = re.compile(r"^\W*(?:тем[аы]|тақырып|пән тақырып|содержание тем)", re.IGNORECASE)
_AIMS_HEAD = re.compile(r"цел[иь]\s+обучения|(?:оқу|оқыту)\s+мақсат|learning objectives", re.IGNORECASE)
_SECTION_HEAD = re.compile(r"^\W*(?:раздел|бөлім)(?!ш)", re.IGNORECASE)
_LEARNERS = re.compile(
    r"^\W*(?:\d+\)\s*)?(?:обучающ|учащ|ученик|білім алушы|оқушы|lernende|learners)", re.IGNORECASE
)
_HEAD_WORD = re.compile(
    r"^\W*(?:подразделы?|бөлімше\w*|разделы?|бөлім\w*|ключевые\s+навыки|навыки|дағдылар\w*|цели\s+обучения|тем[аы]|"
    r"(?:оқу|оқыту)\s+мақсат\w*|№|уровень|содержание)\W*$",
    re.IGNORECASE,
)
# An editor's note or a footnote inside a table; codes in it are references.
_NOTE_ROW = re.compile(r"^\W*(?:сноска|ескерту|примечани[ея]|ескертпе)\b", re.IGNORECASE)
# For whom a row or a column is, where boys and girls learn different things; it is no section.
_GROUP = re.compile(
    r"^\W*(?:мальчики|девочки|юноши|девушки|ұлдар|қыздар|ұл\s+балалар|қыз\s+балалар)"
    r"(?:\s*(?:[/,]|и|және|мен)\s*(?:мальчики|девочки|юноши|девушки|ұлдар|қыздар|қыз\s+балалар))?\W*$",
    re.IGNORECASE,
)
_CODE_LIKE = re.compile(r"\d[\s\u00a0\u200b-\u200d\u2060\ufeff\u00ad]{0,2}[.,]\.?\s{0,2}\d")
_FULL_CODE = re.compile(
    r"\d[ \u00a0]?\.[ \u00a0]?\d{1,2}[ \u00a0]?\.[ \u00a0]?\d{1,2}(?:[ \u00a0]?\.[ \u00a0]?(\d))?"
)
_MOST_LABELS = 64  # more columns of labels than any real table has
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}\)\s*")
_SUB_NUMBER = re.compile(r"^\s*(?:\d{1,2}\.\d{1,2}|подраздел|бөлімше)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One coded piece of a cell with what the table says about it."""

    piece: CodedText
    section: str | None
    subsection: str | None
    column_grade: int | None
    anchor: str | None
    place: str


@dataclass(frozen=True, slots=True)
class TableRows:
    """What one table gave. `is_plan` tells a long-term plan; `section` is the last section it named."""

    rows: tuple[ObjectiveRow, ...]
    is_plan: bool
    n_grade_columns: int
    section: str | None
    oddities: tuple[Oddity, ...] = ()


def title_text(text: str) -> str:
    """Return a section's name without the number of its list and its final colon."""
    return _LIST_NUMBER.sub("", clean_text(text)).rstrip(" :;").strip()


def count_code_shapes(table: Table) -> tuple[int, int]:
    """Count the codes with three and with four numbers in a table, roughly."""
    shapes = [bool(last) for row in table.rows for cell in row for last in _FULL_CODE.findall(cell.text)]
    return shapes.count(False), shapes.count(True)


def read_rows(
    table: Table,
    *,
    section: str | None = None,
    parts: int | None = None,
    join: Callable[[str], str] | None = None,
    in_objectives: bool = False,
) -> TableRows:
    """Read the objectives of a table.

    Parameters
    ----------
    table : Table
    section : str, optional
        The section that the paragraph before the table names.
    parts : {3, 4}, optional
        How many numbers the codes of this programme have.
    join : callable, optional
        How the lines of a cell become one line.
    in_objectives : bool
        Whether the table stands under the heading of the system of objectives.
    """
    reader = _RowReader(table, section, parts, join or clean_text, in_objectives)
    reader.read()
    return TableRows(
        tuple(reader.found),
        reader.is_plan,
        len(set(reader.grades.values())),
        reader.section,
        tuple(reader.oddities),
    )


@dataclass(slots=True)
class _RowReader:
    table: Table
    section: str | None
    parts: int | None
    join: Callable[[str], str]
    in_objectives: bool = False
    subsection: str | None = None
    is_plan: bool = False
    grades: dict[int, int] = field(default_factory=dict)
    grades_in_brackets: dict[int, int] = field(default_factory=dict)
    section_columns: set[int] = field(default_factory=set)
    found: list[ObjectiveRow] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    _anchor: str | None = None
    _spanned_until: int = 0
    _labels: list[Cell] = field(default_factory=list)
    _last: tuple[str, str | None] = ("", None)
    _after_section: bool = False
    _sections: dict[str, str | None] = field(default_factory=dict)

    def read(self) -> None:
        self.is_plan = _is_plan(self.table, in_objectives=self.in_objectives)
        self._anchor = self.table.anchor
        for number, row in enumerate(self.table.rows):
            self._labels = [cell for cell in self._labels[-_MOST_LABELS:] if cell.row + cell.rowspan > number]
            filled = [cell for cell in row if cell.text.replace(PICTURE, "").strip()]
            if len(filled) == 1 and _NOTE_ROW.match(filled[0].text):
                self._note_without_code(filled[0], "note")
            elif len(filled) == 1 and self._is_wide(number, filled[0], n_cells=len(row)):
                self._read_full_width(filled[0])
            else:
                self._read_row(number, row)
                self._after_section = False
            self._spanned_until = max([self._spanned_until, *(cell.row + cell.rowspan for cell in row)])

    def _is_wide(self, number: int, cell: Cell, *, n_cells: int) -> bool:
        """Tell a cell that fills its row, also where its span is too small or missing."""
        if self._pieces(cell):
            return False
        if cell.colspan >= self.table.width:
            return True
        return n_cells == 1 and cell.column == 0 and self._spanned_until <= number

    def _read_full_width(self, cell: Cell) -> None:
        """Take a row of one wide cell: a quarter, 'learners must', a grade, a section or its subsection."""
        text = cell.text
        if _GROUP.match(text):
            self._note_without_code(cell, "note")
            return
        if any(pattern.match(text) for pattern in (_LEARNERS, QUARTER, GRADE, _HEAD_WORD)):
            return
        name = title_text(self.join(text))
        if self._after_section and _SUB_NUMBER.match(name):
            self.subsection = name
            return
        self.section, self.subsection, self._after_section = name, None, True
        self._last = ("", None)

    def _read_row(self, number: int, row: tuple[Cell, ...]) -> None:
        coded: list[tuple[Cell, tuple[CodedText, ...]]] = []
        plain: list[Cell] = []
        for cell in row:
            self._anchor = cell.anchor or self._anchor
            pieces = self._pieces(cell)
            if pieces and not self._is_label(cell, pieces):
                coded.append((cell, pieces))
            else:
                plain.append(cell)
        self._read_heads(plain, is_head=not any(piece.code for _, pieces in coded for piece in pieces))
        coded, plain = self._with_texts_beside(coded, plain)
        self._labels.extend(plain)
        if not coded:
            return
        first = min(cell.column for cell, _ in coded)
        labels = [cell for cell in self._labels if cell.column < first and cell.row <= number]
        for cell, pieces in coded:
            self._add_cell(cell, pieces, labels)
        self._note_text_without_code(plain, first)

    def _is_label(self, cell: Cell, pieces: tuple[CodedText, ...]) -> bool:
        """Tell whether a coded cell left of the grades only numbers a subsection ('1.1.1 Слушание')."""
        if not self.grades or self.is_plan or self.parts == 3:
            return False
        return cell.column < min(self.grades) and all(
            piece.code is None or piece.code.count(".") == 2 for piece in pieces
        )

    def _pieces(self, cell: Cell) -> tuple[CodedText, ...]:
        if not _CODE_LIKE.search(cell.text):
            return ()
        pieces = split_cell(cell.text, parts=self.parts, join=self.join)
        has_code = any(piece.code or "code-header" in piece.flags for piece in pieces)
        return pieces if has_code else ()

    def _with_texts_beside(
        self, coded: list[tuple[Cell, tuple[CodedText, ...]]], plain: list[Cell]
    ) -> tuple[list[tuple[Cell, tuple[CodedText, ...]]], list[Cell]]:
        """Join a code that stands alone in its cell with the text in the next cell."""
        beside = {cell.column: cell for cell in plain if cell.text}
        taken: set[int] = set()
        joined = []
        for cell, pieces in coded:
            right = beside.get(cell.column + cell.colspan)
            if right is not None and self._grade_of(right) not in (None, self._grade_of(cell)):
                right = None
            if len(pieces) == 1 and "text-missing" in pieces[0].flags and right is not None:
                pieces = split_cell(f"{cell.text} {right.text}", parts=self.parts, join=self.join)
                taken.add(right.column)
            joined.append((cell, pieces))
        return joined, [cell for cell in plain if cell.column not in taken]

    def _read_heads(self, plain: list[Cell], *, is_head: bool) -> None:
        if not is_head:
            return
        for cell in plain:
            grade = GRADE.match(cell.text)
            if grade:
                columns = range(cell.column, cell.column + cell.colspan)
                self.grades.update(dict.fromkeys(columns, int("".join(grade[1].split()))))
                if grade[2]:
                    self.grades_in_brackets.update(dict.fromkeys(columns, int(grade[2])))
            elif _SECTION_HEAD.match(cell.text):
                self.section_columns.add(cell.column)

    def _grade_of(self, cell: Cell) -> int | None:
        return None if self.is_plan else self.grades.get(cell.column)

    def _column_grade(self, cell: Cell, code: str) -> int | None:
        """Return the grade of the column; of '11 (12) класс' the one that the code names."""
        in_brackets = None if self.is_plan else self.grades_in_brackets.get(cell.column)
        return in_brackets if code.split(".")[0] == str(in_brackets) else self._grade_of(cell)

    def _add_cell(self, cell: Cell, pieces: tuple[CodedText, ...], labels: list[Cell]) -> None:
        place = f"{self.table.place}, row {cell.row + 1}"
        section, label = self._labels_of(labels)
        for piece in pieces:
            if piece.code is None:
                self._note_lead(piece, place)
                continue
            subsection = self._subsection(piece.code, label)
            # Under an empty label the section goes on as long as the second number of the code says so.
            number = piece.code.split(".")[1]
            named = self._sections[number] = section or self._sections.get(number)
            self.found.append(
                ObjectiveRow(
                    piece,
                    named,
                    subsection,
                    self._column_grade(cell, piece.code),
                    cell.anchor or self._anchor,
                    place,
                )
            )

    def _note_lead(self, piece: CodedText, place: str) -> None:
        kind = "code-header" if "code-header" in piece.flags else "text-before-code"
        self.oddities.append(Oddity(kind, place, piece.text or piece.code_raw or ""))

    def _labels_of(self, labels: list[Cell]) -> tuple[str | None, str | None]:
        """Return section and subsection: the nearest label, and one that stands under 'Раздел'."""
        named = [
            cell
            for cell in sorted(labels, key=lambda cell: (cell.column, cell.row))
            if cell.text and not any(word.match(cell.text) for word in (_HEAD_WORD, GRADE, _GROUP))
        ]
        nearest = {cell.column: cell for cell in named}
        if not nearest:
            return self.section, None
        columns = sorted(nearest)
        subsection = title_label(self.join(nearest[columns[-1]].text))
        if columns[0] not in self.section_columns:
            return self.section, subsection
        first = title_text(self.join(nearest[columns[0]].text))
        if len(columns) > 1:
            return first, subsection
        return (self.section, subsection) if self.section else (first, None)

    def _subsection(self, code: str, label: str | None) -> str | None:
        """Return the label; an empty one goes on with the one above within the same subsection."""
        prefix = code.rsplit(".", 1)[0].split(".", 1)[-1]
        if label is None:
            return self._last[1] if self._last[0] == prefix else self.subsection
        self._last = (prefix, label)
        return label

    def _note_text_without_code(self, plain: list[Cell], first: int) -> None:
        for cell in plain:
            text = clean_text(cell.text)
            if (
                cell.column > first
                and self._grade_of(cell)
                and len(text.split()) >= 3
                and not GRADE.match(text)
            ):
                self._note_without_code(cell, "doubt")

    def _note_without_code(self, cell: Cell, severity: str) -> None:
        place = f"{self.table.place}, row {cell.row + 1}"
        self.oddities.append(Oddity("text-without-code", place, clean_text(cell.text), severity))


def title_label(text: str) -> str:
    """Return a subsection's label as it stands, without a final colon."""
    return clean_text(text).rstrip(" :;").strip()


def _is_plan(table: Table, *, in_objectives: bool) -> bool:
    """Tell a long-term plan: it has quarters, or heads for topics and aims but none for grades.

    Under the heading of the objectives a head for topics alone is no sign of a plan.
    """
    head = [cell.text for row in table.rows[:3] for cell in row]
    if any(QUARTER.match(cell.text) for row in table.rows for cell in row if len(cell.text) < 40):
        return True
    if sum(GRADE.match(text) is not None for text in head) > 1:
        return False
    if not any(_AIMS_HEAD.search(text) for text in head):
        return False
    has_topics = not in_objectives and any(_TOPIC_HEAD.search(text) for text in head)
    return has_topics or any(_PLAN_HEAD.search(text) for text in head)
