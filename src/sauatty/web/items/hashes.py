"""The hash of plain JSON."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def sha256_of(value: Any) -> str:
    """Return the hash of the canonical JSON of a value; tuples count as lists, mappings as objects."""
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
