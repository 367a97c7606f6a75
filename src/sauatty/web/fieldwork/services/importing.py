"""Responses from a file: read in a process of its own, looked at, and taken in by a job when somebody says so."""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from sauatty import sandbox
from sauatty.core.errors import SauattyError
from sauatty.core.records import Oddity, ResponseTable
from sauatty.web.base import audit, jobs
from sauatty.web.fieldwork.models import ResponseFile
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import services as surveys

READ_JOB, TAKE_JOB = "fieldwork.read_file", "fieldwork.take_file"
CHUNK = 1000
ODDITIES_SHOWN = 200


@transaction.atomic
def receive_file(*, actor: Any, campaign: Any, name: str, content: bytes) -> ResponseFile:
    """Keep a file and ask for it to be read; nothing of it counts yet."""
    file = ResponseFile.objects.create(campaign=campaign, name=name[:200], content=content, created_by=actor)
    audit.record(
        "responses.file-received", actor=actor, target=file, campaign=str(campaign.pk), size=len(content)
    )
    read_job(file, actor)
    return file


def read_job(file: ResponseFile, actor: Any) -> jobs.Job:
    """Return the job that reads a file."""
    return jobs.enqueue(READ_JOB, key=str(file.pk), payload={"file": str(file.pk)}, actor=actor)


def take_job(file: ResponseFile, actor: Any) -> jobs.Job:
    """Return the job that takes the responses of a file in."""
    return jobs.enqueue(TAKE_JOB, key=str(file.pk), payload={"file": str(file.pk)}, actor=actor)


def _open(payload: dict[str, Any]) -> ResponseFile | None:
    rows = ResponseFile.objects.select_related("campaign__version", "created_by")
    return rows.filter(pk=payload["file"]).first()


def _table_of(file: ResponseFile) -> tuple[ResponseTable, tuple[Oddity, ...]]:
    """Read a file; rows without ids of their own get names that no other file has."""
    instrument = instruments.core_instrument(file.campaign.version)
    with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as kept:
        kept.write(bytes(file.content))
        kept.flush()
        table, oddities = sandbox.read_responses_in_sandbox(Path(kept.name), instrument, name=file.name)
    if any(one.kind == "ids-numbered" for one in oddities):
        digest = hashlib.sha256(bytes(file.content)).hexdigest()
        table = replace(table, ids=tuple(f"{digest}:{number}" for number in table.ids))
    return table, oddities


def read_file(payload: dict[str, Any], report: jobs.Report) -> None:
    """Read a file and note what would be taken in (called by the worker)."""
    file = _open(payload)
    if file is None or file.summary:
        return
    try:
        table, oddities = _table_of(file)
    except SauattyError as error:
        plain = {
            name: value if isinstance(value, int) else str(value) for name, value in error.params.items()
        }
        summary = {"code": error.code, "message": error.message, "params": plain}
        ResponseFile.objects.filter(pk=file.pk).update(
            state=ResponseFile.State.FAILED, summary=summary, content=b""
        )
        raise
    ResponseFile.objects.filter(pk=file.pk).update(summary=_summary(file, table, oddities))


def _summary(file: ResponseFile, table: ResponseTable, oddities: tuple[Oddity, ...]) -> dict[str, Any]:
    keys = [_key(file.campaign, one) for one in table.ids]
    states = Counter(one.problem or "fits" for one in _entries(file, table))
    return {
        "n": len(table),
        "known": sum(file.campaign.responses.filter(pk__in=part).count() for part in _parts(keys)),
        "fits": states.pop("fits", 0),
        "problems": dict(states),
        "languages": dict(Counter(table.languages or [""] * len(table))),
        "oddities": [asdict(one) for one in oddities[:ODDITIES_SHOWN]],
        "n_oddities": len(oddities),
    }


def _parts(keys: list[Any]) -> Iterator[list[Any]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _key(campaign: Any, name: str) -> UUID:
    """Return the id of a response in a file: the same file again gives the same responses."""
    return uuid5(campaign.pk, name)


def _entries(file: ResponseFile, table: ResponseTable) -> Iterator[surveys.Entry]:
    for place, name in enumerate(table.ids):
        yield surveys.entry_of(
            file.campaign,
            key=_key(file.campaign, name),
            answers={key: texts[place] for key, texts in table.columns.items()},
            language=table.languages[place] if table.languages else "",
            day=table.days[place] if table.days else "",
        )


def take_file(payload: dict[str, Any], report: jobs.Report) -> None:
    """Take the responses of a file in, a thousand at a time (called by the worker); done again it adds nothing."""
    file = _open(payload)
    if file is None or file.state != ResponseFile.State.READ:
        return
    table, _oddities = _table_of(file)
    rows, added = list(_entries(file, table)), list[surveys.Entry]()
    for done, part in enumerate(_parts(rows), start=1):
        added += surveys.add_entries(campaign=file.campaign, entries=part)
        report(min(done * CHUNK, len(rows)), len(rows))
    with transaction.atomic():
        waits = sum(bool(one.problem) for one in added)
        summary = {**file.summary, "added": len(added), "taken_in": len(added) - waits, "waits": waits}
        ResponseFile.objects.filter(pk=file.pk).update(
            state=ResponseFile.State.TAKEN, summary=summary, content=b""
        )
        audit.record("responses.file-taken", actor=file.created_by, target=file, n=len(added))


@transaction.atomic
def discard_file(*, actor: Any, file: ResponseFile) -> bool:
    """Forget a file that was not taken in."""
    gone = ResponseFile.objects.filter(pk=file.pk).exclude(state=ResponseFile.State.TAKEN).delete()[0]
    if gone:
        audit.record("responses.file-discarded", actor=actor, target=file)
    return bool(gone)
