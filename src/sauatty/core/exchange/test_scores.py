"""Tables of a test (CSV, XLSX): points, letters, keys, groups and components.

SCORES and RESPONSES have a column `person` and one column for each item; an empty cell (or NA) is missing. KEY has the
columns item and key, GROUPS person and group, COMPONENTS item and component. Commas, semicolons or tabs part the
cells, a byte order mark and decimal commas do no harm. A table is read whole or refused with its line.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import (
    ColumnsMissing,
    FileEmpty,
    GroupMissing,
    ItemRepeated,
    ItemUnnamed,
    KeyItemsUnknown,
    KeyMissing,
    PersonMissing,
    PersonRepeated,
    ScoreNoNumber,
    ScoresWithoutItems,
    ScoresWithoutPersons,
    ScoreTooLarge,
    TableInvalid,
)
from sauatty.core.exchange.cells import bare_cell
from sauatty.core.exchange.grids import read_lines
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.languages import clean_text
from sauatty.core.statistics import FloatArray

MAX_PERSONS = 1_000_000
MAX_POINTS = 100
_BLOCK = 8192
# Judges stand in tables of ratings as people do in tables of points.
PERSON = (
    "person", "id", "participant", "judge", "участник", "человек", "эксперт", "қатысушы", "адам", "сарапшы",
)  # fmt: skip
ITEM = ("item", "question", "задание", "тапсырма")
KEY = ("key", "right", "ключ", "кілт")
GROUP = ("group", "группа", "топ")
POINTS = ("points", "max_score", "баллы", "ұпай")
COMPONENT = ("component", "competence", "компонент", "құзырет")
_COLUMNS = frozenset((*PERSON, *ITEM, *KEY, *GROUP, *POINTS, *COMPONENT))
_MISSING = frozenset({"", "na", "n/a"})
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BETWEEN = re.compile(r"[;,|+\s]+")
_Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Points as they stand in a file: `scores` is persons × items, nan = empty."""

    persons: tuple[str, ...]
    items: tuple[str, ...]
    scores: FloatArray


@dataclass(frozen=True, slots=True)
class LetterTable:
    """Chosen options as they stand in a file: `letters` is persons × items, '' = empty."""

    persons: tuple[str, ...]
    items: tuple[str, ...]
    letters: NDArray[np.str_]


def read_score_table(content: bytes, name: str) -> ScoreTable:
    """Read points.

    Parameters
    ----------
    content : bytes
        CSV or XLSX (first sheet).
    name : str
        What messages call the file.

    Raises
    ------
    FileEmpty, ColumnsMissing, ScoresWithoutItems, ScoresWithoutPersons, ItemRepeated, ItemUnnamed
        The table as a whole: nothing in it, no column `person`, no items, nobody, an item twice or without a name.
    PersonRepeated, PersonMissing, ScoreNoNumber, ScoreTooLarge, TableInvalid
        A row or a cell; the line is named.
    EncodingAmbiguous, EncodingUnknown, PartDamaged, ArchiveSuspicious
        A file that cannot be opened safely.

    Notes
    -----
    Points of one digit, which is nearly every table, are read without looking at each cell: 400,000 × 40 in about two
    seconds.
    """
    plain = _read_signs(content, name)
    quick = _digits(plain) if plain else None
    if quick is not None:
        return quick
    items, persons, lines, cells = _wide(content, name)
    known: dict[str, float] = {}
    scores = np.empty((len(persons), len(items)))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            number = known.get(text)
            if number is None:
                number = known[text] = _number(text, name, lines[row], items[column])
            scores[row, column] = number
    return ScoreTable(persons, items, scores)


def read_letters(content: bytes, name: str) -> LetterTable:
    """Read chosen options; refusals as for points. 'B' and 'b' are the same option."""
    plain = _read_signs(content, name)
    quick = _letters(plain) if plain else None
    if quick is not None:
        return quick
    items, persons, _lines, cells = _wide(content, name)
    texts = [["" if cell.casefold() in _MISSING else as_option(cell) for cell in row] for row in cells]
    return LetterTable(persons, items, np.array(texts, dtype=np.str_).reshape(len(persons), len(items)))


def read_key(content: bytes, name: str) -> dict[str, str]:
    """Read a key: item -> right option; several right options are joined by '+' in sorted order."""
    return {item: as_option(key) for item, key in _pairs(content, name, ITEM, KEY).items()}


def read_groups(content: bytes, name: str) -> dict[str, str]:
    """Read groups: person -> group. A person who stands twice is refused."""
    return _pairs(content, name, PERSON, GROUP)


def read_components(content: bytes, name: str) -> dict[str, str]:
    """Read what items belong to: item -> component."""
    return _pairs(content, name, ITEM, COMPONENT)


