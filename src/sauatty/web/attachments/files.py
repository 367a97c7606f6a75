"""The re-made files: under names that say nothing, outside of what the web server gives out."""

import secrets
from collections.abc import Collection
from typing import IO

from sauatty.web.storage.shelves import Shelf

SHELF = Shelf("attachments")
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_SMALL = "small-"


def open_file(stored: str) -> IO[bytes]:
    """Open a file; FileNotFoundError where there is none."""
    return SHELF.open(stored)


def open_small(stored: str) -> IO[bytes]:
    """Open the small picture of a photo; FileNotFoundError where there is none."""
    return SHELF.open(_SMALL + stored)


def keep(content: bytes, media_type: str, small: bytes = b"") -> str:
    """Keep a file, and its small picture, under a new name; returns the name."""
    stored = f"{secrets.token_hex(24)}{SUFFIXES[media_type]}"
    if small:
        SHELF.put(_SMALL + stored, [small])
    SHELF.put(stored, [content])
    return stored


def remove(stored: str) -> None:
    """Remove a file and its small picture."""
    if stored:
        SHELF.remove(stored)
        SHELF.remove(_SMALL + stored)


def remove_unnamed(named: Collection[str]) -> int:
    """Remove files that no row names, and what a killed process left half-written; returns how many."""
    return SHELF.remove_unnamed(lambda name: name.removeprefix(_SMALL) in named)
