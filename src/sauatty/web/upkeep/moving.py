"""Moving a site to another database: a backup of its tables, taken back there by a process of its own, and compared."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from sauatty.core.errors import RestoreRefused
from sauatty.web.upkeep import backups, tables

SQLITE = "sqlite"


def move(to: str) -> tuple[int, int]:
    """Copy all tables to the database that `to` names (an address, or `sqlite`); returns how many tables and rows.

    The site keeps its database: the settings name the new one afterwards. Files and key stay where they are.

    Raises
    ------
    RestoreRefused
        The other database cannot be opened, holds people already, or somebody wrote here meanwhile.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".move-") as place:
        path = Path(place) / "tables.backup"
        told = backups.create(path)
        _take_there(path, "" if to == SQLITE else to)
    changed = changed_since(told["tables"])
    if changed:
        raise RestoreRefused(
            problem=f"people wrote while the tables were copied ({', '.join(changed[:3])}). Stop the site, empty the "
            "other database and move again."
        )
    return len(told["tables"]), sum(one["rows"] for one in told["tables"].values())


def _take_there(path: Path, url: str) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("SAUATTY_DATABASE_URL")
    }
    told = {"SAUATTY_DATABASE_URL": url, "SAUATTY_DATA_DIR": str(settings.DATA_DIR)}
    command = [sys.executable, "-m", "sauatty.web.manage", "backup", "restore", str(path), "--tables-only"]
    done = subprocess.run(command, env=environment | told, capture_output=True, text=True, check=False)
    if done.returncode:
        problem = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        raise RestoreRefused(problem=problem.removeprefix("CommandError: "))


def changed_since(sums: dict[str, dict[str, object]]) -> list[str]:
    """Return the tables that do not hold any more what they held."""
    return [
        model._meta.label for model in tables.stored_models()
        if model._meta.label in sums and tables.sum_of(model, "default").told() != sums[model._meta.label]
    ]  # fmt: skip
