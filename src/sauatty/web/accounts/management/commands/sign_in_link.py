"""`sauatty-web sign_in_link`: a one-time link for an administrator who has lost the way in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.web.accounts.services.first import admin_link
from sauatty.web.base.context import absolute


class Command(BaseCommand):
    help = "Print a one-time sign-in link for an administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", default="", help="which administrator (default: the first one)")

    def handle(self, *args: Any, **options: Any) -> None:
        token = admin_link(email=options["email"])
        if token is None:
            raise CommandError("There is no such administrator. Check the address, or leave --email out.")
        self.stdout.write(absolute(f"/kk/start/{token}/"))
