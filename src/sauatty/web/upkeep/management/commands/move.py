"""`sauatty-web move --to postgres://…`: take a site to PostgreSQL, or back to SQLite."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from sauatty.core.errors import SauattyError
from sauatty.web.upkeep import moving


class Command(BaseCommand):
    help = "Copy all tables into another, empty database and compare them row for row."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, help="postgres://user:password@host/name, or sqlite")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        vendor = "sqlite" if to == moving.SQLITE else "postgresql"
        if vendor == connection.vendor:
            raise CommandError(
                f"The site is on {vendor} already. Use 'backup' to copy it to another machine."
            )
        try:
            n_tables, n_rows = moving.move(to)
        except SauattyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{n_tables} tables, {n_rows} rows: the same in both databases, row for row.")
        setting = (
            "leave SAUATTY_DATABASE_URL empty" if to == moving.SQLITE else "set SAUATTY_DATABASE_URL to it"
        )
        self.stdout.write(f"Now {setting} and start the site again. The old database was left as it is.")
