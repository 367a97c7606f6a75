"""Backups of a running site: all tables, files, the key and the list of erased people; verified; taken back whole."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import sauatty
from sauatty.core.errors import BackupBroken, BackupForeign, BackupNotMade, RestoreRefused
from sauatty.web.accounts.services import restoring
from sauatty.web.base import audit, erased
from sauatty.web.storage import shelves
from sauatty.web.upkeep import containers, tables
from sauatty.web.upkeep.snapshots import snapshot

TABLES, FILES, KEY, ERASED = "tables/", "files/", "secret-key", "erased.jsonl"


def applied_migrations() -> list[str]:
    """Return the migrations that this database has."""
    return sorted(".".join(one) for one in MigrationRecorder(connection).applied_migrations())


# --- making ---


def create(path: Path, *, passphrase: str = "") -> dict[str, Any]:
    """Make a backup while the site goes on; returns its list of contents.

    Raises
    ------
    BackupNotMade
        The file is there already, or its folder cannot be written.
    """
    if path.exists():
        raise BackupNotMade(problem=f"{path} is there already.")
    erased.complete()
    try:
        with containers.packing(path, passphrase) as packer:
            told = _pack(packer, path.parent)
            packer.finish(told)
    except OSError as error:
        raise BackupNotMade(problem=f"{error.filename or path}: {error.strerror}.") from error
    return told | {"members": packer.members}


def _pack(packer: containers.Packer, folder: Path) -> dict[str, Any]:
    told = {
        "software": sauatty.__version__, "made": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor, "migrations": applied_migrations(),
    }  # fmt: skip
    sums = {}
    with snapshot(folder) as alias:
        for model in tables.stored_models():
            sums[model._meta.label] = _pack_table(packer, model, alias, folder)
    missing = _pack_files(packer)
    packer.add_bytes(KEY, settings.SECRET_KEY.encode())
    packer.add_bytes(ERASED, erased.path().read_bytes() if erased.path().exists() else b"")
    return told | {"tables": sums, "missing_files": missing}


def _pack_table(packer: containers.Packer, model: Any, alias: str, folder: Path) -> dict[str, Any]:
    found = tables.TableSum()
    with tempfile.TemporaryFile(dir=folder, prefix=".table-") as file:
        for line, hashed in tables.lines_of(model, alias):
            file.write(line)
            found.add(hashed)
        packer.add(f"{TABLES}{model._meta.label}.jsonl", file)
    return found.told()


def _pack_files(packer: containers.Packer) -> list[str]:
    """Add every stored file; one that was removed meanwhile is named, and its row says so when it is asked for."""
    missing, held = [], shelves.store()
    for name, _written in held.names():
        try:
            with held.open(name) as file:
                packer.add(FILES + name, file)
        except FileNotFoundError:
            missing.append(name)
    return missing


# --- believing ---


def verify(path: Path, *, passphrase: str = "") -> dict[str, Any]:
    """Read a whole backup and compare it with its list; returns the list.

    Raises
    ------
    BackupForeign, BackupLocked, BackupBroken
        See `containers.walk`; or a table has another number of rows than the list says.
    """
    counted: dict[str, int] = {}

    def take(name: str, file: IO[bytes]) -> None:
        if name.startswith(TABLES):
            counted[name[len(TABLES) : -len(".jsonl")]] = sum(1 for _ in iter(file.readline, b""))

    told = containers.walk(path, passphrase, take)
    if "tables" not in told:  # what came in on a box is in such a container too
        raise BackupForeign(name=path.name)
    for label, one in told["tables"].items():
        if counted.get(label) != one["rows"]:
            raise BackupBroken(
                name=path.name, problem=f"{label} has {counted.get(label)} rows, not {one['rows']}"
            )
    return told


# --- taking back ---


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    rows: int
    files: int
    erased_again: int
    key_differs: bool


def restore(
    path: Path, *, passphrase: str = "", erased_also: Path | None = None, tables_only: bool = False
) -> Restored:
    """Put a backup into this site, which must be empty. All of it or nothing; with `tables_only` files stay as they are.

    Whoever was erased after the backup was made is erased again: from the list beside this database, from the backup's
    own, and from `erased_also` (such a list, or a newer backup).

    Raises
    ------
    BackupForeign, BackupLocked, BackupBroken
        See `verify`; nothing was touched.
    RestoreRefused
        The site holds people already, or the backup was made by a version with other tables.
    """
    told = verify(path, passphrase=passphrase)
    gone = erased.listed() | (_erased_in(erased_also, passphrase) if erased_also else set())
    _refuse_unfit(told)
    written: list[str] = []
    try:
        with transaction.atomic():
            tables.empty("default")
            containers.walk(path, passphrase, lambda name, file: _take(name, file, written, tables_only))
            tables.reset_sequences("default")
            _compare(path, told)
        # From here on it stands; the rest can be done again
    except BaseException:
        for one in written:
            shelves.store().remove(one)
        raise
    return _finish(path, passphrase, told, gone, None if tables_only else len(written))


def _refuse_unfit(told: dict[str, Any]) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if restoring.holds_people():
        raise RestoreRefused(
            problem="this site has people already. Restore into an empty data folder or database."
        )
    other = sorted(set(told["migrations"]) ^ set(applied_migrations()))
    if other:
        raise RestoreRefused(
            problem=f"the backup was made by Sauatty {told['software']}, whose tables differ ({', '.join(other[:3])}). "
            "Install that version, restore there, then update."
        )


def _take(name: str, file: IO[bytes], written: list[str], tables_only: bool) -> None:
    if name.startswith(TABLES):
        models = {model._meta.label: model for model in tables.stored_models()}
        label = name[len(TABLES) : -len(".jsonl")]
        if label in models:
            tables.load(models[label], iter(file.readline, b""), "default")
    elif name.startswith(FILES) and not tables_only:
        written.append(_put(name.removeprefix(FILES), file))


def _put(name: str, file: IO[bytes]) -> str:
    if shelves.store().has(name):
        raise FileExistsError(name)
    shelves.store().put(name, shelves.chunks_of(file))
    return name


def _compare(path: Path, told: dict[str, Any]) -> None:
    """Refuse where a table does not hold, row for row, what the backup said."""
    for model in tables.stored_models():
        label = model._meta.label
        if label in told["tables"] and tables.sum_of(model, "default").told() != told["tables"][label]:
            raise BackupBroken(name=path.name, problem=f"{label} came back otherwise than it was")


def _erased_in(path: Path, passphrase: str) -> set[str]:
    """Return whom a list of erased people, or the list inside another backup, names."""
    with path.open("rb") as file:
        if file.read(1) == b"{":
            return erased.ids_in(path.read_text("utf-8"))
    return _erased_inside(path, passphrase)


def _erased_inside(path: Path, passphrase: str) -> set[str]:
    found: set[str] = set()

    def take(name: str, file: IO[bytes]) -> None:
        if name == ERASED:
            found.update(erased.ids_in(file.read().decode()))

    containers.walk(path, passphrase, take)
    return found


def _finish(
    path: Path, passphrase: str, told: dict[str, Any], gone: set[str], n_files: int | None
) -> Restored:
    """Put the key in place, erase again whom the lists name, and write down that this happened."""
    kept: dict[str, bytes] = {}

    def take(name: str, file: IO[bytes]) -> None:
        if name in {KEY, ERASED}:
            kept[name] = file.read()

    containers.walk(path, passphrase, take)
    again = restoring.erase_again(gone | erased.ids_in(kept[ERASED].decode()))
    audit.record(
        "site.restored", actor=None, target=("site", "backup"), made=told["made"], erased_again=again
    )
    erased.complete()
    rows = sum(one["rows"] for one in told["tables"].values())
    return Restored(rows, n_files or 0, again, n_files is not None and _put_key(kept[KEY].decode()))


def _put_key(key: str) -> bool:
    """Write the site's key beside its database; tell whether the settings name another one."""
    place = Path(settings.DATA_DIR) / "secret-key"
    was_of_folder = place.exists() and place.read_text("utf-8").strip() == settings.SECRET_KEY
    place.write_text(key, encoding="utf-8")
    place.chmod(0o600)
    return key != settings.SECRET_KEY and not was_of_folder
