"""A second look at the database that stands still while people go on writing."""

import copy
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot(folder: Path) -> Iterator[str]:
    """Give the alias of a database as it is at this moment: a copy of SQLite's file, one view of PostgreSQL."""
    connection.ensure_connection()
    told = copy.deepcopy(connection.settings_dict)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".snapshot-") as place:
        if connection.vendor == "sqlite":
            told["NAME"] = Path(place) / "snapshot.sqlite3"
            _copy_sqlite(Path(told["NAME"]))
        connections.settings[ALIAS] = told
        try:
            with _still():
                yield ALIAS
        finally:
            connections[ALIAS].close()
            del connections[ALIAS], connections.settings[ALIAS]


def _copy_sqlite(target: Path) -> None:
    """Copy by SQLite's own backup: what stands in the write-ahead log comes with it."""
    import sqlite3

    source = sqlite3.connect(str(connection.settings_dict["NAME"]))
    copied = sqlite3.connect(str(target))
    try:
        source.backup(copied)
    finally:
        copied.close()
        source.close()


@contextmanager
def _still() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(using=ALIAS):
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
