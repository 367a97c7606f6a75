"""An empty database whose tables are made: migrating takes half a minute, copying takes none."""

import hashlib
import shutil
from functools import cache
from importlib.metadata import version
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parents[1]


@cache
def kept() -> Path:
    """Return where the file stands, or will: until a migration, a model or Django changes."""
    return PROJECT / ".pytest_cache" / "d" / "migrated" / f"{_state_of_tables()}.sqlite3"


def lay_in(folder: Path) -> bool:
    """Copy the file into the data folder of a site, where there is one; `migrate` then finds nothing to do."""
    if kept().exists():
        shutil.copyfile(kept(), folder / "sauatty.sqlite3")
    return kept().exists()


def _state_of_tables() -> str:
    """Return a hash of what the tables are made from: migrations, models, and the versions of Django."""
    found = hashlib.sha256(f"{django.VERSION} {version('django-tasks-db')}".encode())
    web = PROJECT / "src" / "sauatty" / "web"
    for path in sorted(web.rglob("*.py")):
        if {"migrations", "models", "models.py", "apps.py", "settings.py"} & {*path.parts}:
            found.update(str(path.relative_to(web)).encode() + path.read_bytes())
    return found.hexdigest()[:20]
