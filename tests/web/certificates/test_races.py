"""Many ask for the same certificate at the same moment: each person gets one, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from web.certificates import race

TESTS = Path(__file__).resolve().parents[2]


def play(tmp_path):
    if connection.vendor == "postgresql":
        return json.loads(json.dumps(race.run()))
    # SQLite's tests live in memory, where threads block each other otherwise than in a file
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

    one = left["one"]
    assert (one["rows"], one["issued"], one["numbers"]) == (1, 1, ["Т-0001"])
    assert (one["said"], one["n_said"]) == (1, race.AT_ONCE), "everybody is told of the same certificate"

    many = left["many"]
    assert many["rows"] == many["people"] == many["issued"] == race.AT_ONCE
    assert many["numbers"] == [f"Т-{n:04d}" for n in range(1, race.AT_ONCE + 1)], (
        "no number is lost or given twice"
    )

    ended = left["ended"]
    assert ended["valid"] == ended["rows"] - 1 <= 1, "of those who end it one does"

    assert left["twice"] > 1, "the race is able to see the fault of looking before writing"
