"""Many ask for the same badge, and somebody changes the key meanwhile: one badge each, one key, all believed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from web.badges import race

TESTS = Path(__file__).resolve().parents[2]


def play(tmp_path):
    if connection.vendor == "postgresql":
        return race.run()
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(tmp_path)

    assert left["one"] == {"said": 1, "n_said": race.AT_ONCE, "rows": 1, "keys": 1}
    assert left["rows"] == left["believed"] == race.AT_ONCE
    assert left["current"] == 1
