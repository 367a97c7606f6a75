"""On which day a cohort begins each module: as set, or suggested with one session a week. Pure: no tables here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class ModuleDay:
    """The day on which a module begins; None where neither it nor the start of the cohort is known."""

    module: str
    day: date | None
    is_suggested: bool


def module_days(
    modules: Iterable[tuple[str, int]], starts_on: date | None, own: Mapping[str, date]
) -> list[ModuleDay]:
    """Return the day of each module, in the order of the plan.

    `modules` are ids with their numbers of sessions, `own` the days that were set. A suggested day lies as many weeks
    after the beginning of the module before as that one has sessions, so it moves with the days that are set.
    """
    found, next_day = list[ModuleDay](), starts_on
    for module, sessions in modules:
        day = own.get(module, next_day)
        found.append(ModuleDay(module, day, day is not None and module not in own))
        next_day = _later(day, max(1, sessions)) if day else None
    return found


def is_in_order(days: list[date]) -> bool:
    """Tell whether no day lies before the one that it follows."""
    return days == sorted(days)


def _later(day: date, weeks: int) -> date | None:
    """Return a day so many weeks later; None where the calendar ends (a year typed as 9999)."""
    return day + timedelta(weeks=weeks) if day <= date.max - timedelta(weeks=weeks) else None
