"""The conditions of questions as the script of the page evaluates them."""

import json

from sauatty.core.catalogue.expressions import parse


def as_script(text: str) -> str:
    """Return an expression as the JSON that expressions.js evaluates; nothing for no condition."""
    return json.dumps(parse(text).as_json(), ensure_ascii=False, separators=(",", ":")) if text else ""
