"""What `sauatty-web start` prepares before it serves; doing it again changes nothing and takes a moment."""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor

from sauatty.core.errors import StartRefused
from sauatty.web.accounts.services import content
from sauatty.web.base import anchors, jobs, limits, privacy
from sauatty.web.base.management.commands.messages import compile_catalogues

log = logging.getLogger(__name__)
CHORES: tuple[Callable[[], object], ...] = (
    jobs.rescue_abandoned,
    jobs.forget_old_traces,
    privacy.delete_past_retention,
    limits.forget_old_counts,
    anchors.note,
    SessionStore.clear_expired,
    jobs.do_chores,
)


def prepare() -> list[str]:
    """Bring database, words, content and static files up to date; returns the steps that had work."""
    _make_data_folder()
    compile_catalogues(only_older=True)
    _refuse_problems()
    steps = {"migrate": _migrate, "content": _load_content, "static": _collect_static}
    return [name for name, step in steps.items() if step()]


def keep_house() -> None:
    """Free what dead workers held, and delete what is past its time (called every minute).

    A database that does not answer now is asked again in a minute: pages and jobs must not end with it.
    """
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        for chore in CHORES:
            chore()
    except DatabaseError:
        log.exception("the house could not be kept; the next try is in a minute")


def _make_data_folder() -> None:
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        if os.name == "posix" and settings.DATA_DIR.stat().st_uid == os.getuid():
            settings.DATA_DIR.chmod(
                settings.DATA_DIR.stat().st_mode & 0o770
            )  # names and answers are nobody else's
        probe = settings.DATA_DIR / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartRefused(
            problem=f"the data folder {settings.DATA_DIR} cannot be written ({error.strerror}). "
            "Give this user the right to write there, or set SAUATTY_DATA_DIR."
        ) from error


def _refuse_problems() -> None:
    try:
        connection.ensure_connection()
        problems = [found for found in checks.run_checks(databases=["default"]) if found.is_serious()]
    except DatabaseError as error:
        raise StartRefused(
            problem=f"the database does not answer ({str(error).strip()}). "
            "Start it, or correct SAUATTY_DATABASE_URL."
        ) from error
    if problems:
        raise StartRefused(problem=" ".join(f"{found.msg} {found.hint or ''}".strip() for found in problems))


def _migrate() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _load_content() -> bool:
    digest = _digest([content.REGIONS])
    if _known("content") == digest and content.has_regions():
        return False
    content.load_regions()
    _remember("content", digest)
    return True


def _collect_static() -> bool:
    storages = (finder.list([]) for finder in get_finders())
    digest = _digest(sorted(Path(storage.path(name)) for found in storages for name, storage in found))
    if _known("static") == digest and (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    _remember("static", digest)
    return True


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _notes() -> dict[str, str]:
    try:
        notes: dict[str, str] = json.loads(_notes_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes


def _notes_path() -> Path:
    return Path(settings.DATA_DIR) / "prepared.json"


def _known(name: str) -> str:
    return _notes().get(name, "")


def _remember(name: str, digest: str) -> None:
    text = json.dumps({**_notes(), name: digest}, indent=1, sort_keys=True)
    _notes_path().write_text(text, encoding="utf-8")
