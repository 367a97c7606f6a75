"""`sauatty-web person export EMAIL -o FILE`: everything that is kept about one person, for their own request."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.web.accounts.services import people
from sauatty.web.upkeep import breaches


class Command(BaseCommand):
    help = "Write all that is kept about one person into a file (JSON)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["export"])
        parser.add_argument("email")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, help="the file; it must not be there yet"
        )

    def handle(self, *args: Any, email: str, output: Path, **options: Any) -> None:
        person = breaches.find(email)
        if person is None:
            raise CommandError(f"Nobody here has the address {email}. Look at the list of people.")
        content = people.export_data_of(person=person)
        try:
            with output.open("xb") as file:
                output.chmod(0o600)
                file.write(content)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(
            f"{output}: {len(content)} bytes. Give it to nobody but the person; then delete it."
        )
