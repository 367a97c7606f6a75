"""YAML from outside: the safe loader, limits of size and depth, and nothing that grows without end."""

import json
from typing import Any

import yaml

_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST_YAML = 2_000_000
MOST_PARTS = 200_000  # with every alias written out; the shipped survey of needs has some 2,000
MOST_DEEP = (
    60  # libyaml builds by recursion in C, which a deeper file would bring down with the whole process
)
_BEGINS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class _Loader(_Safe):  # type: ignore[misc]  # the base is one of two, chosen above
    """The safe loader without merge keys ('<<'): merged into each other they grow before anybody can count."""

    def flatten_mapping(self, node: Any) -> None:
        """Leave a merge key as it stands; no value can be made of it, so that the file is refused."""


def read_plain_yaml(content: bytes) -> tuple[dict[str, Any], str]:
    """Return the mapping of a YAML file, or an empty one and what is wrong with the file."""
    if len(content) > LARGEST_YAML:
        return {}, f"has more than {LARGEST_YAML:,} bytes"
    try:
        text = content.decode("utf-8-sig")
        _refuse_depth(text)
        mapping = without_aliases(yaml.load(text, Loader=_Loader))  # noqa: S506 - it is a safe one
    except (yaml.YAMLError, RecursionError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        # PyYAML's own: '2020-99-99' is a ValueError there, '!!bool maybe' a KeyError, '!!timestamp x' an AttributeError.
        return {}, "cannot be read as YAML"
    return (mapping, "") if isinstance(mapping, dict) else ({}, "is not a mapping of keys")


def _refuse_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Safe):
        depth += isinstance(event, _BEGINS) - isinstance(event, _ENDS)
        if depth > MOST_DEEP:
            raise yaml.YAMLError


def without_aliases(value: Any) -> Any:
    """Return the same without shared parts: an alias repeated a million times would grow without end."""
    if _n_parts(value, {}) > MOST_PARTS:
        raise yaml.YAMLError
    try:
        text = json.dumps(_text_keys(value), ensure_ascii=False, allow_nan=False, default=str)
        return json.loads(
            text.encode()
        )  # halves of letters are no text, nor is what is not a number a number
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
