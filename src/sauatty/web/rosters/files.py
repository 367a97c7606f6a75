"""Where an uploaded list lies until it has been read; then it is gone, and only its lines are kept."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from sauatty.web.storage.shelves import Shelf, chunks_of, received

# Each list has a file of its own, also where two are of the same bytes.
SHELF = Shelf("rosters")


@contextmanager
def receive(chunks: Iterable[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """Take an uploaded file in; lends its hash and the file, for `keep`."""
    with received(chunks) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        yield digest, file


def keep(file: IO[bytes], roster: UUID) -> None:
    """Keep the file of a list that is to be read."""
    SHELF.put(str(roster), chunks_of(file))


def local(roster: UUID) -> AbstractContextManager[Path]:
    """Lend the file of a list as a path of this machine."""
    return SHELF.local(str(roster))


def has(roster: UUID) -> bool:
    """Tell whether the file of a list waits to be read."""
    return SHELF.has(str(roster))


def remove(roster: UUID) -> None:
    """Remove the file of a list that was read or refused."""
    SHELF.remove(str(roster))


def remove_unnamed(named: Iterable[UUID]) -> int:
    """Remove the files that no list waits for any more; one of the last hour may be on its way in."""
    waited_for = {str(one) for one in named}
    return SHELF.remove_unnamed(lambda name: name in waited_for)
