"""An invented programme of any size: how long it takes to make, to open its thread, to write its report, to back it up.

Runs on SQLite; on PostgreSQL under tests/with-postgres:

    tests/with-postgres .venv/bin/python benchmarks/worlds.py [--size 391]

Processor time is this process's own, without the database server. The goals stand for 391 and for 100,000 people.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# size: seconds to make it, to open the thread once it was worked out, to write the report as PDF and all other forms
GOALS = {391: (60, 0.3, 10), 100_000: (900, 2, 60)}
OPENED = 5


def main() -> int:
    """Make a programme, open its thread, write its report, and say what each took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=391)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SAUATTY_DATA_DIR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "sauatty.web.config.settings"
        return _measure(asked.size)


def _measure(size: int) -> int:
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    from django.db import connection
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        print(f"{connection.vendor}, {size} people")
        took = _steps(size)
    finally:
        runner.teardown_databases(databases)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    goals = GOALS.get(size)
    return int(goals is not None and any(had > goal for had, goal in zip(took, goals, strict=True)))


def _steps(size: int) -> tuple[float, float, float]:
    from django.core.management import call_command
    from django.test import Client

    from sauatty.web.accounts.models import Person
    from sauatty.web.worlds.making import make_world

    call_command("load_content", verbosity=0)
    admin = Person.objects.create_person(name="Әйгерім", is_site_admin=True)
    made, world = _timed("made", lambda: make_world(admin, seed=2026, size=size))
    client = Client()
    client.force_login(admin)
    address = f"/kk/board/{world.programme.pk}/thread/"
    _timed(
        "thread, first time (worked out in a job, where there are many people)",
        lambda: _first(client, address),
    )
    opened = statistics.median(
        _timed("thread, again", lambda: _open(client, address))[0] for _ in range(OPENED)
    )
    written, _ = _timed("report as PDF, DOCX, HTML and ZIP", lambda: _report(admin, world.programme))
    _backup()
    return made, opened, written


def _timed(name: str, work: Callable[[], Any]) -> tuple[float, Any]:
    start, worked = time.perf_counter(), time.process_time()
    found = work()
    took = time.perf_counter() - start
    print(f"{name}: {took:.2f} s, processor {time.process_time() - worked:.2f} s", flush=True)
    return took, found


def _first(client: Any, address: str) -> None:
    from sauatty.web.base.models import Job
    from sauatty.web.evaluations import threads

    if client.get(address).status_code == 302:
        threads.do_thread(Job.objects.get(kind=threads.THREAD_JOB).payload, lambda done, total: None)
    _open(client, address)


def _open(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _backup() -> None:
    """Say how large the database is, and how long a backup takes to make and to be believed."""
    from django.db import connection

    from sauatty.web.upkeep import backups

    asked = (
        "SELECT pg_database_size(current_database())"
        if connection.vendor == "postgresql"
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        print(f"database: {cursor.fetchone()[0] / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "backup.sauatty")
        _timed("backup", lambda: backups.create(path))
        print(f"  {path.stat().st_size / 1e6:.0f} MB")
        _timed("backup verified", lambda: backups.verify(path))


def _report(actor: Any, programme: Any) -> None:
    from sauatty.web.reports.models import ReportVersion
    from sauatty.web.reports.services import packs, versions

    job = versions.ask_for_report(
        actor=actor,
        programme=programme,
        language="kk",
        source=versions.EVERYBODY,
        wish=packs.wish_of(minimum=5),
    )
    versions.do_report(job.payload, lambda done, total: None)
    for one in ReportVersion.objects.get().files.all():
        print(f"  {one.form}: {one.size} bytes")


if __name__ == "__main__":
    sys.exit(main())
