"""The signed sheet as a picture: drawn anew without place and camera, kept beside its session, removed with its row."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from sauatty.core.errors import (
    FileTooLarge,
    FileTypeMismatch,
    FileTypeUnknown,
    PictureRefused,
    ScanRefused,
    ScanRepeated,
)
from sauatty.sandbox import Limits, check_handout_in_sandbox, redraw_in_sandbox
from sauatty.web.attendances.models import SheetScan
from sauatty.web.base import audit
from sauatty.web.storage.shelves import Shelf

MOST_MB = 12
# Read while somebody waits for the page; a photograph of 40 million points takes 160 MB of memory
LIMITS = Limits(file=MOST_MB, memory=1024, result=24, processor=15, wall=20)
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
SHELF = Shelf("sheets")


def add_scan(*, actor: Any, session: Any, upload: Any) -> SheetScan:
    """Keep a photograph or scan of the signed sheet of a session.

    Raises
    ------
    ScanRefused, ScanRepeated
    """
    content, media_type = _read(upload)
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"{session.pk}-{sha256[:32]}{SUFFIXES[media_type]}"
    SHELF.put(path, [content])
    try:
        return _keep(actor, session, path, sha256, str(upload.name), media_type, len(content))
    except IntegrityError as error:
        raise ScanRepeated from error


@transaction.atomic
def _keep(
    actor: Any, session: Any, path: str, sha256: str, name: str, media_type: str, n_bytes: int
) -> SheetScan:
    scan = SheetScan.objects.create(
        session=session, path=path, sha256=sha256, file_name=name[:250], media_type=media_type, n_bytes=n_bytes,
        made_by=actor,
    )  # fmt: skip
    audit.record("sheet-scan.added", actor=actor, target=scan, session=str(session.pk), sha256=sha256)
    return scan


def _read(upload: Any) -> tuple[bytes, str]:
    """Return what is kept of an upload and its media type; a picture is drawn anew, a PDF looked through."""
    with tempfile.NamedTemporaryFile() as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        path, name = Path(file.name), str(upload.name)
        try:
            with open(path, "rb") as opened:
                is_pdf = opened.read(5) == b"%PDF-"
            if not is_pdf:
                return redraw_in_sandbox(path, name=name, limits=LIMITS, is_page=True)[:2]
            media_type = check_handout_in_sandbox(path, name=name, limits=LIMITS)
            return path.read_bytes(), media_type
        except (FileTooLarge, FileTypeUnknown, FileTypeMismatch, PictureRefused) as error:
            raise ScanRefused(name=name, limit=MOST_MB) from error


@transaction.atomic
def remove_scan(*, actor: Any, scan: SheetScan) -> None:
    """Remove a picture that does not belong here; the file goes when the row is really gone."""
    audit.record(
        "sheet-scan.removed", actor=actor, target=scan, session=str(scan.session_id), sha256=scan.sha256
    )
    path = scan.path
    scan.delete()
    transaction.on_commit(lambda: SHELF.remove(path))


def sweep() -> int:
    """Remove files that no row names: of a session that was deleted, past their term, or never written whole."""
    named = set(SheetScan.objects.values_list("path", flat=True))
    return SHELF.remove_unnamed(lambda name: name in named)
