"""A document as plain JSON and back: what a published version keeps, and what two versions are compared by."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sauatty.core.documents import blocks as model
from sauatty.core.documents.blocks import Document, parts

_TYPES: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        model.Document, model.Heading, model.Paragraph, model.Bullets, model.Table, model.Figure, model.Quote,
        model.Note, model.PageBreak, model.Contents, model.Run,
    )
}  # fmt: skip


def document_as_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON that `document_from_json` makes the same document of."""
    plain: dict[str, Any] = _plain(document)
    return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        found = {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.init}
        return {"type": type(value).__name__} | found
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return {"date": value.isoformat()} if isinstance(value, date) else value


def document_from_json(row: Mapping[str, Any]) -> Document:
    """Return the document that `document_as_json` wrote."""
    document: Document = _value(row)
    return document


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(one) for one in value)
    if not isinstance(value, Mapping):
        return value
    if value.keys() == {"date"}:
        return date.fromisoformat(value["date"])
    kind = _TYPES[value["type"]]
    known = {one.name for one in fields(kind) if one.init}
    return kind(**{name: _value(inner) for name, inner in value.items() if name in known})


def sha256_of(value: Any) -> str:
    """Return the hash of plain JSON, independent of the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def block_texts(document: Document) -> dict[str, str]:
    """Return the whole text of each block that has an id, its parts on lines of their own, in order."""
    texts: dict[str, list[str]] = {}
    for part in parts(document):
        owner = part.id.partition(":")[0]
        if owner:
            texts.setdefault(owner, []).append(part.text)
    return {owner: "\n".join(lines) for owner, lines in texts.items()}
