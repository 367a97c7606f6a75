"""What counts as having attended an event: pure rules over plain values, without rows and without a clock."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# Of an event that says nothing: four fifths of the time, as the peers of this house ask for a certificate.
DEFAULT_SHARE = 0.8
# Who was in a video meeting for less than half of a session was not at it; a code or a signature says that they were.
LEAST_OF_A_SESSION = 0.5

SESSIONS, MINUTES = "sessions", "minutes"
ENOUGH, ON_THE_WAY, AT_RISK, SHORT = "enough", "on-the-way", "at-risk", "short"


@dataclass(frozen=True, slots=True)
class Needs:
    """What an event asks for; None asks for nothing. `share` is of the planned minutes of all its sessions."""

    sessions: int | None = None
    minutes: int | None = None
    share: float | None = None

    def minutes_of(self, planned: int) -> int:
        """Return the minutes to be there out of the planned ones; never more than were planned."""
        by_share = math.ceil(round(self.share * planned, 6)) if self.share else 0
        return min(max(self.minutes or 0, by_share), planned)

    def sessions_of(self, n_sessions: int) -> int:
        """Return the number of sessions to be at; never more than there are."""
        return min(self.sessions or 0, n_sessions)


def read_needs(needs: Mapping[str, Any] | None) -> Needs:
    """Read `Event.needs`; one that asks for nothing at all gets the usual share."""
    found = needs or {}
    sessions, minutes = _whole(found.get("sessions")), _whole(found.get("minutes"))
    share = found.get("share")
    is_share = isinstance(share, int | float) and not isinstance(share, bool) and 0 < share <= 1
    if sessions is None and minutes is None and not is_share:
        return Needs(share=DEFAULT_SHARE)
    return Needs(sessions, minutes, float(share) if is_share and share is not None else None)


def _whole(value: object) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if isinstance(value, int) and is_number and value > 0 else None


def planned_minutes(session: Any) -> int:
    """Return how long a session lasts, by its times or, where it has none, as it was planned."""
    if session.starts_at is None or session.ends_at is None:
        return int(session.minutes)
    return int((session.ends_at - session.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Sat:
    """One session as it counts for one person. `is_over` says that nobody can come to it any more."""

    planned: int
    is_over: bool
    is_present: bool = False
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """How much is missing of what: sessions or minutes."""

    what: str
    n: int


@dataclass(frozen=True, slots=True)
class EventAttendance:
    """How far one person has attended one event. `outlook` says whether enough can still be reached."""

    n_sessions: int
    n_attended: int
    minutes: int
    minutes_planned: int
    sessions_needed: int
    minutes_needed: int
    is_enough: bool
    outlook: str
    missing: tuple[Missing, ...] = field(default=())
    n_over: int = 0

    @property
    def share(self) -> float:
        """Return the share of the planned minutes that the person was there; 0 where nothing was planned."""
        return min(self.minutes / self.minutes_planned, 1.0) if self.minutes_planned else 0.0


def weigh(needs: Needs, sessions: Sequence[Sat]) -> EventAttendance:
    """Weigh what a person attended against what the event asks for.

    Sessions that were cancelled must not be among `sessions`: they neither count nor are asked for.
    """
    attended = [one for one in sessions if one.is_present]
    planned = sum(one.planned for one in sessions)
    n_needed, minutes_needed = needs.sessions_of(len(sessions)), needs.minutes_of(planned)
    minutes = sum(one.minutes for one in attended)
    missing = tuple(
        Missing(what, short)
        for what, short in (
            (SESSIONS, n_needed - len(attended)),
            (MINUTES, minutes_needed - minutes),
        )
        if short > 0
    )
    is_enough = not missing and bool(attended)
    ahead = [one for one in sessions if not one.is_over and not one.is_present]
    return EventAttendance(
        n_sessions=len(sessions), n_attended=len(attended), minutes=minutes, minutes_planned=planned,
        sessions_needed=n_needed, minutes_needed=minutes_needed, is_enough=is_enough, missing=missing,
        outlook=ENOUGH if is_enough else _outlook(missing, ahead, sessions),
        n_over=sum(one.is_over for one in sessions),
    )  # fmt: skip


def _outlook(missing: Sequence[Missing], ahead: Sequence[Sat], sessions: Sequence[Sat]) -> str:
    """Say whether what is missing can still be reached, and whether one more absence would be too much."""
    if not ahead:
        return SHORT if sessions else ON_THE_WAY
    if not _reaches(missing, ahead):
        return SHORT
    has_missed = any(one.is_over and not one.is_present for one in sessions)
    longest = max(ahead, key=lambda one: one.planned)
    without = [one for one in ahead if one is not longest]
    return AT_RISK if has_missed and not _reaches(missing, without) else ON_THE_WAY


def _reaches(missing: Sequence[Missing], ahead: Sequence[Sat]) -> bool:
    possible = {SESSIONS: len(ahead), MINUTES: sum(one.planned for one in ahead)}
    return all(possible[one.what] >= one.n for one in missing)


@dataclass(frozen=True, slots=True)
class Said:
    """One mark as it counts: from which source, whether the person was there, minutes where the source knows them.

    `order` is the order in which marks arrived; of two of one source the later one holds.
    """

    source: str
    is_present: bool
    order: Any
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What follows from all marks of one person at one session."""

    is_present: bool
    minutes: int
    source: str
    has_conflict: bool


# First the source that is believed before the others.
PRECEDENCE = ("hand", "sheet", "door", "slide", "minutes")


def settle(marks: Sequence[Said], planned: int) -> Held | None:
    """Work out what holds: presence from the most trusted source, minutes from the video service where it knows them.

    A contradiction between sources is a conflict until somebody has decided it by hand after all of them; a hand
    mark that was set before another source spoke does not settle it. None where there is no mark.
    """
    last = {one.source: one for one in sorted(marks, key=lambda one: one.order)}
    if not last:
        return None
    first = next(last[source] for source in PRECEDENCE if source in last)
    presence = {source: _is_there(one, planned) for source, one in last.items()}
    is_present = presence[first.source]
    others = [one for one in last.values() if presence[one.source] != is_present]
    is_decided = first.source == "hand" and all(one.order < first.order for one in others)
    return Held(
        is_present, _minutes(last, is_present, planned), first.source, bool(others) and not is_decided
    )


def _is_there(said: Said, planned: int) -> bool:
    if said.source != "minutes" or said.minutes is None:
        return said.is_present
    return said.is_present and said.minutes >= LEAST_OF_A_SESSION * planned


def _minutes(last: Mapping[str, Said], is_present: bool, planned: int) -> int:
    if not is_present:
        return 0
    told = [last[source].minutes for source in ("hand", "minutes") if source in last]
    known = next((minutes for minutes in told if minutes is not None), None)
    return planned if known is None else min(known, planned)
