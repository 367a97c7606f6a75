"""The file in which a box gives away what came in: the container of backups, signed with the site's own key."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import IO, Any

from django.conf import settings

import sauatty
from sauatty.core.errors import BackupForeign, BoxFileBroken, BoxFileForeign, BoxFileNewer
from sauatty.web.boxes import kinds, rows
from sauatty.web.storage import shelves
from sauatty.web.upkeep import backups, containers

ROWS, FILES = "rows/", "files/"


def site_mark() -> str:
    """Return what tells this site's files from another's, and nothing of its key."""
    return hmac.new(settings.SECRET_KEY.encode(), b"sauatty.boxes.site", hashlib.sha256).hexdigest()[:32]


def signature(told: dict[str, Any], members: dict[str, Any]) -> str:
    """Sign the list of contents, with the hash of each member."""
    text = json.dumps([told, members], sort_keys=True, ensure_ascii=False)
    key = b"sauatty.boxes|" + settings.SECRET_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def heading(**told: Any) -> dict[str, Any]:
    """Return what stands at the head of a file of this box."""
    facts = {"software": sauatty.__version__, "migrations": backups.applied_migrations(), "site": site_mark()}
    return {"box": told, **facts}


def check(path: Path, passphrase: str) -> dict[str, Any]:
    """Read a whole file and believe it, or not; returns its list of contents.

    Raises
    ------
    BoxFileForeign, BoxFileBroken, BoxFileNewer, BackupLocked, BackupBroken
    """
    try:
        told = containers.walk(path, passphrase, lambda _name, _file: None)
    except BackupForeign as error:
        raise BoxFileForeign(name=path.name) from error
    if "box" not in told or told.get("site") != site_mark():
        raise BoxFileForeign(name=path.name)
    signed = {name: one for name, one in told.items() if name not in ("format", "members", "signature")}
    if not hmac.compare_digest(told["signature"], signature(signed, told["members"])):
        raise BoxFileBroken(name=path.name)
    _refuse_newer(path, told)
    return told


def _refuse_newer(path: Path, told: dict[str, Any]) -> None:
    newer = sorted(set(told["migrations"]) - set(backups.applied_migrations()))
    for label, columns in told["columns"].items():
        known = rows.columns_of(kinds.BY_LABEL[label]) if label in kinds.BY_LABEL else []
        newer += [f"{label}.{name}" for name in columns if name not in known]
    if newer:
        raise BoxFileNewer(name=path.name, software=told["software"], detail=", ".join(newer[:3]))


def read_rows(path: Path, passphrase: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each table, each as {"row", "was"}."""
    found: dict[str, list[dict[str, Any]]] = {}

    def take(name: str, file: IO[bytes]) -> None:
        if name.startswith(ROWS):
            lines = iter(file.readline, b"")
            found[name[len(ROWS) : -len(".jsonl")]] = [json.loads(line) for line in lines]

    containers.walk(path, passphrase, take)
    return found


def put_files(path: Path, passphrase: str, wanted: set[str]) -> int:
    """Write the files of rows that were taken, where none of the name lies yet; returns how many."""
    done, held = [], shelves.store()

    def take(name: str, file: IO[bytes]) -> None:
        kept = name.removeprefix(FILES)
        if name.startswith(FILES) and kept in wanted and not held.has(kept):
            held.put(kept, shelves.chunks_of(file))
            done.append(name)

    containers.walk(path, passphrase, take)
    return len(done)
