"""Reports of Zoom, BigBlueButton and Teams about who was in a meeting, and for how long.

Each person is one row with their stays united, so that minutes on two devices at once count once. Headers are known in
English, Russian and Kazakh; a table that was typed by hand with such headers is read as well.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from sauatty.core.errors import EncodingAmbiguous, FileEmpty, MinutesTimeUnreadable, MinutesUnreadable
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.encodings import decode_text, guess_code_page
from sauatty.core.exchange.tables import read_xlsx_sheets
from sauatty.core.exchange.video_headers import columns_of
from sauatty.core.exchange.video_times import (
    Order,
    bare,
    find_order,
    read_minutes_text,
    read_moment,
    read_zone,
)
from sauatty.core.languages import clean_text

MAX_LINES = 50_000
LONGEST_NAME = 250
ZOOM, TEAMS, BBB, OTHER = "zoom", "teams", "bbb", "other"
Stay = tuple[datetime, datetime]

_SECTION = re.compile(r"\d\.\s+\S")
_YES = frozenset({"yes", "да", "иә", "true"})
_LEAVES = ("left", "вышел", "вышла", "покинул", "шықты")


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """One name of a report. `stays` are united, in order, in UTC; empty where the report tells only minutes."""

    name: str
    email: str
    stays: tuple[Stay, ...]
    minutes: int
    n_at_once: int = 1


@dataclass(frozen=True, slots=True)
class MinutesReport:
    """What a report says. `started` and `ended` are the first and last moment in it; `encoding` how it was written."""

    service: str
    started: datetime | None
    ended: datetime | None
    rows: tuple[MinutesRow, ...]
    encoding: str = "utf-8"


def read_minutes(
    content: bytes, name: str, *, zone: str = "Asia/Almaty", near: date | None = None
) -> MinutesReport:
    """Read the report of a video service.

    Parameters
    ----------
    content : bytes
        CSV (any separator; Unicode or an old Cyrillic code page) or XLSX.
    name : str
        What messages call the file.
    zone : str
        The zone of times that say none: that of the account which made the report.
    near : date
        The day of the session; it decides whether 11/12 is in November or in December.

    Returns
    -------
    MinutesReport
        One row for each name and address. Time in a waiting room does not count.

    Raises
    ------
    MinutesUnreadable, MinutesTimeUnreadable, FileEmpty
        No such report, or a time that is none; the line is named.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    lines, encoding = _lines(content, name)
    block = _choose(_blocks(lines))
    if block is None:
        raise MinutesUnreadable(name=name)
    rows = _people(_Reading(block, name, find_order(block.times(), near=near, zone=ZoneInfo(zone))).entries())
    if not rows:
        raise MinutesUnreadable(name=name)
    stays = [stay for row in rows for stay in row.stays]
    started, ended = (
        min((one for one, _ in stays), default=None),
        max((one for _, one in stays), default=None),
    )
    return MinutesReport(block.service(), started, ended, rows, encoding)


