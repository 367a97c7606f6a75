"""Results as plain JSON: numbers unrounded, what is not finite becomes None, notes keep their facts."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

import numpy as np

from sauatty.core.psychometrics.notes import Note
from sauatty.core.surveys.small_cells import MINIMUM_CELL

FEWER = f"< {MINIMUM_CELL}"


def plain(value: Any) -> Any:
    """Return a value that JSON can hold; dataclasses become mappings, notes keep code and facts."""
    if isinstance(value, Note):
        return {"code": value.code, "params": {name: _fact(name, one) for name, one in value.params.items()}}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value + 0.0 if isfinite(value) else None
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def _fact(name: str, value: Any) -> Any:
    """Hide counts of fewer than five people."""
    if name == "count" and isinstance(value, int) and 0 < value < MINIMUM_CELL:
        return FEWER
    return plain(value)


def notes_json(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Return notes with their facts."""
    return [plain(note) for note in notes]
