"""The command `sauatty-web`: Django's commands and ours (start, backup, audit verify, …)."""

import os
import sys


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauatty.web.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sauatty-web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
