"""`sauatty-web sign_in_link`: a one-time link for an administrator who has lost the way in."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.web import serving
from sauatty.web.accounts.services.first import admin_link

SETTINGS = ("SAUATTY_PUBLIC_ADDRESS", "SAUATTY_PUBLIC_ADDRESS_FILE", "SAUATTY_PORT", "SAUATTY_PORT_FILE")


def site_address() -> str:
    """Return the address that is set; where none is, the one of the last start."""
    if any(name in os.environ for name in SETTINGS):
        return settings.PUBLIC_ADDRESS
    return serving.last_address(settings.DATA_DIR) or settings.PUBLIC_ADDRESS


class Command(BaseCommand):
    help = "Print a one-time sign-in link for an administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", default="", help="which administrator (default: the first one)")

    def handle(self, *args: Any, **options: Any) -> None:
        token = admin_link(email=options["email"])
        if token is None:
            raise CommandError("There is no such administrator. Check the address, or leave --email out.")
        self.stdout.write(f"{site_address()}/kk/start/{token}/")
