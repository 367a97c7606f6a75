"""The re-made files on the disk: under names that say nothing, outside of what the web server gives out."""

import os
import secrets
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

from django.conf import settings

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
# A file lies on the disk before its row is written: what is younger may still get one.
SPARED_SECONDS = 3600
_SMALL = "small-"


def folder() -> Path:
    """Return where the files lie."""
    found = Path(settings.MEDIA_ROOT) / "attachments"
    found.mkdir(parents=True, exist_ok=True)
    return found


def path_of(stored: str) -> Path:
    """Return where a file lies."""
    return folder() / stored


def small_path_of(stored: str) -> Path:
    """Return where the small picture of a photo lies."""
    return folder() / f"{_SMALL}{stored}"


def keep(content: bytes, media_type: str, small: bytes = b"") -> str:
    """Keep a file, and its small picture, under a new name; returns the name."""
    stored = f"{secrets.token_hex(24)}{SUFFIXES[media_type]}"
    if small:
        _write_whole(small_path_of(stored), small)
    _write_whole(path_of(stored), content)
    return stored


def remove(stored: str) -> None:
    """Remove a file and its small picture."""
    if stored:
        path_of(stored).unlink(missing_ok=True)
        small_path_of(stored).unlink(missing_ok=True)


def remove_unnamed(named: Collection[str]) -> int:
    """Remove files that no row names, and what a killed process left half-written; returns how many."""
    oldest = time.time() - SPARED_SECONDS
    found = [path for path in folder().iterdir() if path.name.removeprefix(_SMALL) not in named]
    unnamed = [path for path in found if path.stat().st_mtime < oldest]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the target and move: a half-written file never has the target's name."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
