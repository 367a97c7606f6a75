"""What the body of a submission 'test-attempt' says: an attempt made without a connection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sauatty.core.errors import AttemptUnreadable
from sauatty.core.languages import LANGUAGES

KIND = "test-attempt"
MOST_SWITCHES = 200
LONGEST_SECONDS = 30 * 86_400
# A clock that says another year says nothing, and the ends of the calendar cannot be moved between time zones.
YEARS = range(1980, 2200)


@dataclass(frozen=True, slots=True)
class OfflineAttempt:
    """An attempt as the device describes it; its times are the device's own and decide nothing."""

    test: str
    paper: str
    language: str
    answers: object
    switches: tuple[tuple[int, str], ...]
    seed: int
    started: datetime | None
    finished: datetime | None

    @property
    def minutes(self) -> float | None:
        """Return how long it took by the clock of the device."""
        if self.started is None or self.finished is None or self.finished < self.started:
            return None
        return (self.finished - self.started).total_seconds() / 60


def read_attempt(body: Mapping[str, Any]) -> OfflineAttempt:
    """Read a body; AttemptUnreadable where it is none."""
    language, switches, seed = body.get("language"), body.get("switches") or [], body.get("seed")
    if language not in LANGUAGES or not isinstance(switches, list) or len(switches) > MOST_SWITCHES:
        raise AttemptUnreadable
    return OfflineAttempt(
        test=_name(body.get("test")), paper=_name(body.get("paper")), language=str(language), answers=body.get("answers"),
        switches=tuple(_switch(one) for one in switches), seed=_seed(seed), started=_moment(body.get("started")),
        finished=_moment(body.get("finished")),
    )  # fmt: skip


def _name(value: object) -> str:
    if not isinstance(value, str) or not value or len(value) > 80 or not value.isascii() or "\0" in value:
        raise AttemptUnreadable
    return value


def _switch(value: object) -> tuple[int, str]:
    if not isinstance(value, list) or len(value) != 2 or value[1] not in LANGUAGES:
        raise AttemptUnreadable
    if not isinstance(value[0], int) or not 0 <= value[0] <= LONGEST_SECONDS:
        raise AttemptUnreadable
    return value[0], value[1]


def _seed(value: object) -> int:
    """Read a seed: as text, because numbers of scripts are exact to 53 bits only."""
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 19:
        raise AttemptUnreadable
    return min(int(value), 2**63 - 1)


def _moment(value: object) -> datetime | None:
    """Read a moment of the device; nonsense is none, for nothing hangs on it."""
    try:
        found = parse_datetime(value) if isinstance(value, str) and len(value) < 40 else None
    except ValueError:
        return None
    is_moment = found is not None and timezone.is_aware(found) and found.year in YEARS
    return found if is_moment else None
