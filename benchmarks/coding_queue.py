"""How long a coder waits for the next objective in a review of a whole act.

Builds a database of its own: 11,000 objectives, 5 coders, several thousand decisions (invented). Then asks for the
next screen, for the prepared units, takes decisions in, orders what is left anew, and prints the median of the
server's milliseconds with the number of queries. SAUATTY_DATABASE_URL chooses PostgreSQL, as on a site.

    python benchmarks/coding_queue.py [--units 11000] [--decisions 8000]
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
import uuid
from pathlib import Path

REPEATS = 30
LIMIT_MS = 100
N_CODERS = 5


def prepare(folder: str) -> None:
    """Start Django on an empty database."""
    os.environ.update(SAUATTY_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="sauatty.web.config.settings")
    import django
    from django.conf import settings

    import sauatty.web  # noqa: F401 - the right SQLite first

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS.append("testserver")
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def build(n_units: int, n_decisions: int):
    """Store a review of that size with decisions; returns (project, seats of the coders)."""
    from sauatty.core.records import Decision
    from sauatty.web.accounts.models import Person
    from sauatty.web.agreements.services import import_decisions
    from sauatty.web.coding import selectors, services

    boss = Person.objects.create_person(name="Bench", is_site_admin=True)
    drafts = [
        services.UnitDraft(
            uuid.uuid4(), n, "ru", f"оценивать достоверность сведений и указывать источник {n}", "languages", "informatics",
            1 + n % 11, f"{1 + n % 11}.{n // 11}",
        )
        for n in range(n_units)
    ]  # fmt: skip
    started = time.perf_counter()
    project = services.create_project(
        actor=boss, kind="bench", titles={"ru": "Обзор"}, source_kind="edition", source_id=uuid.uuid4(),
        framework="gmilaf", codebook="mil-objectives", units=drafts, order="relevant-first",
    )  # fmt: skip
    print(f"stored {n_units:,} units in {time.perf_counter() - started:.1f} s")
    seats = [
        services.seat_person(
            actor=boss, project=project, person=Person.objects.create_person(name=f"Coder {n}"), role="coder"
        )
        for n in range(N_CODERS)
    ]
    dice, rows, started = random.Random(7), [], time.perf_counter()
    for seat in seats:
        for unit in selectors.next_units(seat, n_decisions // N_CODERS):
            relevance = dice.choice([0, 0, 0, 1, 2])
            codes = (f"gmilaf.2.{dice.randint(1, 4)}",) if relevance else ()
            rows.append(Decision(str(unit.ref_id), seat.label, relevance, codes))
    import_decisions(actor=boss, project=project, rows=rows, name="bench.csv")
    print(f"took in {len(rows):,} decisions from a table in {time.perf_counter() - started:.1f} s")
    return project, seats


def measure(label: str, call) -> float:
    """Print median and worst milliseconds of a call, and its queries; return the median."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call()
    with CaptureQueriesContext(connection) as queries:
        call()
        n_queries = len(queries)  # the next request clears the list
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    median = statistics.median(times)
    print(f"{label:<44} median {median:6.1f} ms   worst {max(times):6.1f} ms   {n_queries:>3} queries")
    return median


def screens(project, seats) -> list[float]:
    """Measure what coders and the coordinator ask for."""
    from django.test import Client
    from django.urls import reverse

    from sauatty.web.coding import services

    browser, boss = Client(), Client()
    browser.force_login(seats[1].person)
    boss.force_login(project.created_by)
    queue, units = (reverse(f"coding:{name}", args=[project.pk]) for name in ("queue", "queue_units"))
    medians = [
        measure("next objective, the whole page", lambda: browser.get(queue)),
        measure("the next 20 objectives, prepared", lambda: browser.get(units)),
    ]

    def decide() -> None:
        unit = json.loads(browser.get(units + "?n=1").content)["units"][0]["id"]
        body = {"kind": "coding-decision", "unit": unit, "relevance": 0, "competences": []}
        services.submit(envelope_id=uuid.uuid4(), body=body, actor=seats[1].person)

    medians.append(measure("next objective and its decision", decide))
    measure("page of the review", lambda: boss.get(reverse("coding:project_detail", args=[project.pk])))
    return medians


def main() -> int:
    """Return 1 where a coder waits longer than the goal."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--units", type=int, default=11_000)
    parser.add_argument("--decisions", type=int, default=8_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        prepare(folder)
        project, seats = build(arguments.units, arguments.decisions)
        medians = screens(project, seats)
        from sauatty.web.coding import services

        ids = list(project.units.order_by("?").values_list("pk", flat=True))
        started = time.perf_counter()
        services.set_ranks(project, ids, {}, n_decisions=50)
        print(f"a new order of {len(ids):,} units written in {time.perf_counter() - started:.1f} s")
    print(f"goal: {LIMIT_MS} ms for each of the first three")
    return int(max(medians) > LIMIT_MS)


if __name__ == "__main__":
    raise SystemExit(main())
