"""Many register at the same moment: never one place too many, and the order of arrival holds, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from web.enrolments import race

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

    for one in left["seats"]:
        assert one["said"] == ["placed", "waiting"] and one["n_said"] == 200
        assert one["taken"] == 25 and one["placed"] == list(range(1, 26)), (
            "the first who came have the places"
        )
        assert one["waiting"] == list(range(26, 201)) and one["people"] == 200

    alone = left["one_person"]
    assert (alone["taken"], alone["placed"], alone["waiting"]) == (1, [1], []) and alone["said"] == ["placed"]

    storm = left["cancel_and_come"]
    assert storm["taken"] == len(storm["placed"]) == 20 and len(storm["cancelled"]) == 30 and storm["numbers"]
    assert max(storm["placed"]) < min(storm["waiting"]), "nobody was passed over"
    assert len(storm["placed"]) + len(storm["waiting"]) + 30 == 100

    kept = left["quotas"]
    assert kept["taken"] == len(kept["placed"]) == 30 and len(kept["waiting"]) == 90
    assert kept["quotas"] == {"KZ-10": [10, 10], "KZ-11": [5, 5]}

    assert left["oversold"] > 25, "the race is able to see the fault of counting before inserting"
