"""A month of the calendar page: its weeks with their sessions, by the clocks of the site."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date, get_day_names

from sauatty.web.events import zones


@dataclass(frozen=True, slots=True)
class Day:
    """One day with what is held on it; `is_other` ones belong to the month before or after."""

    day: date
    sessions: tuple[Any, ...]
    is_other: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks, each from Monday to Sunday."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def days(self) -> list[Day]:
        """Return the days of this very month on which something is held."""
        return [one for week in self.weeks for one in week if one.sessions and not one.is_other]

    @property
    def before(self) -> str:
        """Return the month before, as the address of the page has it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """Return the month after."""
        return f"{_next(self.first):%Y-%m}"

    def title(self, language: str) -> str:
        """Return the name of the month with its year."""
        return str(format_date(self.first, "LLLL y", locale=language)).capitalize()


def _next(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=5)).replace(day=1)


def read_month(asked: str, today: date) -> date:
    """Return the first day of a month such as 2026-11; the month of today where it is none."""
    found = re.fullmatch(r"(20\d\d)-(\d\d)", asked)
    if found and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def span_of(first: date) -> tuple[date, date]:
    """Return the Monday on which the page of a month begins, and the Monday after its end."""
    begin = first - timedelta(days=first.weekday())
    after = _next(first)
    return begin, after + timedelta(days=(7 - after.weekday()) % 7)


def month_of(first: date, sessions: Iterable[Any], today: date) -> Month:
    """Lay sessions out over the weeks of a month; each stands on the day that its event's clocks show."""
    held: dict[date, list[Any]] = {}
    for one in sessions:
        held.setdefault(zones.local(one.starts_at, one.event.timezone).date(), []).append(one)
    begin, end = span_of(first)
    days = [begin + timedelta(days=n) for n in range((end - begin).days)]
    made = [Day(day, tuple(held.get(day, ())), day.month != first.month, day == today) for day in days]
    return Month(first, tuple(tuple(made[n : n + 7]) for n in range(0, len(made), 7)))


def day_names(language: str) -> list[str]:
    """Return the short names of the days, Monday first."""
    names = get_day_names("abbreviated", context="stand-alone", locale=language)
    return [str(names[n]) for n in range(7)]
