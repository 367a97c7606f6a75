"""Start-up checks: Sauatty refuses to run on a database that can lose what it has acknowledged."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

MIN_SQLITE = (3, 51, 3)
# Locks of SQLite cannot be trusted on folders of other machines.
_FAR_AWAY = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "fuse.rclone", "ceph"}
)
_MOUNTS = Path("/proc/mounts")


@register(Tags.database)
def check_database(**_: Any) -> list[CheckMessage]:
    """Judge the settings that durability rests on, as the open connection reports them."""
    return _check_sqlite() if connection.vendor == "sqlite" else _check_postgresql()


def _check_sqlite() -> list[CheckMessage]:
    import sqlite3

    problems: list[CheckMessage] = []
    if sqlite3.sqlite_version_info < MIN_SQLITE:
        found = sqlite3.sqlite_version
        problems.append(Error(f"SQLite {found} can corrupt a database under several writers; 3.51.3 is needed.",
                              hint="Install pysqlite3 0.6.1, or use PostgreSQL.", id="sauatty.E001"))  # fmt: skip
    expected = {"synchronous": 2, "foreign_keys": 1, "mmap_size": 0}
    with connection.cursor() as cursor:
        for pragma, value in expected.items():
            cursor.execute(f"PRAGMA {pragma}")
            row = cursor.fetchone()
            if row is not None and row[0] != value:
                problems.append(Error(f"SQLite's {pragma} is {row[0]}, not {value}: answers could be lost.",
                                      hint="Leave the database settings as they are.", id="sauatty.E002"))  # fmt: skip
    kind = _file_system(Path(settings.DATA_DIR))
    if kind in _FAR_AWAY:
        problems.append(Error(f"SQLite lies on a folder of another machine ({kind}): two writers could spoil it.",
                              hint="Put SAUATTY_DATA_DIR on an own disk, or use PostgreSQL.",
                              id="sauatty.E005"))  # fmt: skip
    return problems


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on, where the machine says it (Linux)."""
    try:
        mounts = [line.split()[1:3] for line in _MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    path = folder.resolve()
    holding = [(place, kind) for place, kind in mounts if path.is_relative_to(place)]
    return max(holding, key=lambda one: len(one[0]), default=("", ""))[1]


def _check_postgresql() -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone()[0] == "off":
                problems.append(Error(f"PostgreSQL's {setting} is off: acknowledged answers could be lost.",
                                      hint=f"Set {setting} = on.", id="sauatty.E003"))  # fmt: skip
    return problems


@register(Tags.security)
def check_debug(**_: Any) -> list[CheckMessage]:
    """DEBUG shows secrets to visitors."""
    if settings.DEBUG:
        return [
            Error(
                "DEBUG is on.", hint="Sauatty has no debug mode for visitors; remove it.", id="sauatty.E004"
            )
        ]
    return []
