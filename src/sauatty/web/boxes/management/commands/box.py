"""`sauatty-web box start|collect|take`: the programme on a laptop without a network, and back into the server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.core.errors import BackupNotMade, SauattyError
from sauatty.web.boxes import collecting, starting, taking
from sauatty.web.boxes.models import Taking
from sauatty.web.upkeep.management.commands.backup import passphrase_of


class Command(BaseCommand):
    help = "Make a restored copy of the server a box; write what came in there into a file; take such a file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["start", "collect", "take"])
        parser.add_argument("path", type=Path, nargs="?", help="collect, take: the file")
        parser.add_argument("--name", default="", help="start: what the box is called, such as TARAZ")
        parser.add_argument(
            "--passphrase-file", type=Path, help="encrypt, or open, with the first line of this file"
        )
        parser.add_argument(
            "--same", action="append", default=[], metavar="BOX=SERVER",
            help="take: this person of the box is that person of the server (numbers as the page names them)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        actions: dict[str, Callable[..., None]] = {
            "start": self.start, "collect": self.collect, "take": self.take
        }  # fmt: skip
        if options["action"] != "start" and options["path"] is None:
            raise CommandError("Name the file: sauatty-web box collect FILE, sauatty-web box take FILE.")
        try:
            actions[options["action"]](**options)
        except SauattyError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def start(self, *, name: str, **options: Any) -> None:
        """Make this site a box."""
        made = starting.start(name.strip() or "1")
        self.stdout.write(f"This site is the box {made.name} now, of the server's copy of {made.made}.")
        self.stdout.write("It sends no letters. On return: sauatty-web box collect FILE")

    def collect(self, *, path: Path, **options: Any) -> None:
        """Write what came in."""
        found = collecting.collect(path, passphrase=passphrase_of(options))
        for label, n in sorted(found.n.items()):
            self.stdout.write(f"{label}: {n}")
        self.stdout.write(
            f"{path}: {sum(found.n.values())} rows, {found.n_files} files, {path.stat().st_size} bytes"
        )
        for why, n in sorted(found.left.items()):
            self.stdout.write(f"not in it yet, end them and collect again: {why}: {n}")
        for label in found.stays:
            self.stdout.write(f"changed on this box and stays here: {label}")

    def take(self, *, path: Path, same: list[str], **options: Any) -> None:
        """Take a file on the server."""
        pairs = dict(one.lower().split("=", 1) for one in same if "=" in one)
        if len(pairs) != len(same):
            raise BackupNotMade(problem="--same needs BOX=SERVER, and each person of the box once.")
        self._tell(taking.take(path, passphrase=passphrase_of(options), same=pairs))

    def _tell(self, taken: Taking) -> None:
        for label, counts in sorted(taken.counts.items()):
            told = ", ".join(f"{counts[one]} {one}" for one in taking.OUTCOMES if counts.get(one))
            self.stdout.write(f"{label}: {told}")
        for one in taken.findings.all():
            self.stdout.write(f"{one.outcome}: {one.kind} {one.key}: {one.reason}")
        totals = {name: sum(one.get(name, 0) for one in taken.counts.values()) for name in taking.OUTCOMES}
        self.stdout.write(
            f"box {taken.box_name}: {totals['taken']} taken, {totals['there']} already there, "
            f"{totals['refused']} refused, {totals['conflict']} against what is here"
        )
