"""Files beside the database: in a folder of this machine, or in a bucket that several machines share.

A file has a name within its shelf, is written once, whole or not at all, and never changes. What no row names is swept up
after an hour: a file is kept before its row is written.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from sauatty.web.storage import buckets

SPARED_SECONDS = 3600


class Store(Protocol):
    """Where files lie, by their names with slashes."""

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file, whole or not at all; one of the name counts as new afterwards."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file to be read; FileNotFoundError where there is none."""

    def has(self, name: str) -> bool:
        """Tell whether there is a file."""

    def local(self, name: str) -> AbstractContextManager[Path]:
        """Lend a file as a path of this machine, for readers that need one."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def names(self, under: str = "") -> Iterator[tuple[str, float]]:
        """Yield the names that begin so, each with the time of its writing in seconds."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that is mounted on several."""

    root: Path

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write beside the target and move: a half-written file never has the target's name."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.writelines(chunks)
                out.flush()
                os.fsync(out.fileno())
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise

    def open(self, name: str) -> IO[bytes]:
        """Open a file to be read."""
        return (self.root / name).open("rb")

    def has(self, name: str) -> bool:
        """Tell whether there is a file."""
        return (self.root / name).is_file()

    @contextmanager
    def local(self, name: str) -> Iterator[Path]:
        """Lend the file itself."""
        yield self.root / name

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        (self.root / name).unlink(missing_ok=True)

    def names(self, under: str = "") -> Iterator[tuple[str, float]]:
        """Yield what lies in a folder and below it, links left aside; half-written files too."""
        folder = self.root / under
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            try:
                if not path.is_symlink() and path.is_file():
                    yield path.relative_to(self.root).as_posix(), path.stat().st_mtime
            except FileNotFoundError:
                continue


def store() -> Store:
    """Return where the files of this site lie, by its settings."""
    if settings.BUCKET:
        return buckets.bucket_of(settings.BUCKET)
    return Folder(Path(settings.MEDIA_ROOT))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one kind, under names of their own."""

    name: str

    def _full(self, name: str) -> str:
        return f"{self.name}/{name}"

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file, whole or not at all."""
        store().put(self._full(name), chunks)

    def open(self, name: str) -> IO[bytes]:
        """Open a file to be read; FileNotFoundError where there is none."""
        return store().open(self._full(name))

    def read(self, name: str) -> bytes:
        """Return a whole file; FileNotFoundError where there is none."""
        with self.open(name) as file:
            return file.read()

    def has(self, name: str) -> bool:
        """Tell whether there is a file."""
        return store().has(self._full(name))

    def local(self, name: str) -> AbstractContextManager[Path]:
        """Lend a file as a path of this machine."""
        return store().local(self._full(name))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        store().remove(self._full(name))

    def remove_unnamed(self, is_named: Callable[[str], bool]) -> int:
        """Remove what no row names, and what a killed process left half-written; returns how many."""
        held, oldest = store(), time.time() - SPARED_SECONDS
        found = [
            full
            for full, written in held.names(self._full(""))
            if written < oldest and not is_named(full.removeprefix(self._full("")))
        ]
        for full in found:
            held.remove(full)
        return len(found)


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield an open file piece by piece."""
    return iter(lambda: file.read(1 << 20), b"")


@contextmanager
def received(chunks: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """Lend a temporary file that holds what comes in, at its beginning."""
    with tempfile.TemporaryFile() as file:
        for chunk in chunks:
            file.write(chunk)
        file.seek(0)
        yield file
