"""`sauatty-web demo create | show | remove`: invented programmes of any size, all of them marked as invented."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.web.accounts.services import first
from sauatty.web.base import demo
from sauatty.web.worlds.making import PUBLISHED_SIZE, SEED, make_world

MOST = 400_000


class Command(BaseCommand):
    help = "Make an invented programme of any size from a seed, count what is invented, or remove all of it."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        create = actions.add_parser("create", help="make an invented programme beside what is there")
        create.add_argument("--seed", type=int, default=SEED, help=f"which one (default {SEED})")
        create.add_argument(
            "--size", type=int, default=PUBLISHED_SIZE, help=f"people invited, 1 to {MOST} (default {PUBLISHED_SIZE})"
        )  # fmt: skip
        actions.add_parser("show", help="count what is invented")
        actions.add_parser("remove", help="remove everything that is invented, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _create(self, options: dict[str, Any]) -> None:
        seed, size = options["seed"], options["size"]
        if not (1 <= size <= MOST and seed >= 0):
            raise CommandError(f"The size must be from 1 to {MOST} and the seed 0 or more.")
        begun = time.monotonic()
        world = make_world(first.first_admin(), seed=seed, size=size, report=self._say)
        if world is None:
            self.stdout.write(f"The invented programme of size {size} and seed {seed} is there already.")
            return
        import resource  # absent on Windows

        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(
            f"{size} people in {time.monotonic() - begun:.0f} s, {memory} MB at most. Programme {world.programme.pk}"
        )

    def _say(self, name: str, done: int, total: int) -> None:
        if name:
            self.stdout.write(f"{done + 1} of {total}: {name}")

    def _show(self, options: dict[str, Any]) -> None:
        rows = demo.count_demo()
        for row in rows:
            self.stdout.write(f"{row.n:>9}  {row.label}")
        if not rows:
            self.stdout.write("Nothing here is invented.")

    def _remove(self, options: dict[str, Any]) -> None:
        first.remove_demo(actor=first.first_admin())
        self.stdout.write("Everything that was invented is removed.")
