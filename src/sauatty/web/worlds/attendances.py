"""The attendance of an invented programme of any size: one mark for each session that somebody was at."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from sauatty.web.attendances import rules
from sauatty.web.attendances.models import Attendance, Mark
from sauatty.web.base import bulk
from sauatty.web.worlds.world import CHUNK, World

SOURCES = {"online": Mark.Source.SLIDE, "onsite": Mark.Source.SHEET, "mixed": Mark.Source.SHEET}


def fill(world: World) -> None:
    """Write the marks and the records that follow from them."""
    for one in world.pack.trainings:
        event, sessions = world.kept["events"][one.id]
        rows = list(_there(world, sessions, one.attended))
        for start in range(0, len(rows), CHUNK):
            write(rows[start : start + CHUNK], SOURCES[event.form])


def _there(world: World, sessions: list[Any], attended: Mapping[str, float]) -> Iterator[tuple[Any, Any]]:
    """Yield who was at which session; which ones somebody missed goes round, so that none is empty."""
    for number, (code, share) in enumerate(attended.items()):
        person = world.person(code)
        for at in range(round(share * len(sessions))):
            yield sessions[(number + at) % len(sessions)], person


def write(rows: list[tuple[Any, Any]], source: str) -> None:
    """Write that people were at sessions: session and id of the person."""
    bulk.insert(
        [
            Mark(
                id=uuid4(), session=session, person_id=person, source=source, at=session.starts_at,
                session_start=session.starts_at,
            )
            for session, person in rows
        ]
    )  # fmt: skip
    bulk.insert(
        [
            Attendance(
                session=session, person_id=person, is_present=True, minutes=rules.planned_minutes(session), source=source
            )
            for session, person in rows
        ]
    )  # fmt: skip
