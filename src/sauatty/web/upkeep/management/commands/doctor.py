"""`sauatty-web doctor`: look at everything a site needs, and say in plain words what is wrong."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from sauatty.core.languages import LANGUAGES
from sauatty.web.upkeep import doctor

MARKS = {"good": "✓", "look": "!", "bad": "✗"}


class Command(BaseCommand):
    help = "Look at database, disk, address, mail, worker, clock and backups; ends with 1 where something is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--backups", type=Path, help="the folder of the backups")
        parser.add_argument("--language", choices=LANGUAGES, default=_language_of_terminal())
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, backups: Path | None, language: str, format: str, **options: Any) -> None:
        with translation.override(language):
            found = doctor.examine(backup_folder=backups)
        if format == "json":
            self.stdout.write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        else:
            for one in found:
                self.stdout.write(f"{MARKS[one.state]} {one.says}" + (f"\n    → {one.do}" if one.do else ""))
        if any(one.state == "bad" for one in found):
            sys.exit(1)


def _language_of_terminal() -> str:
    code = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return code if code in LANGUAGES else "en"
