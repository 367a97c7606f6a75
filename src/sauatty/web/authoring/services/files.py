"""Pictures and files of a lesson: read in the sandbox, kept with whose they are, never changed."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import FileTooLarge, FileTypeMismatch, FileTypeUnknown, LessonUploadRefused
from sauatty.core.languages import LANGUAGES
from sauatty.sandbox import Limits, check_handout_in_sandbox, read_lesson_in_sandbox, redraw_in_sandbox
from sauatty.web.authoring.models import AuthoredLesson, LessonFile
from sauatty.web.base import audit

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
# Read while somebody waits for the page; a picture of 40 million points takes 160 MB of memory
LIMITS = Limits(file=12, memory=1024, result=16, processor=10, wall=15)


def read_lesson_file(upload: Any) -> dict[str, Any]:
    """Return the lesson of an uploaded YAML file, read in a process of its own."""
    with _kept(upload) as path:
        return read_lesson_in_sandbox(path, name=upload.name, limits=LIMITS)


@transaction.atomic
def add_file(*, lesson: AuthoredLesson, upload: Any, facts: Mapping[str, str], actor: Any) -> LessonFile:
    """Keep a picture, drawn anew, or a handout, looked through; `facts` say whose it is and what it shows."""
    row = _read(upload)
    row.lesson, row.added_by, row.added_at = lesson, actor, timezone.now()
    row.name = _file_name(upload.name, row.media_type)
    row.size, row.sha256 = len(row.content), hashlib.sha256(row.content).hexdigest()
    for name in ("author", "source", "licence", *(f"alt_{language}" for language in LANGUAGES)):
        setattr(row, name, facts.get(name, "").strip())
    row.save(force_insert=True)
    audit.record(
        "lesson.file_added",
        actor=actor,
        target=row,
        lesson=str(lesson.pk),
        sha256=row.sha256,
        licence=row.licence,
    )
    return row


def _read(upload: Any) -> LessonFile:
    """Read an upload; what documents are told about their kind and size does not help with pictures."""
    try:
        return _read_kept(upload)
    except (FileTooLarge, FileTypeUnknown, FileTypeMismatch) as error:
        raise LessonUploadRefused(name=upload.name, limit=LIMITS.file) from error


def _read_kept(upload: Any) -> LessonFile:
    with _kept(upload) as path:
        if Path(upload.name).suffix.lower() in PICTURES:
            content, media_type, width, height = redraw_in_sandbox(path, name=upload.name, limits=LIMITS)
            return LessonFile(
                kind=LessonFile.Kind.PICTURE,
                content=content,
                media_type=media_type,
                width=width,
                height=height,
            )
        media_type = check_handout_in_sandbox(path, name=upload.name, limits=LIMITS)
        return LessonFile(kind=LessonFile.Kind.DOCUMENT, content=path.read_bytes(), media_type=media_type)


@contextmanager
def _kept(upload: Any) -> Iterator[Path]:
    """Keep an upload as a file while it is read."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix.lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def _file_name(given: str, media_type: str) -> str:
    """Return the name of a file with the ending of what it is now."""
    stem = (
        "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in Path(given).stem).strip()
        or "file"
    )
    endings = {"image/png": ".png", "image/jpeg": ".jpg"}
    return stem[:100] + endings.get(media_type, Path(given).suffix.lower()[:6])


@transaction.atomic
def take_out_file(*, file: LessonFile, actor: Any) -> None:
    """Take a file out of the draft; published versions keep theirs."""
    if file.removed_at is None:
        LessonFile.objects.filter(pk=file.pk).update(removed_at=timezone.now())
        audit.record("lesson.file_taken_out", actor=actor, target=file, lesson=str(file.lesson_id))
