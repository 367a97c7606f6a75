"""What every test stands on: a data folder of its own, compiled words, and the real curricula where they are."""

import atexit
import gc
import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connection
from django.test import override_settings

import empty_tables
from measured import slow_tests

if "SAUATTY_DATA_DIR" not in os.environ:
    os.environ["SAUATTY_DATA_DIR"] = tempfile.mkdtemp(prefix="sauatty-test-")
    Path(os.environ["SAUATTY_DATA_DIR"], "static").mkdir()
    atexit.register(shutil.rmtree, os.environ["SAUATTY_DATA_DIR"], ignore_errors=True)
# Threads of the linear algebra fight for the cores with the other tests: small fits take 30 times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("SAUATTY_SECRET_KEY", "only-for-tests-" + "x" * 50)
# Named here and not in pyproject.toml: pytest would read the settings before the lines above, and use ./var.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauatty.web.config.settings")
django.setup()

PROJECT = Path(__file__).resolve().parents[1]
SHARED_DATA = PROJECT.parent / "shared" / "data"


def pytest_configure(config):
    from sauatty.web.base.management.commands.messages import compile_catalogues

    compile_catalogues(only_older=True)


def pytest_collection_modifyitems(config, items):
    """Mark the tests that were measured as slow (tests/measured.py); leave out what SQLite says for both databases."""
    slow = slow_tests()
    for item in items:
        if item.nodeid.partition("[")[0] in slow:
            item.add_marker(pytest.mark.slow)
    if connection.vendor != "sqlite":
        said = [item for item in items if _is_said_on_sqlite(item)]
        config.hook.pytest_deselected(items=said)
        items[:] = [item for item in items if not _is_said_on_sqlite(item)]


def _is_said_on_sqlite(item) -> bool:
    """A file marked `any_database` still has its `test_it_works` run on both, and tests marked with False."""
    marker = item.get_closest_marker("any_database")
    return marker is not None and marker.args != (False,) and not item.name.startswith("test_it_works")


def pytest_collection_finish():
    """Let the collector of garbage leave alone what lives until the end, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, pytestconfig):
    """On SQLite, migrate once and keep the empty database: until a migration or model changes, it is copied."""
    kept = empty_tables.kept()
    if connection.vendor != "sqlite" or getattr(pytestconfig, "cache", None) is None:
        yield
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle = migrate.Command.handle

    def copy_or_migrate(self, *args, **options):
        patch.undo()  # only the first call makes the tables of the tests
        connection.ensure_connection()
        if not kept.exists():
            handle(self, *args, **options)
            part = kept.with_suffix(f".{os.getpid()}")
            with closing(connection.Database.connect(part)) as file:
                connection.connection.backup(file)
            part.replace(kept)
        else:
            with closing(connection.Database.connect(kept)) as file:
                file.backup(connection.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate.Command, "handle", copy_or_migrate)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real curricula beside the project; tests that need it skip, saying so, where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    return SHARED_DATA


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests():
    """Static files without a manifest, as tests do not collect them first; mails in a list; quick passwords."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield
