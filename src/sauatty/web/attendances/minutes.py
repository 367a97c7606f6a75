"""Reports of video services: taken in, names matched with people by somebody, and undone again.

A name is never given to a person by itself: suggestions are shown, and somebody says yes.
"""

import hashlib
import tempfile
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import MinutesFileRepeated
from sauatty.core.exchange.video_minutes import MinutesReport, Stay, minutes_of
from sauatty.sandbox import Limits, read_minutes_in_sandbox
from sauatty.web.attendances import selectors, services
from sauatty.web.attendances.models import Mark, MinutesFile, MinutesMatch, MinutesRow
from sauatty.web.base import audit
from sauatty.web.events.zones import local

# Read while somebody waits for the page; a report of a thousand people has 200 kB.
LIMITS = Limits(file=5, memory=512, result=16, processor=10, wall=15)
WHY_MATCHED = "matched anew"


def take_report(*, actor: Any, session: Any, upload: Any) -> MinutesFile:
    """Take in a report for a session; its names wait to be matched.

    Raises
    ------
    MinutesFileRepeated
        The same bytes for the same session. Other refusals are those of `read_minutes`.
    """
    content = upload.read()
    sha256 = hashlib.sha256(content).hexdigest()
    known = MinutesFile.objects.filter(session=session, sha256=sha256).first()
    if known is not None:
        raise MinutesFileRepeated(name=known.file_name)
    report = _read(content, upload.name, session)
    try:
        return _keep(actor, session, str(upload.name), sha256, report)
    except IntegrityError as error:  # the button pressed twice
        raise MinutesFileRepeated(name=upload.name) from error


def _read(content: bytes, name: str, session: Any) -> MinutesReport:
    zone = session.event.timezone
    near = local(session.starts_at, zone).date() if session.starts_at else None
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix[:10]) as file:
        file.write(content)
        file.flush()
        return read_minutes_in_sandbox(Path(file.name), zone=zone, near=near, name=name, limits=LIMITS)


@transaction.atomic
def _keep(actor: Any, session: Any, name: str, sha256: str, report: MinutesReport) -> MinutesFile:
    file = MinutesFile.objects.create(
        session=session, service=report.service, file_name=name[:250], sha256=sha256, made_by=actor
    )
    MinutesRow.objects.bulk_create(
        MinutesRow(
            file=file, shown_name=one.name, email=one.email, minutes=min(one.minutes, 32_000), place=place,
            n_at_once=min(one.n_at_once, 32_000),
            stays=[[joined.isoformat(), left.isoformat()] for joined, left in one.stays],
        )
        for place, one in enumerate(report.rows)
    )  # fmt: skip
    audit.record(
        "minutes.taken",
        actor=actor,
        target=file,
        session=str(session.pk),
        rows=len(report.rows),
        sha256=sha256,
    )
    return file


@transaction.atomic
def match(*, actor: Any, row: MinutesRow, people: Iterable[Any]) -> int:
    """Take a name of a report for one or several people (a device that they shared); returns how many are new."""
    _hold(row)
    chosen = list(people)
    before = set(row.matches.values_list("person_id", flat=True))
    fresh = [one for one in chosen if one.pk not in before]
    MinutesMatch.objects.bulk_create(MinutesMatch(row=row, person=one, decided_by=actor) for one in fresh)
    MinutesRow.objects.filter(pk=row.pk).update(is_nobody=False)
    _recount(actor, row.file.session, [one.pk for one in fresh])
    if fresh:
        audit.record("minutes.matched", actor=actor, target=row, people=sorted(str(one.pk) for one in fresh))
    return len(fresh)


@transaction.atomic
def match_sure(*, actor: Any, session: Any) -> int:
    """Take every name for which there is one sure suggestion; somebody has looked at the list and said yes."""
    n = 0
    for row, found in selectors.list_open_rows(session):
        sure = [one for one in found if one.is_sure]
        if len(sure) == 1:
            n += match(actor=actor, row=row, people=[sure[0].person])
    return n


@transaction.atomic
def set_nobody(*, actor: Any, row: MinutesRow) -> None:
    """Say that a name is nobody of the event: the trainer's second screen, a guest."""
    undo(actor=actor, row=row)
    MinutesRow.objects.filter(pk=row.pk).update(is_nobody=True, decided_by=actor)


@transaction.atomic
def undo(*, actor: Any, row: MinutesRow) -> None:
    """Put a name back into the queue; the minutes of those it was taken for are worked out anew."""
    _hold(row)
    people = list(row.matches.values_list("person_id", flat=True))
    row.matches.all().delete()
    MinutesRow.objects.filter(pk=row.pk).update(is_nobody=False, decided_by=None)
    _recount(actor, row.file.session, people)
    if people:
        audit.record("minutes.unmatched", actor=actor, target=row, people=sorted(map(str, people)))


@transaction.atomic
def remove_report(*, actor: Any, file: MinutesFile) -> None:
    """Remove a report that was of another session; what followed from it counts no more."""
    people = list(MinutesMatch.objects.filter(row__file=file).values_list("person_id", flat=True))
    session = file.session
    audit.record(
        "minutes.removed", actor=actor, target=file, session=str(session.pk), people=len(set(people))
    )
    file.delete()
    _recount(actor, session, people)


def _hold(row: MinutesRow) -> None:
    """Of two who match rows of one report, one is done before the other begins."""
    MinutesFile.objects.select_for_update().get(pk=row.file_id)


def _recount(actor: Any, session: Any, people: Collection[UUID]) -> None:
    for person_id in sorted(set(people)):
        _recount_person(actor, session, person_id)


def _recount_person(actor: Any, session: Any, person_id: UUID) -> None:
    """Replace the mark of the minutes of one person, where the rows taken for them tell another number now."""
    rows = list(MinutesRow.objects.filter(file__session=session, matches__person=person_id).distinct())
    marks = Mark.objects.filter(
        session=session, person_id=person_id, source=Mark.Source.MINUTES, struck_at__isnull=True
    )
    minutes = minutes_of_rows(rows, session) if rows else None
    if minutes is not None and [one.minutes for one in marks] == [minutes]:
        return
    marks.update(struck_at=timezone.now(), struck_by=actor, struck_why=WHY_MATCHED)
    if minutes is not None:
        Mark.objects.create(
            session=session, person_id=person_id, source=Mark.Source.MINUTES, minutes=minutes, at=timezone.now(),
            session_start=session.starts_at, noted_by=actor,
        )  # fmt: skip
    services.recalculate(session, person_id)


def minutes_of_rows(rows: Iterable[MinutesRow], session: Any) -> int:
    """Return the minutes of all names that one person had in the reports of a session; minutes at once count once."""
    found = list(rows)
    told = sum(row.minutes for row in found)
    stays = [
        (datetime.fromisoformat(joined), datetime.fromisoformat(left))
        for row in found
        for joined, left in row.stays
    ]
    without = sum(row.minutes for row in found if not row.stays)
    counted = minutes_of(_within(session, stays)) + without
    return min(told, counted, 32_000) if stays else min(told, 32_000)


def _within(session: Any, stays: Sequence[Stay]) -> Sequence[Stay]:
    """Return the stays as they count for a session: of a meeting that went on over several, only what fell into it."""
    begins, ends = session.starts_at, session.ends_at
    others = [
        one for one in selectors.counted_sessions(session.event) if one.pk != session.pk and one.ends_at
    ]
    if begins is None or ends is None or not any(_meet(stay, one) for stay in stays for one in others):
        return stays
    return [
        (max(joined, begins), min(left, ends)) for joined, left in stays if joined < ends and left > begins
    ]


def _meet(stay: Stay, session: Any) -> bool:
    return bool(session.starts_at and stay[0] < session.ends_at and stay[1] > session.starts_at)


def hear(change: Any) -> None:
    """Work out everybody of a session anew when it got other times; what was noted stays as it is."""
    if change.kind != "changed" or change.session is None:
        return
    if change.fields & {"starts_at", "ends_at", "minutes"}:
        matched = MinutesMatch.objects.filter(row__file__session=change.session)
        _recount(change.actor, change.session, list(matched.values_list("person_id", flat=True)))
        services.recalculate_session(change.session)
