"""The rows of all tables as lines of JSON, the same from SQLite and from PostgreSQL, and back.

A table's lines stand in the order of its primary key; their SHA-256 says whether two databases hold the same.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string

# People sign in again after a restore: whoever stole a copy has no session in it
LEFT_OUT = {"sessions.Session"}
AT_ONCE = 2000


def stored_models() -> list[type[models.Model]]:
    """Return every model with a table of its own, by its label."""
    found = {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    }
    return [found[label] for label in sorted(found)]


def columns_of(model: type[models.Model]) -> list[Any]:
    """Return the stored fields of a model in their order."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def lines_of(model: type[models.Model], using: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield each row as one line of JSON, in the order of the primary key, and what of it is hashed.

    PostgreSQL keeps no order of keys inside JSON, SQLite does: the line keeps it, the hash does not see it.
    """
    fields = columns_of(model)
    has_json = any(isinstance(field, models.JSONField) for field in fields)
    rows = model._base_manager.using(using).order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=AT_ONCE):
        line = _line(row, False)
        yield line, _line(row, True) if has_json else line


def _line(row: Any, is_sorted: bool) -> bytes:
    text = json.dumps(row, default=plain, ensure_ascii=False, sort_keys=is_sorted, separators=(",", ":"))
    return text.encode() + b"\n"


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} has no line")


def value_of(field: Any, plain: Any) -> Any:
    """Return a value as the field has it in Python."""
    if plain is None or isinstance(field, models.JSONField):
        return plain
    if isinstance(field, models.DurationField):
        return parse_duration(plain)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(plain)
    return field.to_python(plain)


def sum_of(model: type[models.Model], using: str) -> "TableSum":
    """Return how many rows a table has, and the SHA-256 of its lines."""
    found = TableSum()
    for _, hashed in lines_of(model, using):
        found.add(hashed)
    return found


class TableSum:
    """How many rows, and their SHA-256."""

    def __init__(self) -> None:
        self.rows, self._digest = 0, hashlib.sha256()

    def add(self, hashed: bytes) -> None:
        self.rows += 1
        self._digest.update(hashed)

    def told(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256": self._digest.hexdigest()}


def load(model: type[models.Model], lines: Iterable[bytes], using: str) -> None:
    """Put lines into a table as they are; inside the caller's transaction."""
    fields, connection = columns_of(model), connections[using]
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"
    rows = (
        [
            field.get_db_prep_save(value_of(field, one), connection)
            for field, one in zip(fields, json.loads(line), strict=True)
        ]
        for line in lines
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608 names of our own models


def empty(using: str) -> None:
    """Delete what a new database was given by its migrations."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in stored_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 names of our own models


def reset_sequences(using: str) -> None:
    """Let the next row of each table get the next number."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(statement)
