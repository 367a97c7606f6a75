"""Where an uploaded list lies until it has been read; then it is gone, and only its lines are kept."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "rosters"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def path_of(sha256: str) -> Path:
    """Return where the list with this hash lies."""
    return _folder() / sha256


def keep(chunks: Iterable[bytes]) -> str:
    """Keep an uploaded file under its hash, whole or not at all; returns the hash."""
    digest = hashlib.sha256()
    handle, name = tempfile.mkstemp(dir=_folder(), prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path_of(digest.hexdigest()))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def remove(sha256: str) -> None:
    """Remove a list that was read or refused."""
    path_of(sha256).unlink(missing_ok=True)


def remove_unnamed(named: Iterable[str]) -> int:
    """Remove the files that no list waits for any more."""
    left = [path for path in _folder().iterdir() if path.name not in set(named)]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
