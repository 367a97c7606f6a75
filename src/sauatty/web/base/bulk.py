"""Many new rows at once: COPY on PostgreSQL, many values in one statement elsewhere."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

BATCH = 1000


@contextmanager
def many_objects() -> Iterator[None]:
    """Let the collector of garbage leave alone what was there before, while a long list is made.

    It would walk through the whole site again and again, for a third of the time that a list takes.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def insert(rows: Sequence[models.Model]) -> int:
    """Store new rows of one model, primary keys set; constraints hold as always. Returns how many.

    Inside the caller's transaction: all of them or none.
    """
    if not rows:
        return 0
    model = type(rows[0])
    if connection.vendor == "postgresql":
        _copy(model, rows)
    else:
        model._default_manager.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def insert_plain(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store new rows given as plain values of the named fields, without making an object of each.

    Nothing is filled in: every column without a default of the database must be named. A foreign key is an id (named as
    its column), a JSON field its text. Inside the caller's transaction.
    """
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            written = [_writer(field) for field in fields]
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 names of our own models
                ([write(value) for write, value in zip(written, row, strict=True)] for row in rows),
            )


def there(model: type[models.Model], name: str, values: Sequence[Any]) -> set[Any]:
    """Return which values of a column some row has already.

    PostgreSQL is given them as one array: a list of thousands in the text of a statement costs it seconds to plan.
    """
    field = model._meta.get_field(name)
    if not values:
        return set()
    if connection.vendor == "postgresql":
        column = connection.ops.quote_name(field.column)
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column} FROM {table} WHERE {column} = ANY(%s)",  # noqa: S608 names of our own models
                [list(values)],
            )
            return {row[0] for row in cursor.fetchall()}
    found: set[Any] = set()
    for at in range(0, len(values), BATCH):
        asked = {f"{name}__in": values[at : at + BATCH]}
        found.update(model._default_manager.filter(**asked).values_list(name, flat=True))
    return found


def _writer(field: Any) -> Callable[[Any], Any]:
    """Return how SQLite keeps the values of a field: ids as 32 digits, moments as text."""
    kind = field.target_field.get_internal_type() if field.is_relation else field.get_internal_type()
    if kind == "UUIDField":
        return lambda value: value and value.hex
    return connection.ops.adapt_datetimefield_value if kind == "DateTimeField" else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: Any, row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
