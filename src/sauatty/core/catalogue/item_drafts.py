"""Bodies of items that are being written, with the keys of a content file: empty ones, and drafts as items."""

import re
from collections.abc import Mapping
from typing import Any

from sauatty.core.catalogue.item_reading import item_as_mapping, item_from_mapping
from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES

Body = dict[str, Any]
NO_IDEA = "–"
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_N_OPTIONS = 4


def empty_body(slug: str, kind: str, competence: str, author: str) -> Body:
    """Return an item without texts."""
    targets = {"targets": [{"id": f"t{n + 1}", "text": {}} for n in range(_N_OPTIONS + 1)]}
    return {
        "id": slug, "kind": kind, "competence": competence, "demand": 3, "setting": "school-library", "difficulty": 0.0,
        "stem": {}, "options": [{"id": letter, "text": {}, "why": {}} for letter in "abcdefgh"[:_N_OPTIONS]],
        "idea": {"text": NO_IDEA}, "provenance": {"author": author, "written": dict.fromkeys(LANGUAGES, "person")},
        **(targets if kind == "match" else {}),
    }  # fmt: skip


def plain(value: Any) -> Any:
    """Return a JSON value without signs that no database and no form keeps (NUL, controls, halves of letters)."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def as_item(body: Body, slug: str) -> Item:
    """Return the item of a body; ContentInvalid if it breaks the schema."""
    idea = dict(body.get("idea") or {})
    return item_from_mapping(
        {**body, "id": slug, "idea": {**idea, "text": idea.get("text") or NO_IDEA}}, slug
    )


def as_stored(body: Body, slug: str) -> Body:
    """Return a body in its canonical form."""
    return item_as_mapping(as_item(plain(body), slug))
