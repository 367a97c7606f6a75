"""The moments and durations that video services write: 12 and 24 hours, any order of the day, kk, ru and en."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})(?!\d)")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})\s+([^\W\d_]{3,})|([^\W\d_]{3,})\s+(\d{1,2}))\.?,?\s+(\d{4})", re.UNICODE
)
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([ap]\.?\s?m\.?|дп|пп)?(?![\w:])", re.IGNORECASE
)
_ZONE = re.compile(
    r"(?:\b(?:UTC|GMT)\s*|(?<=\d))([+-]\d{1,2})(?::?(\d{2}))?\b(?![./-])|(\bUTC\b|\bGMT\b|(?<=\d)Z\b)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200e\u200f]+")
_MONTHS = (
    ("jan", "янв", "қаң"), ("feb", "фев", "ақп"), ("mar", "мар", "нау"), ("apr", "апр", "сәу"), ("may", "мая", "май", "мам"),
    ("jun", "июн", "мау"), ("jul", "июл", "шіл"), ("aug", "авг", "там"), ("sep", "сен", "қыр"), ("oct", "окт", "қаз"),
    ("nov", "ноя", "қар"), ("dec", "дек", "жел"),
)  # fmt: skip
_DURATION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(сағ|h|ч|min|мин|m|sek|сек|sec|s|с)", re.IGNORECASE)
_SECONDS = {"сағ": 3600, "h": 3600, "ч": 3600, "min": 60, "мин": 60, "m": 60}
_HMS = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
LONGEST_MINUTES = 7 * 1440


@dataclass(frozen=True, slots=True)
class Order:
    """In which order '11/12/2026' names day and month, and the zone of times that say none."""

    is_day_first: bool
    zone: tzinfo


def bare(text: object) -> str:
    """Return a cell without the many kinds of spaces that services put into it."""
    return _SPACES.sub(" ", str(text)).strip()


def find_order(texts: Iterable[str], *, near: date | None, zone: tzinfo) -> Order:
    """Find out how a report writes its days.

    A number above 12 decides; else the reading that lies nearer to `near` (the day of the session); else the clock:
    twelve hours go with the month in front.
    """
    seen = [text for text in texts if text]
    found = [
        match for text in seen if (match := _NUMBERS.search(text)) and match[2] != "-" and len(match[1]) < 3
    ]
    if any(match[2] == "." or int(match[1]) > 12 for match in found):
        return Order(True, zone)
    if any(int(match[3]) > 12 for match in found):
        return Order(False, zone)
    if near is not None and found:
        apart = {first: _days_apart(found[0], near, first) for first in (True, False)}
        if apart[True] != apart[False]:
            return Order(apart[True] < apart[False], zone)
    return Order(not any(_is_twelve(text) for text in seen), zone)


def _days_apart(match: re.Match[str], near: date, is_day_first: bool) -> int:
    day = _day(match, is_day_first)
    return abs((day - near).days) if day is not None else 10**6


def _is_twelve(text: str) -> bool:
    clock = _CLOCK.search(text, _end_of_day(text))
    return bool(clock and clock[4])


def read_moment(text: str, order: Order) -> datetime | None:
    """Read a moment as UTC; None where it is none (a dash, nothing, a day that no calendar has)."""
    day, rest = _read_day(text, order.is_day_first), text[_end_of_day(text) :]
    clock = _CLOCK.search(rest)
    if day is None or clock is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].lower()[0] in "pп" and clock[4].lower() != "дп" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    zone = read_zone(rest[clock.end() :]) or order.zone
    try:
        return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone).astimezone(
            UTC
        )
    except (ValueError, OverflowError):
        return None


def _end_of_day(text: str) -> int:
    match = _NUMBERS.search(text) or _IN_WORDS.search(text)
    return match.end() if match else 0


def _read_day(text: str, is_day_first: bool) -> date | None:
    numbers = _NUMBERS.search(text)
    if numbers:
        return _day(numbers, is_day_first)
    words = _IN_WORDS.search(text)
    if not words:
        return None
    name = (words[2] or words[3]).lower()[:3]
    month = next((number for number, names in enumerate(_MONTHS, start=1) if name in names), 0)
    return _date(int(words[5]), month, int(words[1] or words[4]))


def _day(match: re.Match[str], is_day_first: bool) -> date | None:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return _date(first, second, third)
    day, month = (first, second) if is_day_first else (second, first)
    return _date(third + 2000 if third < 100 else third, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year < 2200 else None
    except ValueError:
        return None


def read_zone(text: str) -> tzinfo | None:
    """Read a zone as an offset ('GMT+05:00', '+0500', 'UTC'); None where none is named."""
    match = _ZONE.search(text)
    if match is None:
        return None
    if match[1] is None:
        return UTC
    hours, minutes = int(match[1]), int(match[2] or 0)
    if abs(hours) > 14 or minutes > 59:
        return None
    return timezone(timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes))


def read_minutes_text(text: str) -> float | None:
    """Read a duration in minutes: '92', '1h 28m 58s', '1 ч 28 мин', '01:28:58'; None where it is none."""
    parts = _DURATION.findall(text)
    hms = _HMS.fullmatch(text)
    minutes: float | None
    if hms:
        minutes = int(hms[1]) * 60 + int(hms[2]) + int(hms[3] or 0) / 60
    elif parts:
        minutes = (
            sum(float(number.replace(",", ".")) * _SECONDS.get(unit.lower(), 1) for number, unit in parts)
            / 60
        )
    else:
        try:
            minutes = float(text.replace(",", "."))
        except ValueError:
            return None
    return minutes if 0 <= minutes <= LONGEST_MINUTES else None
