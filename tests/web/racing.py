"""Races on both databases: in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from empty_tables import lay_in

TESTS = Path(__file__).resolve().parents[1]


def play(race, tmp_path):
    """Run the races of a module (its `run()`, and the same as a script); returns what they left behind."""
    if connection.vendor == "postgresql":
        return json.loads(json.dumps(race.run()))
    # SQLite's tests live in memory, where threads block each other otherwise than in a file
    lay_in(tmp_path)
    settings = {
        "SAUATTY_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sauatty.web.config.settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]),
    }  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SAUATTY_")}
    done = subprocess.run(
        [sys.executable, str(Path(race.__file__)), str(TESTS)],
        env=environment | settings, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])
