"""What every test stands on: a data folder of its own, compiled words, and the real curricula where they are."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

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


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real curricula beside the project; tests that need it skip, saying so, where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Static files without a manifest: tests do not collect them first."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
