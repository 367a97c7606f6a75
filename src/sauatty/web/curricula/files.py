"""Uploaded files on disk, named by the hash of their content; beside each what was read of it."""

import gzip
import hashlib
import os
import tempfile
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sauatty.core.errors import UploadNotRead
from sauatty.core.exchange.jsonl import document_from_json, document_to_json
from sauatty.core.records import CurriculumDocument

# A file is kept before its row is written: what is younger may still get one.
SPARED_SECONDS = 3600
_READ_SUFFIX = ".read.json.gz"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that lies under its hash."""

    sha256: str
    size: int


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "curricula"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def path_of(sha256: str) -> Path:
    """Return where the file with this hash lies."""
    return _folder() / sha256


def _read_path(sha256: str) -> Path:
    return _folder() / f"{sha256}{_READ_SUFFIX}"


def _write_whole(target: Path, chunks: Iterable[bytes]) -> None:
    """Write beside the target and move: a half-written file never has the target's name."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(chunks)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def hash_of(chunks: Iterable[bytes]) -> KeptFile:
    """Hash a file without keeping it."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return KeptFile(digest.hexdigest(), size)


def keep(sha256: str, chunks: Iterable[bytes]) -> None:
    """Keep a file under its hash; one that lies there already only counts as new."""
    try:
        os.utime(path_of(sha256))
    except FileNotFoundError:
        _write_whole(path_of(sha256), chunks)


def has(sha256: str) -> bool:
    """Tell whether a file lies here."""
    return path_of(sha256).exists()


def has_read(sha256: str) -> bool:
    """Tell whether what was read of a file lies here."""
    return _read_path(sha256).exists()


def keep_read(sha256: str, document: CurriculumDocument) -> None:
    """Keep what was read of a file, so that storing it does not read it again."""
    _write_whole(_read_path(sha256), [gzip.compress(document_to_json(document).encode(), 5, mtime=0)])


def load_read(sha256: str, name: str) -> CurriculumDocument:
    """Return what was read of a file; UploadNotRead where that is not there."""
    path = _read_path(sha256)
    if not path.exists():
        raise UploadNotRead(name=name)
    return document_from_json(gzip.decompress(path.read_bytes()).decode())


def remove(sha256: str) -> None:
    """Remove a file and what was read of it."""
    path_of(sha256).unlink(missing_ok=True)
    _read_path(sha256).unlink(missing_ok=True)


def remove_unnamed(named: Collection[str]) -> int:
    """Remove what belongs to no hash of `named`, and what a killed process left half-written."""
    oldest = time.time() - SPARED_SECONDS
    found = [path for path in _folder().iterdir() if path.name.removesuffix(_READ_SUFFIX) not in named]
    unnamed = [path for path in found if path.stat().st_mtime < oldest]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)
