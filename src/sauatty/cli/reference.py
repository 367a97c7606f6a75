"""`sauatty docs`: the pages of the documentation that are made from the code."""

from collections.abc import Iterator
from pathlib import Path

import click

from sauatty.cli.files import write_output

CLI_PAGE = Path("docs/reference/cli.md")
WIDTH = 100
_HEAD = """# Commands

Made by `sauatty docs cli` from the help of the commands; change it there.

Errors go to standard error and say what happened, where, and what to do. Exit code 0: done; 1: an error that
you can act on; 2: wrong usage. `-` reads standard input. A file named with `-o` is replaced as a whole or not
at all.
"""


@click.group(hidden=True)
def docs() -> None:
    """Write the generated pages of the documentation."""


@docs.command()
@click.option("-o", "out", default=str(CLI_PAGE), show_default=True, help="The page to write.")
def cli(out: str) -> None:
    """Write the reference of the commands."""
    write_output(cli_reference(), out)


def cli_reference() -> str:
    """Return the reference page of the commands in Markdown: one section per command, with its help."""
    from sauatty.cli import main

    parts = [_HEAD]
    for path, command in _commands(main, "sauatty", None):
        context = click.Context(command, info_name=path, max_content_width=WIDTH, terminal_width=WIDTH)
        level = "#" * (2 + path.count(" "))
        parts.append(f"{level} {path}\n\n```text\n{_plain(command.get_help(context))}\n```\n")
    return "\n".join(parts)


def _commands(
    command: click.Command, path: str, parent: click.Context | None
) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, parent=parent, info_name=path)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _commands(child, f"{path} {name}", context)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())
