"""A database that could lose what was acknowledged is refused at the start: each wrong setting, one by one."""

import sqlite3

import pytest
from django.core.checks import run_checks
from django.db import connection

from sauatty.web.upkeep import checks

pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="settings of SQLite")


def codes():
    return [one.id for one in checks.check_database()]


@pytest.fixture
def says(monkeypatch):
    """Let the database say something else of one of its settings."""

    def set_to(setting, value):
        cursor = connection.cursor

        class Saying:
            def __init__(self):
                self.inner, self.asked = cursor(), ""  # what was asked last

            def __enter__(self):
                return self

            def __exit__(self, *args):
                self.inner.close()

            def execute(self, sql, *args):
                self.asked = sql
                return self.inner.execute("SELECT 1") if setting in sql else self.inner.execute(sql, *args)

            def fetchone(self):
                row = self.inner.fetchone()
                return (value,) if setting in self.asked else row

        monkeypatch.setattr(connection, "cursor", Saying)

    return set_to


def test_the_database_of_the_site_is_good_and_django_asks_at_the_start():
    assert codes() == []
    assert checks.check_database in {one for one in checks_registered()}


def checks_registered():
    from django.core.checks.registry import registry

    return registry.registered_checks


@only_sqlite
@pytest.mark.parametrize(
    ("setting", "value"),
    [("synchronous", 1), ("synchronous", 0), ("foreign_keys", 0), ("mmap_size", 268435456)],
)
def test_a_wrong_setting_of_sqlite_is_refused(says, setting, value):
    says(setting, value)
    found = checks.check_database()

    assert [one.id for one in found] == ["sauatty.E002"]
    assert setting in found[0].msg


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_setting_that_the_connection_really_has_is_read():
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=1")
        assert codes() == ["sauatty.E002"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=2")
    assert codes() == []


@only_sqlite
def test_an_old_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert codes() == ["sauatty.E001"]


@only_sqlite
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_sqlite_on_a_folder_of_another_machine_is_refused(monkeypatch, settings, tmp_path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/share {tmp_path}/far {kind} rw 0 0\n")
    monkeypatch.setattr(checks, "_MOUNTS", mounts)
    settings.DATA_DIR = tmp_path / "far" / "var"
    assert codes() == ["sauatty.E005"]
    settings.DATA_DIR = tmp_path / "farther"  # begins with the same letters, and lies on the disk
    assert codes() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="settings of PostgreSQL")
@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_wrong_setting_of_postgresql_is_refused(says, setting):
    says(setting, "off")
    found = checks.check_database()

    assert [one.id for one in found] == ["sauatty.E003"]
    assert setting in found[0].msg


def test_a_site_in_debug_is_refused(settings):
    settings.DEBUG = True
    assert "sauatty.E004" in [one.id for one in run_checks(tags=["security"])]
