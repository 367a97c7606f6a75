"""Lists of people (XLSX, CSV): names, addresses, workplaces, each line with what is wrong with it.

A list is read whole. A line with a mistake is kept with its number and the mistake, so that somebody can mend it; only
a file that is no list is refused. No national number, no birth date is read: such columns are named and left out.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern

from sauatty.core.errors import ColumnsMissing, EncodingAmbiguous, EncodingUnknown, FileEmpty, FileTruncated
from sauatty.core.exchange.cells import could_run, day_in
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.fields import as_text
from sauatty.core.exchange.grids import find_heading, joined_heading
from sauatty.core.exchange.participant_words import (
    COLUMNS,
    KINDS,
    LANGUAGE_WORDS,
    NEVER_READ,
    folded,
    region_of,
)
from sauatty.core.exchange.table_text import decode_table, lost_word
from sauatty.core.exchange.tables import read_csv_rows, read_xlsx_sheets
from sauatty.core.languages import clean_text

HEADER_WITHIN = 25
MAX_NAME, MAX_TEXT = 200, 250
_MAIL = re.compile(r"[^\s@,;<>()\"]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,24}")
_NO_LETTER = re.compile(r"[\W\d_]*")
_BAD_BYTES = "\ufffd"
# What people mean by these, seen again and again in lists.
_MISTYPED_HOSTS = {
    "gmial.com": "gmail.com", "gmail.ru": "gmail.com", "gamil.com": "gmail.com", "gmail.con": "gmail.com",
    "mail.con": "mail.ru", "mail.ry": "mail.ru", "mail.r": "mail.ru", "yandex.ry": "yandex.ru", "maill.ru": "mail.ru",
}  # fmt: skip

_NAMING = frozenset({"name", "organisation", "position"})

PROBLEM_TEXTS = {
    "name-missing": "There is no name in this line.",
    "name-without-letters": "'%(text)s' is no name.",
    "name-too-long": "The name has more than %(most)s letters.",
    "mail-wrong": "'%(text)s' is no e-mail address.",
    "mail-mistyped": "'%(text)s' may be mistyped: did you mean '%(meant)s'?",
    "mail-twice": "The same e-mail address stands in line %(line)s.",
    "person-twice": "The same name and workplace stand in line %(line)s.",
    "region-unknown": "'%(text)s' is none of the 20 regions.",
    "kind-unknown": "'%(text)s' is no kind of organisation that is known here.",
    "language-unknown": "'%(text)s' is none of the languages: kk, ru or en.",
    "date-wrong": "'%(text)s' is no date. Write it as 2026-09-14 or 14.09.2026.",
    "could-run": "'%(text)s' begins as a formula does. Write it as plain text.",
    "letters-lost": "Some letters of this line are in another encoding than the rest and cannot be read.",
    "letters-asked": "'%(text)s' has question marks for letters that were lost when the list was saved. Type it anew.",
    "too-many-cells": "This line has more cells than the heading.",
}
# With these a line can be taken over all the same.
MILD = frozenset(
    {"mail-mistyped", "person-twice", "region-unknown", "kind-unknown", "language-unknown", "date-wrong"}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line: a code of `PROBLEM_TEXTS` and what it names."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_mild(self) -> bool:
        """Tell whether the line can be taken over all the same."""
        return self.code in MILD

    @property
    def in_words(self) -> str:
        """Return the sentence in English."""
        return PROBLEM_TEXTS[self.code] % self.params


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line: `fields` by name (name, email, organisation, kind, region, language, position, registered_on, code).

    Region is an ISO 3166-2 code, kind one of organisations, language kk, ru or en, registered_on an ISO date. A field
    that is empty or cannot be read is not there.
    """

    number: int
    fields: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Tell whether the line can be taken over."""
        return all(problem.is_mild for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ParticipantList:
    """A list as read: `ignored` are headings that nothing is known of, `refused` those that must not be kept."""

    rows: tuple[ParticipantRow, ...]
    columns: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def read_participants(content: bytes, name: str) -> ParticipantList:
    """Read a list of people.

    Parameters
    ----------
    content : bytes
        XLSX (the first sheet with a heading is read) or CSV parted by commas, semicolons or tabs.
    name : str
        The file's name, for errors.

    Raises
    ------
    ColumnsMissing
        No line has a heading for a name.
    LettersLost, EncodingAmbiguous, EncodingUnknown, FileTruncated
        Text in an old code page whose letters are not certain. Single lines of one inside a UTF-8 file are kept
        and named instead.
    """
    first: Sequence[object] = ()
    for rows in _tables(content, name):
        head = _heading(rows)
        if head is not None:
            return _read(rows, *head)
        first = first or (rows[0] if rows else ())
    found = ", ".join(filter(None, (as_text(cell).strip()[:30] for cell in first[:8]))) or "–"
    raise ColumnsMissing(name=name, missing="name", found=found)


def _tables(content: bytes, name: str) -> Iterator[Sequence[Sequence[object]]]:
    if not content:
        raise FileEmpty(name=name)
    if content.startswith(b"PK"):
        sheets = read_xlsx_sheets(content, check_container(content, name=name), name=name)
        yield from (rows for _title, rows in sheets)
    else:
        text = _text(content, name)
        yield read_csv_rows(text, name=name)
        # Lines of uneven length tell nothing of what parts them: the heading does
        yield from (read_csv_rows(text, name=name, delimiter=mark) for mark in ";\t,")


def _text(content: bytes, name: str) -> str:
    """Decode a list; where most lines are UTF-8 and some are not, these keep a mark in place of their letters."""
    try:
        return decode_table(content, name=name).text
    except (EncodingAmbiguous, EncodingUnknown, FileTruncated):
        lines = content.splitlines(keepends=True)
        good = sum(_is_unicode(line) for line in lines)
        is_mixed = good * 2 > len(lines) and any(not line.isascii() and _is_unicode(line) for line in lines)
        if not is_mixed:
            raise
        return content.decode("utf-8", "replace")


def _is_unicode(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _heading(rows: Sequence[Sequence[object]]) -> tuple[int, dict[int, str]] | None:
    """Return where the heading stands and which field each column is; None where no line has a name."""
    at = find_heading(rows, _is_known)
    fields = {place: COLUMNS.get(folded(cell), "") for place, cell in enumerate(_titles(rows, at))}
    known = {place: name for place, name in fields.items() if name}
    return (at, _first_of_each(known)) if {"name", "surname", "given"} & set(known.values()) else None


def _titles(rows: Sequence[Sequence[object]], at: int) -> list[str]:
    return joined_heading(rows, at, _is_known) if rows else []


def _is_known(cell: str) -> bool:
    key = folded(cell)
    return key in COLUMNS or key in NEVER_READ


def _first_of_each(known: Mapping[int, str]) -> dict[int, str]:
    seen: set[str] = set()
    return {place: name for place, name in known.items() if name not in seen and not seen.add(name)}  # type: ignore[func-returns-value]


def _read(rows: Sequence[Sequence[object]], at: int, columns: Mapping[int, str]) -> ParticipantList:
    titles = [clean_text(cell) for cell in _titles(rows, at)]
    others = [title for place, title in enumerate(titles) if title and place not in columns]
    refused = tuple(title for title in others if folded(title) in NEVER_READ)
    found: list[ParticipantRow] = []
    seen = _Seen({}, {})
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if any(cell is not None and cell != "" for cell in row):
            line = _read_row(number, row, columns, len(titles), seen)
            if line.fields or any(problem.code != "name-missing" for problem in line.problems):
                found.append(line)
    return ParticipantList(
        tuple(found), tuple(columns.values()), tuple(one for one in others if one not in refused), refused
    )


@dataclass(slots=True)
class _Seen:
    """In which line an address, and a name with its workplace, stood first."""

    mails: dict[str, int]
    people: dict[tuple[str, str], int]


def _read_row(
    number: int, row: Sequence[object], columns: Mapping[int, str], width: int, seen: _Seen
) -> ParticipantRow:
    cells = {name: row[place] for place, name in columns.items() if place < len(row)}
    fields: dict[str, str] = {}
    problems: list[Problem] = []
    if len(row) > width and any(as_text(cell).strip() for cell in row[width:]):
        problems.append(Problem("too-many-cells"))
    for name, value in _joined_name(cells).items():
        text, may_run = _plain(value if isinstance(value, str) else as_text(value))
        if text:
            problems += _take(name, value, text, fields) if not may_run else [_running(text)]
    if "name" not in fields and not any(
        one.code.startswith(("name", "letters", "could")) for one in problems
    ):
        problems.append(Problem("name-missing"))
    return ParticipantRow(number, fields, (*problems, *_repeated(number, fields, seen)))


@lru_cache(maxsize=65_536)
def _plain(text: str) -> tuple[str, bool]:
    """Return a cell without invisible letters, and whether a spreadsheet would run it; workplaces repeat in lists."""
    plain = clean_text(text)
    return plain, could_run(plain) and not plain.startswith("+7")


def _running(text: str) -> Problem:
    return Problem("could-run", {"text": text[:60]})


def _joined_name(cells: Mapping[str, object]) -> dict[str, object]:
    """Return the cells with a name in one piece, where it stands in two or three columns."""
    if "surname" not in cells and "given" not in cells:
        return dict(cells)
    parts = [_plain(as_text(cells.get(name)))[0] for name in ("surname", "given", "father")]
    rest = {name: value for name, value in cells.items() if name not in ("surname", "given", "father")}
    return rest if rest.get("name") or not any(parts) else {"name": " ".join(filter(None, parts))} | rest


def _take(name: str, value: object, text: str, fields: dict[str, str]) -> list[Problem]:
    """Read one cell into `fields`; returns what is wrong with it."""
    if _BAD_BYTES in text:
        return [Problem("letters-lost")]
    reader = _READERS.get(name)
    if name in _NAMING and (lost := lost_word(text)):
        return [Problem("letters-asked", {"text": lost})]
    found, problems = reader(value, text) if reader else (text[:MAX_TEXT], [])
    if found:
        fields[name] = found
    return problems


_Found = tuple[str, list[Problem]]


def _name(value: object, text: str) -> _Found:
    if _NO_LETTER.fullmatch(text):
        return "", [Problem("name-without-letters", {"text": text[:60]})]
    if len(text) > MAX_NAME:
        return "", [Problem("name-too-long", {"most": MAX_NAME})]
    return " ".join(text.split()), []


def _mail(value: object, text: str) -> _Found:
    plain = text.removeprefix("mailto:").strip(" .,;<>").lower()
    if not _MAIL.fullmatch(plain):
        return "", [Problem("mail-wrong", {"text": text[:60]})]
    box, _at, host = plain.rpartition("@")
    meant = _MISTYPED_HOSTS.get(host)
    return plain, [Problem("mail-mistyped", {"text": plain, "meant": f"{box}@{meant}"})] if meant else []


def _one_of(known: Callable[[str], str | None], code: str) -> Callable[[object, str], _Found]:
    once = lru_cache(maxsize=4096)(known)

    def read(value: object, text: str) -> _Found:
        found = once(text)
        return (found, []) if found else ("", [Problem(code, {"text": text[:60]})])

    return read


def _date(value: object, text: str) -> _Found:
    day = day_in(value)
    return (day.isoformat(), []) if day else ("", [Problem("date-wrong", {"text": text[:40]})])


_READERS: dict[str, Callable[[object, str], _Found]] = {
    "name": _name,
    "email": _mail,
    "region": _one_of(region_of, "region-unknown"),
    "kind": _one_of(lambda text: KINDS.get(folded(text)), "kind-unknown"),
    "language": _one_of(lambda text: LANGUAGE_WORDS.get(folded(text)), "language-unknown"),
    "registered_on": _date,
}


def _repeated(number: int, fields: Mapping[str, str], seen: _Seen) -> list[Problem]:
    found = []
    if mail := fields.get("email"):
        first = seen.mails.setdefault(mail, number)
        found += [Problem("mail-twice", {"line": first})] if first != number else []
    if (name := fields.get("name")) and not mail:
        first = seen.people.setdefault((folded(name), folded(fields.get("organisation", ""))), number)
        found += [Problem("person-twice", {"line": first})] if first != number else []
    return found


# --- over a pipe ---


def list_to_json(found: ParticipantList) -> str:
    """Write a list as JSON: what is told of its columns, then a value for each line."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    told = {"columns": found.columns, "ignored": found.ignored, "refused": found.refused}
    rows = (
        encode([row.number, row.fields, [[one.code, one.params] for one in row.problems]])
        for row in found.rows
    )
    return "\n".join([encode(told), *rows])


def list_from_json(text: str) -> ParticipantList:
    """Read what `list_to_json` wrote, value by value: a long list lies in memory once, and what repeats once."""
    read, at, once = json.JSONDecoder().raw_decode, 0, dict[str, str]()
    told, at = read(text)
    rows: list[ParticipantRow] = []
    while at < len(text):
        (number, fields, problems), at = read(text, at + 1)
        kept = {
            intern(name): once.setdefault(said, said) if name in _REPEATED else said
            for name, said in fields.items()
        }
        rows.append(
            ParticipantRow(number, kept, tuple(Problem(*one) for one in problems) if problems else ())
        )
    return ParticipantList(
        tuple(rows), tuple(told["columns"]), tuple(told["ignored"]), tuple(told["refused"])
    )


_REPEATED = frozenset({"organisation", "kind", "region", "language", "position", "registered_on"})
