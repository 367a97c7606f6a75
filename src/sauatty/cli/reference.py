"""`sauatty docs`: the pages of the documentation that are made from the code."""

from collections.abc import Iterator
from pathlib import Path

import click

from sauatty.cli.content_page import CONTENT_PAGE, content_page
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


@docs.command()
@click.option("-o", "out", default=str(CONTENT_PAGE), show_default=True, help="The page to write.")
def content(out: str) -> None:
    """Write the page about what there is for each competence."""
    write_output(content_page(), out)


def cli_reference() -> str:
    """Return the reference page of the commands in Markdown: one section per command, with its help."""
    from sauatty.cli import main

    parts = [_HEAD]
    top = click.Context(
        main, info_name="sauatty", terminal_width=WIDTH, max_content_width=WIDTH, **main.context_settings
    )
    for context in _contexts(top):
        level = "#" * (2 + context.command_path.count(" "))
        shown = _plain(context.command.get_help(context))
        parts.append(f"{level} {context.command_path}\n\n```text\n{shown}\n```\n")
    return "\n".join(parts)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    context.command._help_option = None  # click keeps that of the first use, perhaps without the group above
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            child = context.command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _contexts(click.Context(child, parent=context, info_name=name))


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())
