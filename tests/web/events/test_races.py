"""A form that arrives many times at the same moment does what it asks for once, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from web.events import race

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

    assert left["editions"] == {"events": 5, "series": 1, "answers": 1}, (
        "everybody gets the same five trainings"
    )
    assert left["wish"] == {"answers": 1, "rows": 1, "trainings": 1}
    assert (
        left["n_events"] == 8
    )  # the template, its five editions, the one for the wish, the one that is moved
    assert left["called_off"]["state"] == "cancelled" and left["called_off"]["event"] == 1
    assert left["called_off"]["session"] <= 8 and left["moved"] == (left["called_off"]["session"] > 0)
