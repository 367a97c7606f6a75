"""`sauatty test`: items looked at, calibrated and compared, people scored, pass marks and gains, without a server."""

import importlib
import importlib.util

import click

# One file for each command, imported when it runs.
PARTS = {
    "items": "testing_items",
    "calibrate": "testing_calibrate",
    "score": "testing_score",
    "dif": "testing_dif",
    "equate": "testing_equate",
    "cut-score": "testing_cut_score",
    "gain": "testing_gain",
    "assemble": "testing_assemble",
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
def test() -> None:
    """Analyse a test: items, scores, differences, pass mark, gain.

    SCORES.csv has a column 'person', then one column of points for each item; an empty cell is missing. A file with
    the letters of options goes with --key KEY.csv (item,key). CSV or XLSX.
    """
