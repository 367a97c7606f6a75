"""`sauatty-web audit verify`: walk the chain of the audit log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.web.base import anchors, audit


class Command(BaseCommand):
    help = "Verify the audit log: every event, in order, unchanged, none cut off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = audit.verify()
        if verdict.broken_at is not None:
            raise CommandError(
                f"The audit log does not hold at event {verdict.broken_at} ({verdict.reason})."
            )
        broken = anchors.first_broken()
        if broken is not None:
            raise CommandError(
                f"The audit log is not the one of {broken.day}: it was cut off or written anew, or an older copy of "
                f"the site was put back. What stood then is in {anchors.path()}."
            )
        n_anchors = len(list(anchors.read()))
        self.stdout.write(f"{verdict.n_events} events, chain unbroken; {n_anchors} anchors hold.")
