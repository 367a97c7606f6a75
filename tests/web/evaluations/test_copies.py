"""A copy of the database that follows it: asked by jobs only, and only once it has caught up."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from sauatty.web.accounts.models import Person
from sauatty.web.base.models import Job
from sauatty.web.config.databases import databases
from sauatty.web.evaluations import copies

URL = "postgres://sauatty:p%40ss@db.example.kz:5433/mil"


def test_without_an_address_it_is_sqlite_in_the_data_folder(tmp_path):
    found = databases("", "", tmp_path, pool=0, has_pooler=False)
    assert set(found) == {"default"} and found["default"]["NAME"] == tmp_path / "sauatty.sqlite3"


def test_pool_pooler_and_copy_are_set_as_asked(tmp_path):
    plain = databases(URL + "?sslmode=verify-full", "", tmp_path, pool=0, has_pooler=False)["default"]
    pooled = databases(URL, URL.replace("db.", "copy."), tmp_path, pool=8, has_pooler=False)
    pooler = databases(URL, "", tmp_path, pool=0, has_pooler=True)["default"]

    assert (plain["PASSWORD"], plain["PORT"], plain["OPTIONS"]["sslmode"]) == ("p@ss", "5433", "verify-full")
    assert plain["CONN_MAX_AGE"] == 60 and "pool" not in plain["OPTIONS"]
    assert pooled["default"]["OPTIONS"]["pool"]["max_size"] == 8 and pooled["default"]["CONN_MAX_AGE"] == 0
    assert pooled["copy"]["HOST"] == "copy.example.kz" and "pool" not in pooled["copy"]["OPTIONS"]
    assert pooler["DISABLE_SERVER_SIDE_CURSORS"] and "options" not in pooler["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "copy", "named"),
    [
        ("mysql://x/y", "", "SAUATTY_DATABASE_URL"),
        ("", URL, "SAUATTY_DATABASE_COPY_URL"),
        (URL, "mysql://x/y", "SAUATTY_DATABASE_COPY_URL"),
        (URL + "?sslmodus=none", "", "sslmodus"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, url, copy, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        databases(url, copy, tmp_path, pool=0, has_pooler=False)


def test_without_a_copy_a_job_reads_from_the_site():
    with copies.reading_copy() as is_copy:
        assert not is_copy


# --- a real copy ---

BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def as_owner(folder):
    """Return how to run a command of PostgreSQL, which refuses to run as root."""
    if os.getuid():
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A PostgreSQL of one test."""

    def __init__(self, folder, who):
        self.folder, self.who, self.port = folder, who, free_port()

    def start(self):
        self.process = subprocess.Popen(
            [*self.who, BIN / "postgres", "-D", self.folder, "-p", str(self.port), "-k", self.folder, "-c",
             "listen_addresses=127.0.0.1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ready = [BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(200):
            if subprocess.run(ready).returncode == 0:
                return self
            time.sleep(0.1)
        raise AssertionError("PostgreSQL did not start")

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.send_signal(2)
        self.process.wait(timeout=30)

    @property
    def url(self):
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"


@pytest.fixture
def pair(monkeypatch, django_db_blocker):
    """A server, the copy that follows it, and the connections of a site to both."""
    if BIN is None:
        pytest.fail("PostgreSQL is missing") if os.environ.get("CI") else pytest.skip("PostgreSQL is missing")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))
        who = as_owner(folder)
        first, second = Server(folder / "first", who), Server(folder / "second", who)
        subprocess.run([*who, BIN / "initdb", "-D", first.folder, "-U", "postgres", "--auth=trust"], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        stack.callback(first.start().stop)
        base = ["-h", "127.0.0.1", "-p", str(first.port), "-U", "postgres", "-R", "-D", second.folder]
        subprocess.run([*who, BIN / "pg_basebackup", "--checkpoint=fast", *base], check=True)
        stack.callback(second.start().stop)
        stack.enter_context(django_db_blocker.unblock())
        handler = ConnectionHandler(databases(first.url, second.url, folder, pool=0, has_pooler=False))
        monkeypatch.setattr(copies, "connections", handler)
        stack.callback(handler.close_all)
        yield handler, second


def ask(handler, database, query):
    with handler[database].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else None


@pytest.mark.slow
def test_a_job_reads_the_copy_once_it_has_caught_up_and_else_the_site(pair, monkeypatch):
    handler, second = pair
    ask(handler, "default", "CREATE TABLE answers AS SELECT 1 AS n")
    with copies.reading_copy() as is_copy:
        assert is_copy and ask(handler, "copy", "SELECT n FROM answers") == [(1,)]
        router = copies.Router()
        assert [router.db_for_read(one) for one in (Person, Job)] == ["copy", None]
        assert router.db_for_write(Person) == "default"
    assert copies.Router().db_for_read(Person) is None

    monkeypatch.setattr(copies, "PATIENCE", 0.5)
    ask(handler, "copy", "SELECT pg_wal_replay_pause()")
    ask(handler, "default", "INSERT INTO answers VALUES (2)")
    with copies.reading_copy() as is_copy:
        # The control: what the copy would have told
        assert not is_copy and ask(handler, "copy", "SELECT n FROM answers") == [(1,)]
    ask(handler, "copy", "SELECT pg_wal_replay_resume()")
    monkeypatch.setattr(copies, "PATIENCE", 10.0)
    with copies.reading_copy() as is_copy:
        assert is_copy and ask(handler, "copy", "SELECT n FROM answers ORDER BY n") == [(1,), (2,)]

    handler["copy"].close()
    second.stop()
    with copies.reading_copy() as is_copy:
        assert not is_copy


@pytest.mark.slow
def test_a_question_that_the_copy_takes_back_is_asked_of_the_site(pair):
    handler, _second = pair
    ask(handler, "default", "CREATE TABLE answers AS SELECT 1 AS n")
    asked = []

    @copies.from_copy
    def job(name):
        database = copies.Router().db_for_read(Person) or "default"
        asked.append((name, database))
        if database == "copy":
            ask(handler, database, "SET statement_timeout = 50")
        ask(handler, database, "SELECT pg_sleep(0.2)")

    job("report")
    assert asked == [("report", "copy"), ("report", "default")]


def test_a_fault_of_the_site_itself_is_told_at_once():
    asked = []

    @copies.from_copy
    def job():
        asked.append(1)
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        job()
    assert asked == [1]
