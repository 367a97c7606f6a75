"""What every test stands on: a data folder of its own, compiled words, and the real curricula where they are."""

import os
import tempfile
from pathlib import Path

import pytest

_DATA = tempfile.mkdtemp(prefix="sauatty-test-")
os.environ.setdefault("SAUATTY_DATA_DIR", _DATA)
os.environ.setdefault("SAUATTY_SECRET_KEY", "only-for-tests-" + "x" * 50)

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
