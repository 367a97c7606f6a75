"""Frozen records of the catalogue from mappings and back, by the types of their fields.

Strict: a key that no field has is refused, because a misspelt one would be lost in silence. Texts may lack a language;
the checks name that. What has its default is left out when it is written.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sauatty.core.catalogue.content import Provenance, provenance_from
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES, Translated

_Record = TypeVar("_Record")


def record_from(record: type[_Record], mapping: object, name: str, place: str = "") -> _Record:
    """Return the record that a mapping describes; ContentInvalid names the file and the place of what is wrong."""
    if not isinstance(mapping, Mapping):
        raise ContentInvalid(path=name, problem=f"{place or 'the file'} is not a mapping of keys")
    mapping = {
        "on" if key is True else str(key): value for key, value in mapping.items()
    }  # YAML's 'on' is true
    known = _fields(cast(Any, record))
    for key in mapping:
        if key not in known:
            raise ContentInvalid(path=name, problem=f"there is no use for the key {_at(place, key)}")
    return record(**{key: _value(of, mapping, name, _at(place, key)) for key, of in known.items()})


def record_as_mapping(record: Any) -> dict[str, Any]:
    """Return the mapping of a record in the order of its fields, without what has its default."""
    written = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if value != _default(one):
            written[one.name] = _written(value)
    return written


# --- reading ---


@lru_cache(maxsize=64)
def _fields(record: Any) -> dict[str, tuple[Any, Any]]:
    """Return the type and the default of each field."""
    hints = get_type_hints(record)
    return {one.name: (hints[one.name], _default(one)) for one in fields(record)}


def _default(one: "Field[Any]") -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def _value(of: tuple[Any, Any], mapping: Mapping[str, Any], name: str, place: str) -> Any:
    kind, default = of
    value = mapping.get(place.rpartition(".")[2])
    if value is None or value == "":
        if default is MISSING:
            raise ContentInvalid(path=name, problem=f"{place} is missing")
        return default
    return _read(kind, value, name, place)


def _read(kind: Any, value: Any, name: str, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
        origin = get_origin(kind)
    if origin is tuple:
        return _list(get_args(kind)[0], value, name, place)
    if origin is not None and origin is not Literal:
        return _mapping(get_args(kind)[1], value, name, place)
    if origin is Literal:
        return _one_of(get_args(kind), value, name, place)
    if kind is Translated:
        return _text(value, name, place)
    if kind is Provenance:
        return provenance_from(value)
    if is_dataclass(kind):
        return record_from(cast(type[Any], kind), value, name, place)
    return _plain(kind, value, name, place)


def _list(kind: Any, value: Any, name: str, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ContentInvalid(path=name, problem=f"{place} is not a list")
    return tuple(_read(kind, one, name, f"{place}[{n}]") for n, one in enumerate(value, start=1))


def _mapping(kind: Any, value: Any, name: str, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ContentInvalid(path=name, problem=f"{place} is not a mapping of keys")
    return {str(key): _read(kind, one, name, _at(place, str(key))) for key, one in value.items()}


def _one_of(known: tuple[str, ...], value: Any, name: str, place: str) -> str:
    if value not in known:
        raise ContentInvalid(path=name, problem=f"{place} is {value!r}; known are {', '.join(known)}")
    return str(value)


def _text(value: Any, name: str, place: str) -> Translated:
    if not isinstance(value, Mapping) or not set(value) <= set(LANGUAGES):
        raise ContentInvalid(path=name, problem=f"{place} is not a text with the keys kk, ru and en")
    for language, text in value.items():
        if text is not None and not isinstance(text, str):
            raise ContentInvalid(
                path=name, problem=f"{_at(place, language)} is {text!r}, not a text: quote it"
            )
    return Translated.from_mapping(value)


def _plain(kind: Any, value: Any, name: str, place: str) -> Any:
    if isinstance(value, date):  # YAML reads 2026-11-22 without quotes as a date
        value = value.isoformat()
    is_right = type(value) is kind or (kind is float and type(value) is int)
    if not is_right:
        wanted = {str: "a text: quote it", int: "a whole number", bool: "true or false"}.get(kind, "a number")
        raise ContentInvalid(path=name, problem=f"{place} is {value!r}, not {wanted}")
    return value


def _at(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


# --- writing ---


def _written(value: Any) -> Any:
    if isinstance(value, Translated):
        return {language: getattr(value, language) for language in LANGUAGES if getattr(value, language)}
    if is_dataclass(value):
        return record_as_mapping(value)
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _written(one) for key, one in value.items()}
    return value
