"""A backup that was made while people wrote comes back on another machine, row for row; the erased stay erased."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from empty_tables import lay_in

TESTS = Path(__file__).resolve().parents[2]
DRILL = Path(__file__).with_name("drill.py")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="it starts sites of its own"),
]


def environment(folder, **more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAUATTY_")}
    return clean | {
        "SAUATTY_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "sauatty.web.config.settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]), **more,
    }  # fmt: skip


def run(folder, *arguments, **more):
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], env=environment(folder, **more), capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    return done


def told(folder):
    done = run(folder, DRILL, "told")
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def backup(folder, *arguments):
    return run(folder, "-m", "sauatty.web.manage", "backup", *arguments)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    lay_in(folder)
    done = run(folder, DRILL, "make", folder)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def machine(tmp_path):
    """An empty machine."""
    lay_in(tmp_path)
    return tmp_path


def test_everything_acknowledged_before_comes_back_row_for_row_and_the_site_goes_on(site, machine):
    folder, made = site
    done = backup(machine, "restore", folder / "plain.backup")
    assert done.returncode == 0, done.stderr[-2000:]
    there = told(machine)
    assert set(made["before"][0]) <= set(there["people"]) and len(made["before"][0]) > 5
    assert len(there["people"]) < made["after"] + 2  # written meanwhile: not lost, but after this moment
    assert there["programmes"] == ["Медиасауаттылық: ә ғ қ ң ө ұ ү һ і"]
    assert there["audit"][1] is None
    assert (machine / "files" / "curricula" / "a.txt").read_text("utf-8") == "Ақпарат"
    assert (machine / "secret-key").read_text() == (folder / "secret-key").read_text()
    assert "Болат Жұмабаев" in there["names"]  # nobody said that he was erased


def test_who_was_erased_after_the_backup_is_erased_again_also_out_of_an_encrypted_one(site, machine):
    folder, made = site
    words = machine / "words"
    words.write_text("бір екі үш төрт\n", "utf-8")
    arguments = (
        "restore",
        folder / "locked.backup",
        "--passphrase-file",
        words,
        "--erased",
        folder / "erased.jsonl",
    )
    done = backup(machine, *arguments)
    assert done.returncode == 0, done.stderr[-2000:]
    there = told(machine)
    assert "Болат Жұмабаев" not in there["names"] and made["gone"] in there["erased"]
    assert there["audit"][1] is None
    assert "Болат".encode() not in (machine / "sauatty.sqlite3").read_bytes() or _vacuumed(machine)


def _vacuumed(folder):
    """Pages that were let go may still hold the name; after VACUUM nothing may."""
    with sqlite3.connect(folder / "sauatty.sqlite3") as opened:
        opened.execute("VACUUM")
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return "Болат".encode() not in (folder / "sauatty.sqlite3").read_bytes()


def test_a_site_with_people_and_a_changed_backup_are_refused_and_nothing_is_touched(site, machine):
    folder, _made = site
    before = told(folder)["sums"]
    refused = backup(folder, "restore", folder / "plain.backup")
    assert refused.returncode == 1 and "has people already" in refused.stderr
    assert told(folder)["sums"] == before
    whole = (folder / "plain.backup").read_bytes()
    (machine / "bad.backup").write_bytes(
        whole[: len(whole) // 2] + b"\x00" * 40 + whole[len(whole) // 2 + 40 :]
    )
    refused = backup(machine, "restore", machine / "bad.backup")
    assert refused.returncode == 1 and "damaged" in refused.stderr
    assert not (machine / "sauatty.sqlite3").exists() or told(machine)["people"] == []


def test_copying_the_file_without_its_log_loses_what_was_acknowledged(tmp_path):
    """The way that people copy databases: it must be seen to fail, or the drill proves nothing."""
    path = tmp_path / "site.sqlite3"
    opened = sqlite3.connect(path)
    opened.execute("PRAGMA journal_mode=WAL")
    opened.execute("CREATE TABLE answers (id)")
    opened.commit()
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.executemany("INSERT INTO answers VALUES (?)", [(n,) for n in range(50)])
    opened.commit()
    (tmp_path / "copy.sqlite3").write_bytes(path.read_bytes())
    with sqlite3.connect(tmp_path / "copy.sqlite3") as copied:
        assert copied.execute("SELECT COUNT(*) FROM answers").fetchone()[0] < 50
    opened.close()
