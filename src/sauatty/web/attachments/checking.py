"""The job that looks through a file: a photo is made anew, a document checked; of what is refused nothing remains."""

import base64
import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.errors import (
    AttachmentDamaged,
    AttachmentKindRefused,
    AttachmentSetAside,
    FileTypeUnknown,
    ReaderFailed,
    ReaderOutOfMemory,
    ReaderTimedOut,
    SauattyError,
)
from sauatty.sandbox import Limits, read_told_in_sandbox
from sauatty.web.attachments import files, limits
from sauatty.web.attachments.models import Attachment
from sauatty.web.attachments.services import CHECK_JOB
from sauatty.web.base import audit, jobs

# A photo of 40 million points with its copies takes 500 MB
LIMITS = Limits(file=max(limits.MOST_MB.values()), memory=1024, result=16, processor=20, wall=40)
BROKEN = (ReaderFailed, ReaderOutOfMemory, ReaderTimedOut)
READERS = {Attachment.Kind.PHOTO: "photo", Attachment.Kind.FILE: "evidence"}
WAITS = timedelta(hours=1)


def do_check(payload: dict[str, Any], report: Callable[[int, int], None]) -> None:
    """Look through a file once; a job that comes again after a killed worker goes on counting the tries."""
    while (row := _claimed(payload["attachment"])) is not None:
        try:
            _settle(row, *_remade(row))
        except BROKEN:
            continue
        except SauattyError as error:
            refuse(row, error)
        except OSError:  # a full disk is no fault of the file: the job is tried again, and this did not count
            Attachment.objects.filter(pk=row.pk).update(n_tries=F("n_tries") - 1)
            raise


def _claimed(id: str) -> Attachment | None:
    """Return a file that waits to be checked, one try counted; one whose reader broke too often is set aside."""
    row = Attachment.objects.filter(pk=id, state=Attachment.State.CHECKING).first()
    if row is not None and row.n_tries >= limits.MOST_TRIES:
        refuse(row, AttachmentSetAside(name=row.name), keeps_parts=True)
        return None
    if row is not None:
        Attachment.objects.filter(pk=id).update(n_tries=F("n_tries") + 1)
    return row


def _remade(row: Attachment) -> tuple[dict[str, Any], str]:
    """Return the facts of the file that is served from now on, kept under its name."""
    with tempfile.NamedTemporaryFile() as whole:
        _assemble(row, whole)
        try:
            told = json.loads(
                read_told_in_sandbox(READERS[row.kind], Path(whole.name), name=row.name, limits=LIMITS)
            )
        except FileTypeUnknown as error:
            raise AttachmentKindRefused(name=row.name) from error
        if row.kind == Attachment.Kind.PHOTO:
            return _kept_photo(told)
        content = Path(whole.name).read_bytes()
    return {"media_type": told, "stored_size": len(content)}, files.keep(content, told)


def _kept_photo(told: dict[str, Any]) -> tuple[dict[str, Any], str]:
    content, small = (base64.b64decode(told.pop(key)) for key in ("content", "thumbnail"))
    return {**told, "stored_size": len(content)}, files.keep(content, told["media_type"], small)


def _assemble(row: Attachment, whole: Any) -> None:
    digest = hashlib.sha256()
    for number in range(row.n_parts):
        raw = bytes(row.parts.values_list("raw", flat=True).get(number=number))
        digest.update(raw)
        whole.write(raw)
    whole.flush()
    if digest.hexdigest() != row.sha256:
        raise AttachmentDamaged(name=row.name)


def _settle(row: Attachment, facts: dict[str, Any], stored: str) -> None:
    """Write that a file is ready; where it was removed or settled meanwhile, what was made of it goes again."""
    with transaction.atomic():
        waits = Attachment.objects.filter(pk=row.pk, state=Attachment.State.CHECKING)
        is_ours = waits.update(
            **facts, stored=stored, state=Attachment.State.READY, problem={}, ready_at=timezone.now()
        )
        if is_ours:
            row.parts.all().delete()
            audit.record("attachment.ready", actor=None, target=row, size=facts["stored_size"])
    if not is_ours:
        files.remove(stored)


@transaction.atomic
def refuse(row: Attachment, error: SauattyError, *, keeps_parts: bool = False) -> None:
    """Write why a file is not taken; its parts go, unless they are set aside for a few days."""
    problem = {"code": error.code, "message": error.message, "params": error.params}
    waits = Attachment.objects.filter(pk=row.pk, state=Attachment.State.CHECKING)
    if waits.update(state=Attachment.State.REFUSED, problem=problem):
        audit.record("attachment.refused", actor=None, target=row, code=error.code)
        if not keeps_parts:
            row.parts.all().delete()


def sweep() -> int:
    """Remove what never came whole, what was set aside long enough, and files of no row; returns how many.

    A check that nobody does any more is asked for again.
    """
    now = timezone.now()
    past = Attachment.objects.filter(created_at__lt=now - timedelta(days=limits.DAYS_TO_COME))
    n_stopped = past.filter(state=Attachment.State.COMING).delete()[0]
    for row in past.filter(state=Attachment.State.REFUSED, parts__isnull=False).distinct():
        row.parts.all().delete()
    for row in Attachment.objects.filter(state=Attachment.State.CHECKING, created_at__lt=now - WAITS):
        jobs.enqueue(CHECK_JOB, key=str(row.pk), payload={"attachment": str(row.pk)}, again=True)
    named = set(Attachment.objects.exclude(stored="").values_list("stored", flat=True))
    return n_stopped + files.remove_unnamed(named)