def read_points(content: bytes, name: str) -> dict[str, str]:
    """Read the most points of items, as they are written: item -> points."""
    return _pairs(content, name, ITEM, POINTS)


def as_option(text: str) -> str:
    """Return one way to write a choice: lower case, several options sorted and joined by '+'.

    Examples
    --------
    >>> as_option(" B "), as_option("c; A")
    ('b', 'a+c')
    """
    return "+".join(sorted(dict.fromkeys(part for part in _BETWEEN.split(text.casefold()) if part)))


def check_key(items: Sequence[str], key: Mapping[str, str], name: str) -> None:
    """Refuse a key that does not fit the items.

    Raises
    ------
    KeyItemsUnknown, KeyMissing
        With the names.
    """
    unknown = [item for item in key if item not in set(items)]
    if unknown:
        raise KeyItemsUnknown(name=name, items=_named(unknown))
    missing = [item for item in items if not key.get(item)]
    if missing:
        raise KeyMissing(name=name, items=_named(missing))


def groups_of(persons: Sequence[str], groups: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the group of each person in order; people of the file who did not answer are passed over.

    Raises
    ------
    GroupMissing
        With the names.
    """
    missing = [person for person in persons if not groups.get(person)]
    if missing:
        raise GroupMissing(name=name, persons=_named(missing), count=len(missing))
    return tuple(groups[person] for person in persons)


def _named(labels: Sequence[str]) -> str:
    shown = ", ".join(f"'{label[:40]}'" for label in labels[:5])
    return shown + (" …" if len(labels) > 5 else "")


# --- cells of one sign, all at once ---


@dataclass(frozen=True, slots=True)
class _Signs:
    """A plain table of cells of one ASCII sign or none: `signs` is persons × items, 0 = empty."""

    persons: tuple[str, ...]
    items: tuple[str, ...]
    signs: NDArray[np.uint8]


def _read_signs(content: bytes, name: str) -> _Signs | None:
    """Return a plain table, or None where something has to be looked at cell by cell."""
    if not content.strip() or content.startswith(b"PK\x03\x04") or b'"' in content:
        return None
    head, *lines = decode_table(content, name=name).text.removeprefix("\ufeff").splitlines() or [""]
    sign = _delimiter(head)
    header = [_plain(cell) for cell in head.split(sign)]
    is_person = [title.casefold() in PERSON for title in header]
    if not is_person[0] or any(is_person[1:]) or len(header) < 2 or not all(header):
        return None
    parted = [line.partition(sign) for line in lines if line]
    signs = _signs_of([rest for _label, _sign, rest in parted], sign, len(header) - 1)
    persons = tuple(_plain(label) for label, _sign, _rest in parted)
    if signs is None or len(set(persons)) < len(persons) or not all(persons) or not persons:
        return None
    _check_items(header[1:], name)
    return _Signs(persons, tuple(header[1:]), signs)


def _signs_of(rests: Sequence[str], sign: str, n_items: int) -> NDArray[np.uint8] | None:
    """Return the cells of rows, a block at a time, which keeps the places of the separators in the cache."""
    signs = np.empty((len(rests), n_items), np.uint8)
    for start in range(0, len(rests), _BLOCK):
        block = _signs_of_block(rests[start : start + _BLOCK], ord(sign), n_items)
        if block is None:
            return None
        signs[start : start + _BLOCK] = block
    return signs


def _signs_of_block(rests: Sequence[str], sign: int, n_items: int) -> NDArray[np.uint8] | None:
    text = np.frombuffer(("\n".join(rests) + "\n").encode(), np.uint8)
    ends = np.flatnonzero((text == sign) | (text == 10))
    if len(ends) != len(rests) * n_items or (text[ends[n_items - 1 :: n_items]] != 10).any():
        return None
    lengths = np.diff(ends, prepend=-1) - 1
    if (lengths > 1).any():
        return None
    signs: NDArray[np.uint8] = np.where(lengths == 1, text[ends - 1], 0).astype(np.uint8)
    return signs.reshape(len(rests), n_items)


def _digits(table: _Signs) -> ScoreTable | None:
    is_digit = (table.signs >= ord("0")) & (table.signs <= ord("9"))
    if not (is_digit | (table.signs == 0)).all():
        return None
    return ScoreTable(table.persons, table.items, np.where(is_digit, table.signs - 48.0, np.nan))


def _letters(table: _Signs) -> LetterTable | None:
    lower = np.where((table.signs >= ord("A")) & (table.signs <= ord("Z")), table.signs + 32, table.signs)
    is_letter = (lower >= ord("a")) & (lower <= ord("z")) | (lower >= ord("0")) & (lower <= ord("9"))
    if not (is_letter | (lower == 0)).all():
        return None
    # An array of texts of one sign is an array of code points.
    texts = np.ascontiguousarray(lower, np.uint32).view("<U1" if sys.byteorder == "little" else ">U1")
    return LetterTable(table.persons, table.items, texts)


# --- tables cell by cell ---


def _wide(content: bytes, name: str) -> tuple[tuple[str, ...], tuple[str, ...], list[int], list[list[str]]]:
    """Return items, persons, the lines of the persons and their cells."""
    rows = _filled_rows(content, name)
    header = rows[0][1]
    person = _find(header, PERSON, "'person'", name)
    columns = [at for at, title in enumerate(header) if title and at != person]
    _check_width(rows, columns, person, name)
    items = [header[at] for at in columns]
    if not items:
        raise ScoresWithoutItems(name=name)
    _check_items(items, name)
    if len(rows) < 2:
        raise ScoresWithoutPersons(name=name)
    first = _persons(rows[1:], person, name)
    cells = [[row[at] if at < len(row) else "" for at in columns] for _line, row in rows[1:]]
    return tuple(items), tuple(first), list(first.values()), cells


def _check_width(rows: Sequence[_Row], columns: Sequence[int], person: int, name: str) -> None:
    """Refuse cells that stand under no name."""
    named = {*columns, person}
    for _line, row in rows[1:]:
        for at, cell in enumerate(row):
            if cell and at not in named:
                raise ItemUnnamed(name=name, column=at + 1)


def _check_items(items: Sequence[str], name: str) -> None:
    if len(set(items)) < len(items):
        twice = next(item for at, item in enumerate(items) if item in items[:at])
        raise ItemRepeated(name=name, item=twice[:60])


def _persons(rows: Sequence[_Row], person: int, name: str) -> dict[str, int]:
    first: dict[str, int] = {}
    for line, row in rows:
        label = row[person] if person < len(row) else ""
        if not label:
            raise PersonMissing(name=name, line=line)
        if first.setdefault(label, line) != line:
            raise PersonRepeated(name=name, line=line, person=label[:60], first=first[label])
    return first


def _number(text: str, name: str, line: int, item: str) -> float:
    if text.casefold() in _MISSING:
        return float("nan")
    number = float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else float("nan")
    if not isfinite(number):
        raise ScoreNoNumber(name=name, line=line, value=text[:40], item=item[:60])
    if number > MAX_POINTS:
        raise ScoreTooLarge(name=name, line=line, value=text[:40], item=item[:60], limit=MAX_POINTS)
    return number


def _pairs(content: bytes, name: str, first: Sequence[str], second: Sequence[str]) -> dict[str, str]:
    rows = _filled_rows(content, name)
    header = rows[0][1]
    at, to = (_find(header, names, f"'{names[0]}'", name) for names in (first, second))
    found: dict[str, str] = {}
    for line, row in rows[1:]:
        left, right = (row[column] if column < len(row) else "" for column in (at, to))
        if not left or not right:
            raise TableInvalid(
                name=name, line=line, problem=f"the column '{first[0] if not left else second[0]}' is empty"
            )
        if left in found:
            _refuse_twice(left, line, first, name)
        found[left] = right
    return found


def _refuse_twice(label: str, line: int, first: Sequence[str], name: str) -> None:
    if first is ITEM:
        raise ItemRepeated(name=name, item=label[:60])
    raise TableInvalid(name=name, line=line, problem=f"the person '{label[:60]}' stands there twice")


def _find(header: Sequence[str], names: Sequence[str], missing: str, name: str) -> int:
    titles = [title.casefold() for title in header]
    for wanted in names:
        if wanted in titles:
            return titles.index(wanted)
    found = ", ".join(title for title in header if title)[:200]
    raise ColumnsMissing(name=name, missing=missing, found=found)


def _filled_rows(content: bytes, name: str) -> list[_Row]:
    """Return the rows that have anything in them, with the lines they begin on."""
    if not content.strip():
        raise FileEmpty(name=name)
    rows = read_lines(content, name=name, knows=_is_column, most=MAX_PERSONS)
    filled = [(line, [_plain(cell) for cell in row]) for line, row in rows]
    if not filled:
        raise FileEmpty(name=name)
    return filled


def _is_column(cell: str) -> bool:
    return clean_text(cell).casefold() in _COLUMNS


def _delimiter(head: str) -> str:
    return max(",;\t|", key=head.count)


def _plain(cell: str) -> str:
    """Return a cell clean, without the apostrophe that our own writer puts before what could run."""
    if cell.isascii() and cell.isalnum():
        return cell
    return clean_text(bare_cell(cell))
