"""What came in on this box since it was started, as one file."""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from sauatty.core.errors import BackupNotMade
from sauatty.web.boxes import files, kinds, rows, starting
from sauatty.web.storage import shelves
from sauatty.web.upkeep import containers
from sauatty.web.upkeep.snapshots import snapshot

Reading = Callable[[Path], AbstractContextManager[str]]


@dataclass(slots=True)
class Collected:
    """How many rows of each table are in the file, what is not ready yet, and what changed here and stays here."""

    n: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    stays: list[str] = field(default_factory=list)
    n_files: int = 0


def collect(path: Path, *, passphrase: str = "", reading: Reading = snapshot) -> Collected:
    """Write everything into a file while people go on; what was given away before comes again.

    Raises
    ------
    BoxNotStarted, BackupNotMade
    """
    here, seen = starting.here(), starting.seen()
    if path.exists():
        raise BackupNotMade(problem=f"{path} is there already.")
    found = Collected()
    try:
        with reading(path.parent) as alias, containers.packing(path, passphrase) as packer:
            columns = {
                kind.label: _pack(packer, kind, alias, seen["rows"][kind.label], found)
                for kind in kinds.BY_LABEL.values()
            }
            found.stays = [
                label for label, one in starting.sums(alias).items() if seen["tables"].get(label) != one
            ]
            box = {
                "id": here.id,
                "name": here.name,
                "made": here.made,
                "collected": timezone.now().isoformat(),
            }
            told = files.heading(**box) | {"columns": columns, "left": dict(found.left), "stays": found.stays}
            packer.finish(told | {"signature": files.signature(told, packer.members)})
    except OSError as error:
        raise BackupNotMade(problem=f"{error.filename or path}: {error.strerror}.") from error
    starting.write_seen(seen)
    return found


def _pack(
    packer: containers.Packer, kind: kinds.Kind, alias: str, seen: dict[str, list[str]], found: Collected
) -> list[str]:
    columns = rows.columns_of(kind)
    with tempfile.TemporaryFile(prefix=".rows-") as file:
        for one in sorted(_changed(kind, alias, columns, seen), key=lambda one: one["was"][0] == rows.NEW):
            why = kind.waits(one["row"])
            if why:
                found.left[why] += 1
                continue
            file.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")
            found.n[kind.label] += 1
            found.n_files += sum(_pack_file(packer, name) for name in kind.file(one["row"]))
            _remember(seen, rows.key_of(kind, one["row"]), rows.digest(one["row"], columns))
        packer.add(f"{files.ROWS}{kind.label}.jsonl", file)
    return columns


def _changed(
    kind: kinds.Kind, alias: str, columns: list[str], seen: dict[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """Yield what is new or another than it was, with the digests of what the server may have of it."""
    for row in rows.read(kind, alias, columns):
        was = seen.get(rows.key_of(kind, row), [rows.NEW])
        is_known = was[0] != rows.NEW
        if was == [rows.digest(row, columns)] or (kind.is_for_new if is_known else kind.is_for_known):
            continue
        yield {"row": row, "was": was}


def _remember(seen: dict[str, list[str]], key: str, digest: str) -> None:
    was = seen.setdefault(key, [rows.NEW])
    if digest not in was:
        was.append(digest)


def _pack_file(packer: containers.Packer, name: str) -> bool:
    if not containers.is_safe(name) or files.FILES + name in packer.members:
        return False
    try:
        with shelves.store().open(name) as file:
            packer.add(files.FILES + name, file)
    except (FileNotFoundError, IsADirectoryError):
        return False
    return True
