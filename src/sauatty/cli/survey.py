"""`sauatty survey`: instruments checked and converted, responses tabulated, needs, and a plan made from them."""

import importlib
import importlib.util

import click

# One file for each command, imported when it runs.
PARTS = {
    "check": "survey_check",
    "convert": "survey_convert",
    "tabulate": "survey_tabulate",
    "claimed-shown": "survey_claimed",
    "needs": "survey_needs",
    "plan": "survey_plan",
    "report": "survey_report",
}


class Parts(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands whose file is there."""
        return [name for name, file in PARTS.items() if importlib.util.find_spec(f"sauatty.cli.{file}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"sauatty.cli.{PARTS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(cls=Parts)
def survey() -> None:
    """Check and convert instruments, and say what responses say."""
