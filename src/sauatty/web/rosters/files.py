"""Where an uploaded list lies until it has been read; then it is gone, and only its lines are kept."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

ON_ITS_WAY = 3600


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "rosters"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def path_of(roster: UUID) -> Path:
    """Return where the file of a list lies: each list has one of its own, also where two are of the same bytes."""
    return _folder() / str(roster)


def receive(chunks: Iterable[bytes]) -> tuple[str, Path]:
    """Write an uploaded file down, whole or not at all; returns its hash and where it lies until `keep`."""
    digest = hashlib.sha256()
    handle, name = tempfile.mkstemp(dir=_folder(), prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), Path(name)


def keep(part: Path, roster: UUID, *, is_needed: bool) -> None:
    """Keep a file that was received for a list that is to be read; without need of it, it goes."""
    part.replace(path_of(roster)) if is_needed else part.unlink(missing_ok=True)


def remove(roster: UUID) -> None:
    """Remove the file of a list that was read or refused."""
    path_of(roster).unlink(missing_ok=True)


def remove_unnamed(named: Iterable[UUID]) -> int:
    """Remove the files that no list waits for any more; one of the last hour may be on its way in."""
    waited_for, before = {str(one) for one in named}, time.time() - ON_ITS_WAY
    left = [one for one in _folder().iterdir() if one.name not in waited_for and one.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
