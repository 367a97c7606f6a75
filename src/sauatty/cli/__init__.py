"""The command line: one file per noun, loaded only when its command runs, thin over core."""

import importlib
import importlib.util
from collections.abc import Mapping
from typing import Any

import click

from sauatty import __version__
from sauatty.core.errors import SauattyError

# What each noun is for stands here, so that `sauatty --help` need not import them; a test compares the two.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "objectives": ("sauatty.cli.objectives:objectives", "Read, match and measure learning objectives."),
    "frameworks": ("sauatty.cli.frameworks:frameworks", "List and show the competence frameworks."),
    "coding": ("sauatty.cli.coding:coding", "Measure how far coders agree, and write codebooks."),
    "survey": ("sauatty.cli.survey:survey", "Check and convert instruments, and say what responses say."),
    "lesson": ("sauatty.cli.lesson:lesson", "List, print, export and import lessons."),
    "item": ("sauatty.cli.item:item", "List, check, export and import test items."),
    "test": ("sauatty.cli.testing:test", "Analyse a test: items, scores, differences, pass mark, gain."),
    "certificate": ("sauatty.cli.certificate:certificate", "Check certificates of trainings."),
    "badge": ("sauatty.cli.badge:badge", "Check badges (Open Badges 3.0)."),
    "people": ("sauatty.cli.people:people", "Check lists of people."),
    "pack": ("sauatty.cli.pack:pack", "Check research packs, and make invented ones."),
    "evaluate": ("sauatty.cli.pack:evaluate", "Run the analysis of a programme from its research pack."),
    "evaluate-report": (
        "sauatty.cli.evaluation_report:evaluate_report",
        "Write the report on a programme from its research pack.",
    ),
    "logframe": (
        "sauatty.cli.logframe:logframe",
        "Work out the indicators of a programme: outputs first, then Kirkpatrick's levels.",
    ),
    "content": ("sauatty.cli.content:content", "Check and count the content that Sauatty comes with."),
    "model": ("sauatty.cli.model:model", "Train the matcher, and show its model card."),
    "docs": ("sauatty.cli.reference:docs", "Write the generated pages of the documentation."),
}  # fmt: skip
HIDDEN = frozenset({"docs"})


def _is_there(target: str) -> bool:
    return importlib.util.find_spec(target.partition(":")[0]) is not None


class RefusedByRule(click.ClickException):
    """An error of core, printed as it stands; exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(f"Error: {self.message}", err=True)


class Nouns(click.Group):
    """A group whose commands are imported when they are called, and that prints core's errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [noun for noun, (target, _) in COMMANDS.items() if _is_there(target)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        shown = [(noun, COMMANDS[noun][1]) for noun in self.list_commands(ctx) if noun not in HIDDEN]
        with formatter.section("Commands"):
            formatter.write_dl(shown)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SauattyError as error:
            raise RefusedByRule(str(error)) from error


@click.group(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sauatty")
def main() -> None:
    """Audit school curricula for media and information literacy.

    Every command says more with --help. Exit code 0: done; 1: an error that you can act on; 2: wrong usage.
    """
