"""A server, two laptops made of its backup, and people at all three at once: whole sites, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from empty_tables import lay_in

TESTS = Path(__file__).resolve().parents[2]
TRAINING = Path(__file__).with_name("training.py")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="it starts sites of its own"),
]


def run(folder, *arguments):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAUATTY_")}
    environment = clean | {
        "SAUATTY_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "sauatty.web.config.settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def training(folder, *arguments):
    return json.loads(run(folder, TRAINING, *arguments).splitlines()[-1])


def manage(folder, *arguments):
    return run(folder, "-m", "sauatty.web.manage", *arguments)


def test_a_day_in_two_towns_and_at_home_comes_together_on_the_server(tmp_path):
    places = [tmp_path / name for name in ("server", "taraz", "semey")]
    for one in places:
        one.mkdir()
        lay_in(one)
    server, taraz, semey = places
    manage(server, "migrate", "-v0")
    before = training(server, "make")
    manage(server, "backup", "create", tmp_path / "copy.backup")
    for one in (taraz, semey):
        manage(one, "backup", "restore", tmp_path / "copy.backup")
        manage(one, "box", "start", "--name", one.name.upper())
        assert training(one, "told") == before
    days = [
        training(taraz, "happen", "01"),
        training(semey, "happen", "23"),
        training(server, "happen", "01"),
    ]
    gains = [{name: day[name] - before[name] for name in before} for day in days]
    for one in (taraz, semey):
        told = manage(one, "box", "collect", tmp_path / f"{one.name}.box")
        assert "not in it yet" not in told and "stays here" not in told, told
    said = [manage(server, "box", "take", tmp_path / f"{one.name}.box") for one in (taraz, semey)]
    assert " 0 refused" in said[1] and " 0 against" in said[1]
    after = training(server, "told")
    once = (
        "envelopes",
        "marks",
        "activities",
        "reported",
        "people",
    )  # each is one of its own, wherever it was made
    assert {name: after[name] - before[name] for name in once} == {
        name: sum(gain[name] for gain in gains) for name in once
    }
    # The same two came in Taraz and at home: present once, their second response waits, their second attempt is aside
    assert after["present"] == before["present"] + 4
    assert after["responses"] + after["waiting"] - before["responses"] == sum(
        gain["responses"] for gain in gains
    )
    assert after["waiting"] == 2 and after["placed"] == after["taken_seats"] <= 6
    for one in (semey, taraz):
        assert " 0 taken" in manage(server, "box", "take", tmp_path / f"{one.name}.box").splitlines()[-1]
    assert training(server, "told") == after
