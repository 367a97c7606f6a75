"""`sauatty-web backup create|verify|restore`: copies of the whole site."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sauatty.core.errors import BackupNotMade, SauattyError
from sauatty.web.upkeep import backups

NAME = "sauatty-%Y%m%d-%H%M%S.backup"


class Command(BaseCommand):
    help = "Make, verify or take back a copy of the whole site: database, files, key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["create", "verify", "restore"])
        parser.add_argument(
            "path", type=Path, help="a file; for create also a folder, then the name is the moment"
        )
        parser.add_argument(
            "--passphrase-file", type=Path, help="encrypt, or open, with the first line of this file"
        )
        parser.add_argument("--keep", type=int, help="create, in a folder: remove the oldest beyond so many")
        parser.add_argument(
            "--erased", type=Path, help="restore: a list of erased people, or a newer backup that has one"
        )
        parser.add_argument(
            "--tables-only", action="store_true", help="restore: the files and the key are here already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actions: dict[str, Callable[..., None]] = {
                "create": self.create, "verify": self.verify, "restore": self.restore
            }  # fmt: skip
            actions[options["action"]](**options)
        except SauattyError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def create(self, *, path: Path, keep: int | None, **options: Any) -> None:
        """Make one, and with --keep forget the oldest."""
        folder = path if path.is_dir() else None
        if keep is not None and (folder is None or keep < 1):
            raise BackupNotMade(problem="--keep needs a folder, and 1 or more.")
        target = folder / timezone.now().strftime(NAME) if folder else path
        told = backups.create(target, passphrase=passphrase_of(options))
        self._say(target, told)
        for old in _oldest(folder, keep) if folder and keep else []:
            old.unlink()
            self.stdout.write(f"removed {old.name}")

    def verify(self, *, path: Path, **options: Any) -> None:
        """Read it whole."""
        told = backups.verify(path, passphrase=passphrase_of(options))
        self._say(path, told)
        self.stdout.write(
            f"whole; made on {told['made']} by Sauatty {told['software']} on {told['database']}"
        )

    def restore(self, *, path: Path, erased: Path | None, tables_only: bool, **options: Any) -> None:
        """Put it into this site, which must be empty."""
        found = backups.restore(
            path, passphrase=passphrase_of(options), erased_also=erased, tables_only=tables_only
        )
        self.stdout.write(f"{found.rows} rows and {found.files} files restored; row for row as in the backup")
        if found.erased_again:
            self.stdout.write(
                f"{found.erased_again} people who had been erased after it was made were erased again"
            )
        if found.key_differs:
            self.stdout.write(
                "SAUATTY_SECRET_KEY names another key: set it to the one in the data folder's secret-key"
            )

    def _say(self, path: Path, told: dict[str, Any]) -> None:
        rows = sum(one["rows"] for one in told["tables"].values())
        n_files = sum(name.startswith(backups.FILES) for name in told["members"])
        self.stdout.write(
            f"{path}: {len(told['tables'])} tables, {rows} rows, {n_files} files, {path.stat().st_size} bytes"
        )
        for name in told["missing_files"]:
            self.stdout.write(f"not in it, removed meanwhile: {name}")


def passphrase_of(options: dict[str, Any]) -> str:
    """Return the first line of the file that the options name, empty where they name none."""
    path = options["passphrase_file"]
    if path is None:
        return ""
    found = path.read_text("utf-8").split("\n", 1)[0].strip()
    if len(found) < 12:
        raise BackupNotMade(problem=f"the first line of {path} is shorter than 12 characters.")
    return str(found)


def _oldest(folder: Path, keep: int) -> list[Path]:
    return sorted(folder.glob("sauatty-*.backup"))[:-keep]
