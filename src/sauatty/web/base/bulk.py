"""Many new rows at once: COPY on PostgreSQL, many values in one statement elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

BATCH = 1000


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


def _copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: Any, row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
