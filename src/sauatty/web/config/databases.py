"""Reads the settings of the database: SQLite in the data folder, or PostgreSQL with a pool and a copy for reports."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=0;PRAGMA foreign_keys=ON;"
    "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
)
SYNCHRONOUS = "-c synchronous_commit=on"
PASSED_ON = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "target_session_attrs"}
)


def databases(
    url: str, copy_url: str, data_dir: Path, *, pool: int, has_pooler: bool
) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES. A copy needs a PostgreSQL that it follows."""
    if not url:
        if copy_url:
            raise ImproperlyConfigured(
                "SAUATTY_DATABASE_COPY_URL needs SAUATTY_DATABASE_URL: SQLite has no copies."
            )
        return {"default": _sqlite(data_dir)}
    found = {"default": _postgresql("DATABASE_URL", url, pool, has_pooler)}
    if copy_url:
        copy = _postgresql("DATABASE_COPY_URL", copy_url, 0, has_pooler)
        copy["OPTIONS"].setdefault("connect_timeout", "5")  # one that is silent must not hold a job
        found["copy"] = copy | {"TEST": {"MIRROR": "default"}}
    return found


def _sqlite(data_dir: Path) -> dict[str, Any]:
    """Return the settings that lose nothing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data_dir / "sauatty.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(name: str, url: str, pool: int, has_pooler: bool) -> dict[str, Any]:
    """Read `postgres://user:password@host:port/name?sslmode=verify-full`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"SAUATTY_{name} must begin with postgres://; leave it empty for SQLite.")
    asked = dict(parse_qsl(parts.query))
    if unknown := sorted(set(asked) - PASSED_ON):
        raise ImproperlyConfigured(
            f"SAUATTY_{name} has {unknown[0]!r}; known are {', '.join(sorted(PASSED_ON))}."
        )
    options: dict[str, Any] = dict(asked)
    if not has_pooler:  # PgBouncer refuses settings at the start of a connection; the server sets them then
        options["options"] = SYNCHRONOUS
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0 if pool or has_pooler else 60,
        "DISABLE_SERVER_SIDE_CURSORS": has_pooler,
        "OPTIONS": options,
    }