def unite(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Unite stays that overlap or touch, so that every minute counts once.

    Examples
    --------
    >>> at = lambda hour, minute: datetime(2026, 11, 12, hour, minute)
    >>> [(a.hour, b.hour, b.minute) for a, b in unite([(at(10, 0), at(11, 0)), (at(10, 30), at(11, 20))])]
    [(10, 11, 20)]
    """
    united: list[Stay] = []
    for joined, left in sorted(stays):
        if united and joined <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], left)
        else:
            united.append((joined, left))
    return tuple(united)


def minutes_of(stays: Iterable[Stay]) -> int:
    """Return the whole minutes of united stays, rounded to the nearest."""
    seconds = sum((left - joined).total_seconds() for joined, left in unite(stays))
    return int(seconds / 60 + 0.5)


def _at_once(stays: Sequence[Stay]) -> int:
    """Return how many stays of one name ran at the same moment: two telephones, or two people of one name."""
    steps = sorted(
        [(joined, 1) for joined, left in stays if left > joined]
        + [(left, -1) for joined, left in stays if left > joined]
    )
    now = most = 0
    for _moment, step in steps:
        now += step
        most = max(most, now)
    return max(most, 1)


# --- lines and blocks -------------------------------------------------------------------------------


def _lines(content: bytes, name: str) -> tuple[list[list[str]], str]:
    if content.startswith(b"PK\x03\x04"):
        sheets = read_xlsx_sheets(content, check_container(content, name=name), name=name)
        return [
            [_cell(cell) for cell in row] for _sheet, rows in sheets for row in (*rows[:MAX_LINES], [])
        ], "xlsx"
    text, encoding = _text(content, name)
    tabs = text.count("\t")
    delimiter = (
        "\t" if tabs and tabs >= text.count(",") / 2 else ";" if text.count(";") > text.count(",") else ","
    )
    try:
        lines = [
            row
            for _n, row in zip(
                range(MAX_LINES), csv.reader(StringIO(text, newline=""), delimiter=delimiter), strict=False
            )
        ]
    except csv.Error as error:
        raise MinutesUnreadable(name=name) from error
    return [[bare(clean_text(cell)) for cell in row] for row in lines], encoding


def _text(content: bytes, name: str) -> tuple[str, str]:
    """Decode a report; an old code page is read too, for a table program writes it without being asked."""
    try:
        decoded = decode_text(content, name=name)
    except EncodingAmbiguous:
        guess = guess_code_page(content)
        if guess is None:
            raise
        return content.decode(guess, "replace"), guess
    return decoded.text.replace("\0", ""), decoded.encoding


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, timedelta):
        return str(round(value.total_seconds() / 60, 2))
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return bare(clean_text(str(value)))


@dataclass(frozen=True, slots=True)
class _Block:
    """A table inside of a report: its columns by field, the zone its header names, and its lines with numbers."""

    columns: Mapping[str, int]
    zone: str
    lines: list[tuple[int, list[str]]]

    def times(self) -> list[str]:
        """Return the cells that hold moments."""
        places = [
            self.columns[one] for one in ("joined", "first", "left", "last", "stamp") if one in self.columns
        ]
        return [row[at] for _line, row in self.lines for at in places if at < len(row)]

    def service(self) -> str:
        """Name the service by the columns that only it has."""
        if self.columns.keys() & {"action", "first", "last"}:
            return TEAMS
        for field, service in (("bbb", BBB), ("zoom", ZOOM), ("waiting", ZOOM), ("teams", TEAMS)):
            if field in self.columns:
                return service
        return OTHER


def _blocks(lines: Sequence[list[str]]) -> list[_Block]:
    found: list[_Block] = []
    is_open = False
    for number, row in enumerate(lines, start=1):
        columns = columns_of(row)
        if columns is not None:
            zone = " ".join(cell for cell in row if "(" in cell)
            found.append(_Block(columns, zone, []))
            is_open = True
        elif not any(row) or (_SECTION.match(row[0]) and not any(row[1:])):
            is_open = is_open and not any(row) and not found[-1].lines
        elif is_open:
            found[-1].lines.append((number, row))
    return found


def _choose(blocks: Sequence[_Block]) -> _Block | None:
    """Take the table that knows every stay before one that sums them up."""
    filled = [block for block in blocks if block.lines]
    return max(filled, key=lambda block: ("stamp" in block.columns, "joined" in block.columns), default=None)


# --- rows -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    email: str
    stay: Stay | None
    minutes: float | None


class _Reading:
    """One table on its way to entries: a stay, or minutes, of a name."""

    def __init__(self, block: _Block, name: str, order: Order) -> None:
        zone = read_zone(block.zone)
        self.block, self.name = block, name
        self.order = Order(order.is_day_first, zone) if zone is not None else order
        moments = [found for text in block.times() if (found := read_moment(text, self.order))]
        self.end = max(moments, default=None)

    def entries(self) -> list[_Entry]:
        """Return the entries of all lines."""
        if {"action", "stamp"} <= self.block.columns.keys():
            return self._from_actions()
        return [entry for line, row in self.block.lines if (entry := self._entry(line, row))]

    def _entry(self, line: int, row: Sequence[str]) -> _Entry | None:
        name = self._cell(row, "name")[:LONGEST_NAME]
        if not name or self._cell(row, "waiting").casefold() in _YES:
            return None
        joined, left = self._moment(line, row, "joined", "first"), self._moment(line, row, "left", "last")
        minutes = read_minutes_text(self._cell(row, "minutes"))
        if joined is None:
            return _Entry(name, self._email(row), None, minutes)
        # Who was still there when the report was made has no end: it is that of the report.
        until = left or self.end or joined
        return _Entry(name, self._email(row), (joined, max(joined, until)), minutes)

    def _email(self, row: Sequence[str]) -> str:
        found = self._cell(row, "email")
        return found[:254].lower() if "@" in found else ""

    def _cell(self, row: Sequence[str], field: str) -> str:
        at = self.block.columns.get(field, len(row))
        return row[at] if at < len(row) else ""

    def _moment(self, line: int, row: Sequence[str], *fields: str) -> datetime | None:
        text = next((cell for field in fields if (cell := self._cell(row, field))), "")
        if not any(char.isdigit() for char in text):
            return None
        found = read_moment(text, self.order)
        if found is None:
            raise MinutesTimeUnreadable(name=self.name, line=line, value=text[:60])
        return found

    def _from_actions(self) -> list[_Entry]:
        """Pair 'joined' and 'left' of the old reports of Teams, name by name."""
        entries: list[_Entry] = []
        inside: dict[str, datetime] = {}
        for line, row in self.block.lines:
            name, at = self._cell(row, "name")[:LONGEST_NAME], self._moment(line, row, "stamp")
            if not name or at is None:
                continue
            if self._cell(row, "action").casefold().startswith(_LEAVES):
                entries.append(_Entry(name, "", (min(inside.pop(name, at), at), at), None))
            else:
                inside.setdefault(name, at)
        return entries + [
            _Entry(name, "", (at, max(at, self.end or at)), None) for name, at in inside.items()
        ]


def _people(entries: Iterable[_Entry]) -> tuple[MinutesRow, ...]:
    by_person: dict[tuple[str, str], list[_Entry]] = {}
    for entry in entries:
        by_person.setdefault((entry.name.casefold(), entry.email), []).append(entry)
    return tuple(_person(group) for group in by_person.values())


def _person(group: Sequence[_Entry]) -> MinutesRow:
    stays = [entry.stay for entry in group if entry.stay is not None]
    told = [entry.minutes for entry in group if entry.minutes is not None]
    united, summed = minutes_of(stays), int(sum(told) + 0.5)
    # A service that knows of pauses inside of a stay tells fewer minutes than its ends would give.
    minutes = summed if not stays else min(united, summed) if len(told) == len(group) else united
    return MinutesRow(group[0].name, group[0].email, unite(stays), minutes, _at_once(stays))


# --- through the sandbox ----------------------------------------------------------------------------


def report_to_json(report: MinutesReport) -> str:
    """Return a report as JSON, its moments as ISO texts."""
    return json.dumps(asdict(report), ensure_ascii=False, default=lambda value: value.isoformat())


def read_told_minutes(content: bytes, name: str) -> str:
    """Read a report before which a line of JSON says `zone` and `near`; returns the JSON of what was read."""
    head, _, rest = content.partition(b"\n")
    told = json.loads(head)
    near = date.fromisoformat(told["near"]) if told["near"] else None
    return report_to_json(read_minutes(rest, name, zone=told["zone"], near=near))


def report_from_json(text: str) -> MinutesReport:
    """Return the report of such a JSON."""
    found = json.loads(text)
    rows = [
        MinutesRow(
            one["name"],
            one["email"],
            tuple((_at(a), _at(b)) for a, b in one["stays"]),
            one["minutes"],
            one["n_at_once"],
        )
        for one in found["rows"]
    ]
    started, ended = ((_at(value) if value else None) for value in (found["started"], found["ended"]))
    return MinutesReport(found["service"], started, ended, tuple(rows), found["encoding"])


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
