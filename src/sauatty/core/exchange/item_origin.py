"""What other platforms have no field for, as pairs of a key and a text, and back: competence, demand, idea, author …

Moodle keeps short pairs as tags ('demand:3') and the others in a hidden list of the general feedback; QTI as metadata.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES

Pairs = list[tuple[str, str]]
MARK = "sauatty"
# A key of the pairs → where it stands in the mapping of an item.
_SINGLE = {
    "kind": ("kind",), "competence": ("competence",), "setting": ("setting",), "scoring": ("scoring",),
    "idea-text": ("idea", "text"), "idea-lesson": ("idea", "lesson"), "idea-url": ("idea", "url"),
    "author": ("provenance", "author"), "licence": ("provenance", "licence"),
    "adapted-from": ("provenance", "adapted_from"),
    **{f"written-{one}": ("provenance", "written", one) for one in LANGUAGES},
}  # fmt: skip
_LISTS = {
    "enemy": ("enemies",), "keyed-by": ("keyed_by",),
    **{f"reviewed-{one}": ("provenance", "reviewed_by", one) for one in LANGUAGES},
}  # fmt: skip
_FLAGS = ("is_negative", "is_invented")
KEYS = (*_SINGLE, *_LISTS, "demand", "difficulty", "is-negative", "is-invented")


def origin_pairs(item: Item) -> Pairs:
    """Return the pairs of an item, without what has its default."""
    return list(_pairs(item))


def _pairs(item: Item) -> Iterator[tuple[str, str]]:
    yield "demand", str(item.demand)
    yield "difficulty", repr(item.difficulty)
    yield from ((flag.replace("_", "-"), "yes") for flag in _FLAGS if getattr(item, flag))
    for key, path in _SINGLE.items():
        value = _at(item, path)
        if value and (key, value) != ("scoring", "exact"):
            yield key, str(value)
    for key, path in _LISTS.items():
        yield from ((key, str(value)) for value in _at(item, path) or ())


def _at(item: Item, path: tuple[str, ...]) -> Any:
    value: Any = item
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step)
    return value


def mapping_from_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what pairs say as the mapping of an item; unknown keys, and numbers that are none, are passed over."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in _SINGLE:
            _put(found, _SINGLE[key], value)
        elif key in _LISTS:
            listed = _get(found, _LISTS[key])
            _put(found, _LISTS[key], [*listed, value])
        elif key in ("is-negative", "is-invented"):
            found[key.replace("-", "_")] = True
        elif key in ("demand", "difficulty"):
            found |= _number(key, value)
    return found


def _number(key: str, value: str) -> dict[str, Any]:
    try:
        return {key: int(value) if key == "demand" else float(value)}
    except ValueError:
        return {}


def _put(found: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        found = found.setdefault(step, {})
    found[path[-1]] = value


def _get(found: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    for step in path[:-1]:
        found = found.get(step, {})
    listed: list[str] = found.get(path[-1], [])
    return listed
