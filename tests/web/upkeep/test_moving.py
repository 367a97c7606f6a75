"""From SQLite to PostgreSQL and back, row for row; runs where there is a PostgreSQL to move to."""

import json
import shutil
import sys

import pytest
from django.db import connection

from empty_tables import lay_in
from web.upkeep.test_drill import DRILL, backup, environment, run

pytestmark = [
    pytest.mark.slow, pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it moves to PostgreSQL"),
]  # fmt: skip


@pytest.fixture
def other_database(db):
    """The address of an empty database on the server of the tests."""
    import psycopg

    told = connection.get_connection_params() | {"dbname": "postgres"}
    names = ("host", "port", "user", "password", "dbname")
    opened = psycopg.connect(**{name: told[name] for name in names if told.get(name)}, autocommit=True)
    opened.execute("CREATE DATABASE moved_to")
    yield f"postgres://{told['user']}@{told['host']}:{told['port']}/moved_to"
    opened.execute("DROP DATABASE moved_to WITH (FORCE)")
    opened.close()


def told(folder, url=""):
    import subprocess

    done = subprocess.run(
        [sys.executable, str(DRILL), "told"], env=environment(folder, SAUATTY_DATABASE_URL=url), capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def move(folder, to, url=""):
    import subprocess

    return subprocess.run(
        [sys.executable, "-m", "sauatty.web.manage", "move", "--to", to],
        env=environment(folder, SAUATTY_DATABASE_URL=url), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def test_a_site_goes_to_postgresql_and_back_row_for_row(tmp_path, other_database):
    lay_in(tmp_path)
    done = run(tmp_path, DRILL, "make", tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    before = told(tmp_path)["sums"]

    done = move(tmp_path, other_database)
    assert done.returncode == 0, done.stderr[-2000:]
    there = told(tmp_path, other_database)
    assert there["audit"][1] is None
    assert {one for one in before if there["sums"][one] != before[one]} == AUDITED

    assert "has people already" in move(tmp_path, other_database).stderr
    shutil.move(tmp_path / "sauatty.sqlite3", tmp_path / "old.sqlite3")
    for log in tmp_path.glob("sauatty.sqlite3-*"):
        log.unlink()
    lay_in(tmp_path)
    done = move(tmp_path, "sqlite", other_database)
    assert done.returncode == 0, done.stderr[-2000:]
    back = told(tmp_path)
    assert {one for one in before if back["sums"][one] != before[one]} == AUDITED and back["audit"][1] is None
    assert backup(tmp_path, "create", tmp_path / "again.backup").returncode == 0


AUDITED = {
    "base.AuditDetail",
    "base.AuditEvent",
    "base.AuditHead",
}  # that it was taken over stands in the log
