"""`sauatty-web retention [--dry-run]`: delete what is older than its rule (the running site does so every minute)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sauatty.web.base import privacy


class Command(BaseCommand):
    help = "Delete the rows that are older than the rule of their table; with --dry-run only count them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        found = privacy.count_past_retention() if dry_run else privacy.delete_past_retention()
        for label, number in found.items():
            self.stdout.write(f"{number:>8} {label}")
        self.stdout.write(f"{sum(found.values())} {'older than their rule' if dry_run else 'deleted'}")
