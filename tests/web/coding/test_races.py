"""Two people at the same moment: nothing is lost, nothing overwritten, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from web.coding import race

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
        env=environment | settings, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_coders_and_two_adjudicators_at_the_same_moment(tmp_path):
    left = play(tmp_path)

    assert left["statuses"] == ["accepted"]
    assert left["states"] == [["disagreed", 2]], "no unit waits for a coder who has decided"
    assert left["copies"] == ["accepted"] and left["n_of_the_repeated"] == 1
    assert left["standing"] == {"A": race.N_UNITS, "B": race.N_UNITS}
    assert left["pairs"] == [["AdjudicationTaken", "settled"]]
    assert left["n_adjudications"] == left["n_revisions"] == race.N_UNITS
    assert left["same_word"]
