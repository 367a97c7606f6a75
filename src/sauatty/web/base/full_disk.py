"""A full disk is no fault of a page: nothing was stored, it is said so, and what is there can still be read."""

import errno
import os
import shutil

from django.conf import settings

_FULL = "53100"  # disk_full of PostgreSQL
_ROOM = 1 << 20


def is_disk_full(error: BaseException | None) -> bool:
    """Tell whether an error, or what caused it, is that the disk has no room."""
    while error is not None:
        if (
            getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}
            or getattr(error, "sqlstate", "") == _FULL
        ):
            return True
        # SQLite says it in words, and where it could not grow a file beside the database it speaks of an error of the disk
        if "is full" in str(error) or ("disk I/O" in str(error) and not _has_room()):
            return True
        error = error.__cause__ or error.__context__
    return False


def _has_room() -> bool:
    return os.path.isdir(settings.DATA_DIR) and shutil.disk_usage(settings.DATA_DIR).free > _ROOM
