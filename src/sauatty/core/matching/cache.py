"""Keeps vectors by the text they were made from, so that a text is encoded once."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

import numpy as np

from sauatty.core.matching.encoder import Encoder, Progress, Vectors

_CHUNK = 512
# SQLite takes at most 999 parameters in its oldest builds.
_PARAMETERS = 900


class EmbeddingCache(Protocol):
    """Where vectors are kept. Keys are those of `key_of_text`."""

    def get(self, encoder: str, keys: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by key."""
        ...

    def put(self, encoder: str, vectors: dict[str, Vectors]) -> None:
        """Keep vectors by key."""
        ...


class FileCache:
    """A cache in one SQLite file under a folder; several processes may share it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "embeddings.sqlite3"
        with closing(self._connect()) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS embedding (encoder TEXT NOT NULL, key TEXT NOT NULL,"
                " vector BLOB NOT NULL, PRIMARY KEY (encoder, key)) WITHOUT ROWID"
            )

    def get(self, encoder: str, keys: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by key."""
        found: dict[str, Vectors] = {}
        with closing(self._connect()) as connection:
            for start in range(0, len(keys), _PARAMETERS):
                part = keys[start : start + _PARAMETERS]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, vector FROM embedding WHERE encoder = ? AND key IN ({marks})"  # noqa: S608
                for key, blob in connection.execute(query, (encoder, *part)):
                    found[key] = np.frombuffer(blob, dtype=np.float32)
        return found

    def put(self, encoder: str, vectors: dict[str, Vectors]) -> None:
        """Keep vectors by key; a key that is there is written again."""
        rows = [(encoder, key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
        with closing(self._connect()) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=20)


def key_of_text(prepared: str) -> str:
    """Return the SHA-256 of a prepared text."""
    return hashlib.sha256(prepared.encode("utf-8")).hexdigest()


def encode_with_cache(
    encoder: Encoder, texts: Sequence[str], cache: EmbeddingCache | None, progress: Progress | None = None
) -> Vectors:
    """Encode prepared texts, each distinct one once, asking the cache first.

    New vectors are kept after every few hundred texts, so that a run that breaks off is not lost.

    Returns
    -------
    vectors : ndarray of shape (n_texts, dimension)
    """
    keys = [key_of_text(text) for text in texts]
    by_key = dict(zip(keys, texts, strict=True))
    known = cache.get(encoder.name, list(by_key)) if cache else {}
    missing = sorted((key for key in by_key if key not in known), key=lambda key: (len(by_key[key]), key))
    for start in range(0, len(missing), _CHUNK):
        part = missing[start : start + _CHUNK]
        made = encoder.encode([by_key[key] for key in part])
        new = {key: made[number] for number, key in enumerate(part)}
        known.update(new)
        if cache:
            cache.put(encoder.name, new)
        if progress:
            progress(len(by_key) - len(missing) + start + len(part), len(by_key))
    if progress and not missing:
        progress(len(by_key), len(by_key))
    if not texts:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    return np.stack([known[key] for key in keys]).astype(np.float32)
