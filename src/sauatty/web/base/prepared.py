"""Questions that nearly every page asks. Django puts the SQL of a query together anew each time, which costs more than
the answer does; here it is put together once in a process, and only the values change.

What comes back is what the query gives without this: rows of the model with their relations, or tuples for `values_list`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.query import ModelIterable, QuerySet, get_related_populators

# Values that no row has: where they come out in the SQL, the real ones are put.
_MARKS: dict[type, tuple[Any, ...]] = {
    UUID: tuple(UUID(int=0x5A0A7751_0000_4000_8000_000000000000 + n) for n in range(4)),
    str: tuple(f"\ue000sauatty{n}\ue001" for n in range(4)),
    datetime: tuple(datetime(1, 2, 3, 4, 5, n, 678, tzinfo=UTC) for n in range(4)),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The SQL, its values with the numbers of the marks among them, and how a row is read."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]
    read: Callable[[Sequence[Any]], Any]


class Prepared:
    """A query by one or several values, each a UUID, a text or a moment; it must not depend on anything else."""

    def __init__(self, query: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self._query, self._kinds = query, kinds
        self._plans: dict[str, _Plan] = {}

    def rows(self, *values: Any) -> list[Any]:
        """Ask, and return every row."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor) or self._made(connection)
        asked = list(plan.values)
        for place, number in plan.places:
            asked[place] = _adapted(connection, self._kinds[number], values[number])
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, asked)
            found = cursor.fetchall()
        return [_read(plan, row, connection) for row in found]

    def first(self, *values: Any) -> Any:
        """Ask, and return the first row, or None."""
        return next(iter(self.rows(*values)), None)

    def _made(self, connection: Any) -> _Plan:
        taken = [_MARKS[kind][n] for n, kind in enumerate(self._kinds)]
        marks = [_adapted(connection, kind, mark) for kind, mark in zip(self._kinds, taken, strict=True)]
        query = self._query(*taken).using(DEFAULT_DB_ALIAS)
        compiler = query.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        places = tuple((place, marks.index(one)) for place, one in enumerate(values) if one in marks)
        if {number for _place, number in places} != set(range(len(marks))):
            raise ValueError(
                "A value of this query comes out in its SQL in another shape; it cannot be prepared."
            )
        columns = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        converters = tuple((place, tuple(each), column) for place, (each, column) in columns.items())
        plan = _Plan(sql, tuple(values), places, converters, _reader(query, compiler))
        self._plans[connection.vendor] = plan
        return plan


def _adapted(connection: Any, kind: type, value: Any) -> Any:
    """Return a value as the database takes it."""
    if kind is UUID:
        one = value if isinstance(value, UUID) else UUID(str(value))
        return one if connection.features.has_native_uuid_field else one.hex
    return connection.ops.adapt_datetimefield_value(value) if kind is datetime else str(value)


def _read(plan: _Plan, row: Sequence[Any], connection: Any) -> Any:
    cells = list(row)
    for place, converters, column in plan.converters:
        for convert in converters:
            cells[place] = convert(cells[place], column, connection)
    return plan.read(cells)


def _reader(query: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a row of the model, or a tuple, of the cells of a row."""
    if query._iterable_class is not ModelIterable:  # type: ignore[attr-defined]
        return tuple
    info, select = compiler.klass_info, compiler.select
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[start:end]]
    model: type[Model] = info["model"]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)

    def read(cells: Sequence[Any]) -> Any:
        found = model.from_db(DEFAULT_DB_ALIAS, names, cells[start:end])
        for one in related:
            one.populate(cells, found)
        return found

    return read
