"""YAML from outside: the safe loader, a limit of size, and no aliases that grow without end."""

import json
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST_YAML = 2_000_000
MOST_PARTS = 200_000  # with every alias written out; the shipped survey of needs has some 2,000


def read_plain_yaml(content: bytes) -> tuple[dict[str, Any], str]:
    """Return the mapping of a YAML file, or an empty one and what is wrong with the file."""
    if len(content) > LARGEST_YAML:
        return {}, f"has more than {LARGEST_YAML:,} bytes"
    try:
        mapping = without_aliases(yaml.load(content.decode("utf-8-sig"), Loader=_Loader))  # noqa: S506 - both are the safe ones
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return {}, "cannot be read as YAML"
    return (mapping, "") if isinstance(mapping, dict) else ({}, "is not a mapping of keys")


def without_aliases(value: Any) -> Any:
    """Return the same without shared parts: an alias repeated a million times would grow without end."""
    if _n_parts(value, {}) > MOST_PARTS:
        raise yaml.YAMLError
    try:
        return json.loads(json.dumps(_text_keys(value), ensure_ascii=False, default=str))
    except ValueError as error:
        raise yaml.YAMLError from error


def _text_keys(value: Any) -> Any:
    """Return the same with 'on' as YAML 1.2 has it: the loader takes the bare word for true."""
    if isinstance(value, dict):
        return {"on" if key is True else str(key): _text_keys(one) for key, one in value.items()}
    return [_text_keys(one) for one in value] if isinstance(value, list) else value


def _n_parts(value: Any, known: dict[int, int]) -> int:
    """Count the parts with every alias written out, without writing it out; one within itself is too many."""
    if not isinstance(value, dict | list):
        return 1 + len(value) // 100 if isinstance(value, str) else 1
    if id(value) not in known:
        known[id(value)] = MOST_PARTS + 1
        parts = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_n_parts(one, known) for one in parts)
    return known[id(value)]
