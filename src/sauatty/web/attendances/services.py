"""What changes who was there: marks come and are struck out, and one record follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from sauatty.web.attendances import rules
from sauatty.web.attendances.models import Attendance, Mark
from sauatty.web.base import audit

# Marks that somebody sets one by one and that overrule others: each stands in the audit by itself.
_AUDITED = {Mark.Source.HAND}


@dataclass(frozen=True, slots=True)
class Device:
    """What a device says of a mark: the id that it made, so that a mark sent twice is one, and its own time."""

    mark_id: UUID
    client_at: datetime | None = None


@transaction.atomic
def note(
    *, session: Any, person: Any, source: str, is_present: bool = True, minutes: int | None = None,
    noted_by: Any = None, device: Device | None = None,
) -> Mark:  # fmt: skip
    """Write one statement that somebody was (or was not) at a session, and work out what holds now.

    The same id of a device again is the same mark, and changes nothing.
    """
    mark, is_new = Mark.objects.get_or_create(
        id=device.mark_id if device else uuid4(),
        defaults={
            "session": session, "person": person, "source": source, "is_present": is_present, "minutes": minutes,
            "at": timezone.now(), "client_at": device.client_at if device else None, "noted_by": noted_by,
            "session_start": session.starts_at,
        },
    )  # fmt: skip
    if is_new:
        recalculate(session, person.pk)
        if source in _AUDITED:
            _record_set(mark, noted_by)
    return mark


def _record_set(mark: Mark, actor: Any) -> None:
    audit.record(
        "attendance.set", actor=actor, target=mark.person, session=str(mark.session_id),
        is_present=mark.is_present, minutes=mark.minutes,
    )  # fmt: skip


@transaction.atomic
def strike(*, actor: Any, mark: Mark, why: str = "") -> Attendance | None:
    """Strike a mark out: it stays readable with who did it and why, and counts no more."""
    struck = Mark.objects.filter(pk=mark.pk, struck_at__isnull=True).update(
        struck_at=timezone.now(), struck_by=actor, struck_why=why[:250]
    )
    if struck:
        audit.record(
            "attendance.struck", actor=actor, target=mark.person, session=str(mark.session_id), source=mark.source
        )  # fmt: skip
    return recalculate(mark.session, mark.person_id)


@transaction.atomic
def recalculate(session: Any, person_id: UUID) -> Attendance | None:
    """Work out what holds for one person and one session, from all marks; without marks there is no row.

    The row is taken first: of two who note at the same moment the later one reads the marks of both.
    """
    row = _held_row(session, person_id)
    held = rules.settle(_said(session, person_id), rules.planned_minutes(session))
    if held is None:
        row.delete()
        return None
    row.is_present, row.minutes, row.source = held.is_present, held.minutes, held.source
    row.has_conflict = held.has_conflict
    row.save(update_fields=["is_present", "minutes", "source", "has_conflict", "changed_at"])
    return row


def _held_row(session: Any, person_id: UUID) -> Attendance:
    """Take the row. Who strikes the last mark at this moment deletes it while we wait for it: then another is made."""
    empty = {"is_present": False, "minutes": 0, "source": Mark.Source.HAND}
    while True:
        Attendance.objects.get_or_create(session=session, person_id=person_id, defaults=empty)
        row = Attendance.objects.select_for_update().filter(session=session, person_id=person_id).first()
        if row is not None:
            return row


def _said(session: Any, person_id: UUID) -> list[rules.Said]:
    rows = Mark.objects.filter(session=session, person_id=person_id, struck_at__isnull=True)
    return [
        rules.Said(source, is_present, (at, str(pk)), minutes)
        for pk, source, is_present, minutes, at in rows.values_list(
            "pk", "source", "is_present", "minutes", "at"
        )
    ]


def recalculate_session(session: Any) -> int:
    """Work out everybody of a session anew, after it was moved or made longer; returns how many people."""
    people = list(
        Attendance.objects.filter(session=session).order_by("person_id").values_list("person_id", flat=True)
    )
    return recalculate_people(session, people)


def recalculate_people(session: Any, people: Iterable[UUID]) -> int:
    """Work out several people of one session anew, always in the same order so that nobody waits for ever."""
    ids = sorted(set(people))
    for person_id in ids:
        recalculate(session, person_id)
    return len(ids)
