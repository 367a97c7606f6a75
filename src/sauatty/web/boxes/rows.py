"""Rows of any table as plain values with a digest, and back: put in, or laid over the row that the server has."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from sauatty.web.upkeep import tables

Row = dict[str, Any]
NEW = "new"  # stands before the digests of a row that the server never had


def model_of(label: str) -> type[models.Model]:
    """Return the model of a label."""
    return apps.get_model(label)


def columns_of(kind: Any) -> list[str]:
    """Return the columns of a kind that go home; a number that the database gave is none of them."""
    own = [field.attname for field in tables.columns_of(model_of(kind.label))]
    if isinstance(model_of(kind.label)._meta.pk, models.AutoField):
        own.remove(model_of(kind.label)._meta.pk.attname)
    return [name for name in own if not kind.columns or name in kind.columns]


def read(kind: Any, using: str, columns: Sequence[str], **which: Any) -> Iterator[Row]:
    """Yield rows in the order of their keys."""
    found = model_of(kind.label)._base_manager.using(using).filter(**which).order_by("pk")
    for values in found.values_list(*columns).iterator(chunk_size=tables.AT_ONCE):
        yield dict(zip(columns, json.loads(json.dumps(values, default=tables.plain)), strict=True))


def key_of(kind: Any, row: Row) -> str:
    """Return what a row is found by."""
    return "|".join(str(row[name]) for name in kind.key)


def digest(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """Return a short hash of the values in the order of the columns."""
    text = json.dumps([row[name] for name in columns], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def find(kind: Any, row: Row, columns: Sequence[str]) -> Row | None:
    """Return the row of the server that has the key of this one; inside a transaction it is held."""
    which = values_of(kind.label, {name: row[name] for name in kind.key})
    held = model_of(kind.label)._base_manager.select_for_update().filter(**which)
    list(held.values_list("pk", flat=True))
    return next(read(kind, "default", columns, **which), None)


def values_of(label: str, row: Row) -> Row:
    """Return plain values as Python has them."""
    fields = {field.attname: field for field in tables.columns_of(model_of(label))}
    return {name: tables.value_of(fields[name], value) for name, value in row.items()}


def insert(kind: Any, row: Row) -> None:
    """Put a row in as it is: no time is set anew."""
    model_of(kind.label)(**values_of(kind.label, row)).save_base(raw=True, force_insert=True)


def lay_over(kind: Any, row: Row) -> None:
    """Write a row's values over those of the row with its key."""
    values = values_of(kind.label, row)
    which = {name: values.pop(name) for name in kind.key}
    values.pop("id", None)
    model_of(kind.label)._base_manager.filter(**which).update(**values)


def leads_nowhere(kind: Any, row: Row) -> str:
    """Empty the columns that may be empty and point at what is not here; return the first that may not be."""
    for field in tables.columns_of(model_of(kind.label)):
        name, value = field.attname, row.get(field.attname)
        if not field.is_relation or value is None or _is_here(field, value):
            continue
        if not field.null or name in kind.needs:
            return str(name)
        row[name] = None
    return ""


def _is_here(field: Any, value: Any) -> bool:
    return bool(field.related_model._base_manager.filter(pk=value).exists())


def people_columns(kind: Any) -> list[str]:
    """Return the columns that name people."""
    fields = tables.columns_of(model_of(kind.label))
    return [
        one.attname
        for one in fields
        if one.is_relation and one.related_model._meta.label == "accounts.Person"
    ]
