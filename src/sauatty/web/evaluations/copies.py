"""Long reading jobs ask a copy of the database that follows it (a standby), so that a report makes nobody wait.

A copy is asked only once it holds all that the site held when the job began; until then, and where there is none, the
job reads from the site's own database. Writing never goes to the copy.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec

from django.db import DatabaseError, InterfaceError, OperationalError, connections

SITE, COPY = "default", "copy"
PATIENCE = 10.0  # seconds for the copy to catch up
OWN = frozenset(
    {"base", "reports", "sessions", "django_tasks_database"}
)  # what jobs write and read again themselves
P = ParamSpec("P")
log = logging.getLogger(__name__)
_reads_copy: ContextVar[bool] = ContextVar("reads_copy", default=False)


class Router:
    """Send the questions of a job that said so to the copy."""

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        """Return the copy inside `reading_copy`, else leave it open."""
        return COPY if _reads_copy.get() and model._meta.app_label not in OWN else None

    def db_for_write(self, model: Any, **_hints: Any) -> str:
        """Return the site's own database."""
        return SITE

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        """Let rows of both meet: they are the same rows."""
        return True

    def allow_migrate(self, db: str, *_args: Any, **_hints: Any) -> bool:
        """Leave the copy to PostgreSQL."""
        return db == SITE


@contextmanager
def reading_copy() -> Iterator[bool]:
    """Read from the copy, if there is one that has caught up; say whether it is so."""
    token = _reads_copy.set(_has_caught_up())
    try:
        yield _reads_copy.get()
    finally:
        _reads_copy.reset(token)


def from_copy(job: Callable[P, None]) -> Callable[P, None]:
    """Let a job read from the copy, and do it again from the site where the copy gives up in the middle.

    A copy takes a long question back when what it reads is cleared away on the site. Only for jobs that may be done
    twice.
    """

    @wraps(job)
    def asked(*given: P.args, **named: P.kwargs) -> None:
        with reading_copy() as is_copy:
            try:
                job(*given, **named)
                return
            except (OperationalError, InterfaceError) as error:
                if not is_copy:
                    raise
                log.warning(
                    "the copy of the database gave up (%s); read from the site's own", type(error).__name__
                )
        job(*given, **named)

    return asked


def _has_caught_up() -> bool:
    if COPY not in connections.settings:
        return False
    try:
        wanted = _one(SITE, "SELECT pg_current_wal_lsn()::text")
        until = time.monotonic() + PATIENCE
        while not _one(COPY, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", wanted):
            if time.monotonic() > until:
                log.warning("the copy of the database is behind; read from the site's own")
                return False
            time.sleep(0.1)
    except DatabaseError as error:
        log.warning(
            "the copy of the database does not answer (%s); read from the site's own", type(error).__name__
        )
        return False
    return True


def _one(database: str, query: str, *params: Any) -> Any:
    with connections[database].cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchone()[0]
