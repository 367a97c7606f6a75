"""`sauatty-web load_content`: store the content that rows point at (the regions). Can be repeated."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sauatty.core.errors import SauattyError
from sauatty.web.accounts.services.content import load_regions


class Command(BaseCommand):
    help = "Store the regions of the content folder; running it again changes nothing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"{load_regions()} regions")
        except SauattyError as error:
            raise CommandError(str(error)) from error
