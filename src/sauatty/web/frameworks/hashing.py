"""The fingerprint of a published version."""

import hashlib
import json
from typing import Any


def content_hash(content: Any) -> str:
    """Return SHA-256 of a JSON value; the order of keys does not matter, databases keep none."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
