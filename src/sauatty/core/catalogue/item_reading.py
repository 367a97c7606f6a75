"""Test items read from YAML or from a stored mapping, written back without a loss, and found by their id."""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    content_files,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.lesson_reading import texts_of
from sauatty.core.catalogue.record_mapping import record_as_mapping, record_from
from sauatty.core.errors import ContentInvalid, UnknownItem
from sauatty.core.languages import Translated

SCHEMA = "items/1"
FOLDER = "items"
_NONE_YET = "-"
_FILE_KEYS = ("schema", "competence", "provenance", "items")
# The order in which a file has the keys of an item, which is that of a reader.
_KEYS = (
    *("id", "kind", "competence", "demand", "setting", "difficulty", "scoring", "enemies", "is_negative"),
    *("stimulus", "is_invented", "stem", "options", "targets", "idea", "keyed_by", "provenance"),
)


def read_item_file(path: Path, root: Path = CONTENT) -> tuple[Item, ...]:
    """Return the items of one content file; ContentInvalid if a key is missing, unknown or of the wrong kind.

    The file's competence and provenance hold for each of its items. Missing languages are no error here: the checks
    name them all.
    """
    return items_from_mapping(read_yaml(path, SCHEMA, root), relative_name(path, root))


def items_from_mapping(content: Mapping[str, Any], name: str) -> tuple[Item, ...]:
    """Return the items of a mapping of the schema items/1; `name` stands for it in errors."""
    for key in content:
        if key not in _FILE_KEYS:
            raise ContentInvalid(path=name, problem=f"there is no use for the key {key}")
    shared = {key: content[key] for key in ("competence", "provenance") if content.get(key)}
    rows = require_list(content, "items", name)
    return tuple(
        item_from_mapping({**shared, **row}, _named(name, row, n)) for n, row in enumerate(rows, start=1)
    )


def item_from_mapping(mapping: Mapping[str, Any], name: str) -> Item:
    """Return the item that a mapping describes; ContentInvalid names `name` and the place of what is wrong.

    An item may have no competence yet, as one from another platform; the checks name that.
    """
    require(mapping, "options", name)
    item = record_from(Item, {**mapping, "competence": mapping.get("competence") or _NONE_YET}, name)
    if not math.isfinite(item.difficulty):
        raise ContentInvalid(path=name, problem=f"difficulty is {item.difficulty}, not a number")
    competence = "" if item.competence == _NONE_YET else item.competence
    return replace(item, difficulty=float(item.difficulty), competence=competence)


def item_as_mapping(item: Item) -> dict[str, Any]:
    """Return the mapping of an item, without what has its default; `item_from_mapping` gives the same item back."""
    mapping = record_as_mapping(item)
    return {key: mapping[key] for key in _KEYS if key in mapping}


def item_sha256(item: Item) -> str:
    """Return the hash of a whole item: of its canonical JSON, whatever the layout of its file."""
    return _sha256(item_as_mapping(item))


def language_sha256(item: Item, language: str) -> str:
    """Return the hash of an item's texts in one language, with their places: what a reviewer signs."""
    return _sha256([[place, getattr(text, language)] for place, text in item_texts(item)])


def item_texts(item: Item) -> Iterator[tuple[str, Translated]]:
    """Yield every text of an item with its place: 'stem', 'options.a.text', 'options.a.why', 'targets.x.text'."""
    for key in _KEYS:
        yield from texts_of(getattr(item, key), key)


@lru_cache(maxsize=1)
def load_items() -> tuple[Item, ...]:
    """Return the items that Sauatty comes with, file by file (read once)."""
    return tuple(one for path in item_files() for one in read_item_file(path))


def item_files(root: Path = CONTENT) -> Iterator[Path]:
    """Yield the files of items by name."""
    yield from content_files(FOLDER, root)


def item(id: str) -> Item:
    """Return one item by its id; UnknownItem if there is none."""
    found = _by_id().get(id)
    if found is None:
        raise UnknownItem(item=id)
    return found


def items_of(competence: str) -> tuple[Item, ...]:
    """Return the items of one competence in their order; none for a competence without items."""
    return tuple(one for one in load_items() if one.competence == competence)


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Item]:
    return {one.id: one for one in load_items()}


def _named(name: str, row: Mapping[str, Any], n: int) -> str:
    return f"{name}, {row.get('id') or f'item {n}'}"


def _sha256(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
