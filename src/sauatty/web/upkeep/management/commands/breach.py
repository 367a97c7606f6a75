"""`sauatty-web breach list --from DAY --to DAY`: whose data a leak could have touched."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sauatty.core.languages import LANGUAGES
from sauatty.web.upkeep import breaches


class Command(BaseCommand):
    help = "List the people whose data a stolen session (--who), or a stolen server or backup could have touched."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["list"])
        parser.add_argument(
            "--from", dest="since", required=True, help="a day or a moment: 2026-11-23, 2026-11-23T14:05"
        )
        parser.add_argument("--to", dest="until", required=True, help="the same; a day counts to its end")
        parser.add_argument(
            "--who", default="", help="the e-mail of the person whose session or password was stolen"
        )
        parser.add_argument("--language", choices=LANGUAGES, default="kk")
        parser.add_argument("-o", "--output", type=Path, help="write the people into this file (CSV)")

    def handle(self, *args: Any, since: str, until: str, who: str, language: str, **options: Any) -> None:
        begin, end = _moment(since, time.min), _moment(until, time.max)
        if end < begin:
            raise CommandError("--to lies before --from.")
        actor = breaches.find(who) if who else None
        if who and actor is None:
            raise CommandError(f"Nobody here has the address {who}. Look at the list of people.")
        found = breaches.look(begin, end, actor=actor)
        for line in found.told(language):
            self.stdout.write(line)
        if options["output"] is None:
            for row in found.table(language):
                self.stdout.write("\t".join(row))
        else:
            self._write(options["output"], found.csv(language))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(content)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(str(path))


def _moment(text: str, of_a_day: time) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no day; write it as 2026-11-23.") from error
    if len(text) == len("2026-11-23"):
        found = datetime.combine(found.date(), of_a_day)
    return timezone.make_aware(found) if timezone.is_naive(found) else found
