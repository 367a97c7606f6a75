"""Keys as rows keep them: the JSON of a core key, and the hash that names an item's text and key together."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sauatty.core.catalogue.item_keys import ItemKey, as_shown, key_of, texts
from sauatty.core.catalogue.items import Item

Json = dict[str, Any]


def key_as_json(key: ItemKey) -> Json:
    """Return a key as JSON."""
    right = key.right
    return {
        "item": key.item, "kind": key.kind, "scoring": key.scoring,
        "right": dict(right) if isinstance(right, Mapping) else list(right) if isinstance(right, tuple) else right,
        "options": list(key.options), "credit": dict(key.credit), "targets": list(key.targets),
    }  # fmt: skip


def key_from_json(body: Json) -> ItemKey:
    """Read a key back."""
    right = body["right"]
    return ItemKey(
        body["item"], body["kind"], body["scoring"], tuple(right) if isinstance(right, list) else right,
        tuple(body["options"]), dict(body["credit"]), tuple(body["targets"]),
    )  # fmt: skip


def shown_sha256(item: Item) -> str:
    """Return the hash of what a participant sees of an item and of its key."""
    return sha256_of({"shown": as_shown(item), "key": key_as_json(key_of(item))})


def sha256_of(body: Any) -> str:
    """Return the hash of plain JSON."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def whys_of(item: Item) -> dict[str, dict[str, str]]:
    """Return the rationale of each option, by language."""
    return {option.id: texts(option.why) for option in item.options}
