"""`sauatty-web start`: prepare what is missing, then serve the pages and do the jobs until Ctrl-C."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.core.errors import SauattyError
from sauatty.web import serving
from sauatty.web.accounts.services import first, preparation


class Command(BaseCommand):
    help = "Start Sauatty on this machine."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("SAUATTY_PORT", "8000")))
        parser.add_argument("--workers", type=int, default=1, help="web processes (default 1)")
        parser.add_argument("--prepare-only", action="store_true", help="prepare the data folder and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.start(port=options["port"], workers=options["workers"], serve=not options["prepare_only"])
        except SauattyError as error:
            raise CommandError(str(error)) from error

    def start(self, *, port: int, workers: int, serve: bool) -> None:
        """Prepare, say where the site is, and serve."""
        if serve:
            serving.refuse_taken_port(port)
        preparation.prepare()
        token = first.first_link()
        if not serve:
            return
        # The children read their settings from the environment: links must carry the port that is served.
        os.environ["SAUATTY_PORT"] = str(port)
        is_given = "SAUATTY_PUBLIC_ADDRESS" in os.environ or "SAUATTY_PUBLIC_ADDRESS_FILE" in os.environ
        address = settings.PUBLIC_ADDRESS if is_given else f"http://{serving.HOST}:{port}"
        serving.serve(
            port=port,
            workers=workers,
            when_ready=lambda: self.say(address, token),
            every_minute=preparation.keep_house,
        )

    def say(self, address: str, token: str | None) -> None:
        """Print the one address line (and keep it), and the first coordinator's link while nobody has begun."""
        serving.remember_address(settings.DATA_DIR, address)
        self.stdout.write(f"Sauatty: {address}")
        if token:
            self.stdout.write(f"First sign-in (one-time link): {address}/kk/start/{token}/")
        self.stdout.flush()
