"""Instruments read from YAML or from a stored mapping, and written back without a loss."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from sauatty.core.catalogue.content import (
    CONTENT,
    content_files,
    provenance_from,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.catalogue.instruments import Choice, Instrument, Kind, Question, Role, Row, Section
from sauatty.core.errors import ContentInvalid, UnknownInstrument
from sauatty.core.languages import LANGUAGES, Translated

SCHEMA = "instrument/1"
_KINDS: tuple[str, ...] = get_args(Kind)
_ROLES: tuple[str, ...] = get_args(Role)
_PURPOSES = ("needs", "evaluation", "follow-up", "other")
_AUDIENCES = ("adults", "minors")


def _keys(described: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(described))


# A misspelt key would be lost in silence, and with it a rule of the survey.
_INSTRUMENT_KEYS = _keys(Instrument) - {"sha256"} | {"schema", "lists"}
_SECTION_KEYS, _QUESTION_KEYS = _keys(Section), _keys(Question)
_CHOICE_KEYS, _ROW_KEYS = _keys(Choice), _keys(Row)
_LENGTH: int = Question.__dataclass_fields__["length"].default  # type: ignore[assignment]


def read_instrument(path: Path, root: Path = CONTENT) -> Instrument:
    """Return the instrument of one content file; ContentInvalid if a key is missing, unknown or of the wrong kind.

    Missing texts are no error here: `check_instrument` names them all.
    """
    content, name = read_yaml(path, SCHEMA, root), relative_name(path, root)
    require(content, "version", name)
    return instrument_from_mapping(content, name)


def instrument_from_mapping(mapping: Mapping[str, Any], name: str) -> Instrument:
    """Return the instrument that a mapping of the schema describes; `name` stands for it in errors.

    `sha256` is that of its canonical JSON, whatever the mapping says.
    """
    _known_keys(mapping, _INSTRUMENT_KEYS, "the instrument", name)
    lists = _lists(mapping.get("lists"), name)
    found = Instrument(
        id=_code(mapping, "id", name),
        version=_code(mapping, "version", name) if mapping.get("version") not in (None, "") else "",
        title=_text(mapping, "title", name),
        sections=tuple(_section(row, lists, name) for row in _rows(mapping, "sections", name)),
        about=_text(mapping, "about", name),
        closing=_text(mapping, "closing", name),
        audience=_one_of(mapping, "audience", _AUDIENCES, "adults", name),
        languages=_languages(mapping.get("languages"), name),
        kind=_one_of(mapping, "kind", _PURPOSES, "other", name),
        provenance=provenance_from(mapping.get("provenance")),
    )
    return replace(found, sha256=hashlib.sha256(canonical_json(found).encode()).hexdigest())


def canonical_json(instrument: Instrument) -> str:
    """Return the text that the hash of an instrument is of: sorted keys, no spaces, nothing escaped."""
    mapping = instrument_as_mapping(instrument)
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=1)
def load_instruments() -> tuple[Instrument, ...]:
    """Return the instruments that Sauatty comes with, every version (read once)."""
    return tuple(read_instrument(path) for path in content_files("instruments"))


def instrument(slug: str, version: str = "") -> Instrument:
    """Return a version of an instrument, the newest where none is named; UnknownInstrument if there is none."""
    mine = [one for one in load_instruments() if one.id == slug and version in {"", one.version}]
    if not mine:
        known = ", ".join(sorted({one.id for one in load_instruments()}))
        raise UnknownInstrument(instrument=f"{slug} {version}".strip(), known=known)
    return max(mine, key=lambda one: version_key(one.version))


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts versions: 1.10 after 1.9, and a word before every number."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in version.split("."))


def _section(row: Mapping[str, Any], lists: Mapping[str, tuple[Choice, ...]], name: str) -> Section:
    identity = _code(row, "id", name)
    _known_keys(row, _SECTION_KEYS, f"section '{identity}'", name)
    return Section(
        id=identity,
        title=_text(row, "title", name),
        questions=tuple(_question(one, lists, name) for one in _rows(row, "questions", name)),
        text=_text(row, "text", name),
        when=_expression(row, "when", name),
    )


def _question(row: Mapping[str, Any], lists: Mapping[str, tuple[Choice, ...]], name: str) -> Question:
    identity = _code(row, "id", name)
    _known_keys(row, _QUESTION_KEYS, f"question '{identity}'", name)
    choices, list_name = _choices(row, lists, name)
    return Question(
        id=identity,
        kind=_one_of(row, "kind", _KINDS, None, name),
        text=_text(row, "text", name),
        hint=_text(row, "hint", name),
        required=_flag(row, "required", name),
        when=_expression(row, "when", name),
        check=_expression(row, "check", name),
        check_message=_text(row, "check_message", name),
        choices=choices,
        list_name=list_name,
        rows=tuple(_row(one, name) for one in _rows(row, "rows", name)),
        allow_other=_flag(row, "allow_other", name),
        minimum=_number(row, "minimum", name),
        maximum=_number(row, "maximum", name),
        length=_LENGTH if row.get("length") is None else int(_number(row, "length", name) or 0),
        competences=_names(row, "competences", name),
        role=_one_of(row, "role", _ROLES, "", name),
        is_quasi_identifier=_flag(row, "is_quasi_identifier", name),
    )


def _choices(
    row: Mapping[str, Any], lists: Mapping[str, tuple[Choice, ...]], name: str
) -> tuple[tuple[Choice, ...], str]:
    named = row.get("choices")
    if isinstance(named, str) and named:
        if named not in lists:
            problem = f"question '{row['id']}' names the list '{named}', which is not in 'lists'"
            raise ContentInvalid(path=name, problem=problem)
        return lists[named], named
    return _choice_list(_rows(row, "choices", name), name), str(row.get("list_name") or "")


def _lists(mapping: object, name: str) -> dict[str, tuple[Choice, ...]]:
    if mapping is None:
        return {}
    if not isinstance(mapping, Mapping):
        raise ContentInvalid(path=name, problem="'lists' is not a mapping of names to choices")
    return {str(key): _choice_list(_rows(mapping, key, name), name) for key in mapping}


def _choice_list(rows: Iterable[Mapping[str, Any]], name: str) -> tuple[Choice, ...]:
    return tuple(_choice(row, name) for row in rows)


def _choice(row: Mapping[str, Any], name: str) -> Choice:
    code = _code(row, "code", name)
    _known_keys(row, _CHOICE_KEYS, f"choice '{code}'", name)
    return Choice(
        code, _text(row, "label", name), _number(row, "score", name), _flag(row, "exclusive", name),
        _names(row, "competences", name),
    )  # fmt: skip


def _row(row: Mapping[str, Any], name: str) -> Row:
    code = _code(row, "code", name)
    _known_keys(row, _ROW_KEYS, f"row '{code}'", name)
    return Row(
        code, _text(row, "label", name), _names(row, "competences", name), foil=_flag(row, "foil", name)
    )


# --- values ---


def _known_keys(mapping: Mapping[str, Any], known: frozenset[str], where: str, name: str) -> None:
    unknown = sorted(str(key) for key in mapping if key not in known)
    if unknown:
        raise ContentInvalid(path=name, problem=f"has the unknown key '{unknown[0]}' in {where}")


def _rows(mapping: Mapping[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    return require_list(mapping, key, name) if mapping.get(key) else []


def _code(mapping: Mapping[str, Any], key: str, name: str) -> str:
    value = require(mapping, key, name)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        # YAML 1.1 reads yes, no, on and off as truth values.
        raise ContentInvalid(path=name, problem=f"'{key}' is {value!r}, which is no text; put it in quotes")
    return str(value)


def _text(mapping: Mapping[str, Any], key: str, name: str) -> Translated:
    value = mapping.get(key)
    if value is not None and not isinstance(value, (str, Mapping)):
        raise ContentInvalid(path=name, problem=f"'{key}' is {value!r}, which is no text of kk, ru and en")
    unknown = sorted(str(one) for one in value if one not in LANGUAGES) if isinstance(value, Mapping) else []
    if unknown:
        raise ContentInvalid(path=name, problem=f"'{key}' has the unknown language '{unknown[0]}'")
    return Translated.from_mapping(value)


def _expression(mapping: Mapping[str, Any], key: str, name: str) -> str:
    value = mapping.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ContentInvalid(
            path=name, problem=f"'{key}' is {value!r}, which is no expression; put it in quotes"
        )
    return " ".join(value.split())


def _flag(mapping: Mapping[str, Any], key: str, name: str) -> bool:
    value = mapping.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ContentInvalid(path=name, problem=f"'{key}' is {value!r} instead of true or false")


def _number(mapping: Mapping[str, Any], key: str, name: str) -> float | None:
    value = mapping.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e15:
        raise ContentInvalid(path=name, problem=f"'{key}' is {value!r}, which is no number")
    return float(value)


def _names(mapping: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    value = mapping.get(key) or ()
    if not isinstance(value, (list, tuple)):
        raise ContentInvalid(path=name, problem=f"'{key}' is {value!r} instead of a list")
    return tuple(str(one) for one in value)


def _languages(value: object, name: str) -> tuple[str, ...]:
    if value is None:
        return LANGUAGES
    if not isinstance(value, (list, tuple)) or not value or not set(value) <= set(LANGUAGES):
        raise ContentInvalid(path=name, problem=f"'languages' is {value!r}; known are {', '.join(LANGUAGES)}")
    return tuple(language for language in LANGUAGES if language in value)


def _one_of(
    mapping: Mapping[str, Any], key: str, known: tuple[str, ...], default: str | None, name: str
) -> Any:
    value = mapping.get(key)
    if value is None and default is not None:
        return default
    if value not in known:
        listed = ", ".join(filter(None, known))
        problem = f"has the {key} {value!r} in {mapping.get('id')!r}; known are {listed}"
        raise ContentInvalid(path=name, problem=problem)
    return value
