"""Uploaded files, named by the hash of their content; beside each what was read of it."""

import gzip
import hashlib
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sauatty.core.errors import UploadNotRead
from sauatty.core.exchange.jsonl import document_from_json, document_to_json
from sauatty.core.records import CurriculumDocument
from sauatty.web.storage.shelves import Shelf

SHELF = Shelf("curricula")
_READ_SUFFIX = ".read.json.gz"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that lies under its hash."""

    sha256: str
    size: int


def hash_of(chunks: Iterable[bytes]) -> KeptFile:
    """Hash a file without keeping it."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return KeptFile(digest.hexdigest(), size)


def keep(sha256: str, chunks: Iterable[bytes]) -> None:
    """Keep a file under its hash; one that lies there already counts as new."""
    SHELF.put(sha256, chunks)


def local(sha256: str) -> AbstractContextManager[Path]:
    """Lend a file as a path of this machine."""
    return SHELF.local(sha256)


def has(sha256: str) -> bool:
    """Tell whether a file lies here."""
    return SHELF.has(sha256)


def has_read(sha256: str) -> bool:
    """Tell whether what was read of a file lies here."""
    return SHELF.has(sha256 + _READ_SUFFIX)


def keep_read(sha256: str, document: CurriculumDocument) -> None:
    """Keep what was read of a file, so that storing it does not read it again."""
    SHELF.put(sha256 + _READ_SUFFIX, [gzip.compress(document_to_json(document).encode(), 5, mtime=0)])


def load_read(sha256: str, name: str) -> CurriculumDocument:
    """Return what was read of a file; UploadNotRead where that is not there."""
    try:
        kept = SHELF.read(sha256 + _READ_SUFFIX)
    except FileNotFoundError as error:
        raise UploadNotRead(name=name) from error
    return document_from_json(gzip.decompress(kept).decode())


def remove(sha256: str) -> None:
    """Remove a file and what was read of it."""
    SHELF.remove(sha256)
    SHELF.remove(sha256 + _READ_SUFFIX)


def remove_unnamed(named: Collection[str]) -> int:
    """Remove what belongs to no hash of `named`, and what a killed process left half-written."""
    return SHELF.remove_unnamed(lambda name: name.removesuffix(_READ_SUFFIX) in named)
