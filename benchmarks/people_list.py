"""A list of 100,000 people from XLSX into the database: read, checked, compared and taken over.

The whole way of the site: the file is read in a process of its own, every line is checked and stored with what it may
mean, then the people, their workplaces and their roles are made. Beside it, on fewer lines and scaled up, what is
usual: openpyxl and get_or_create for each line. Runs on SQLite; on PostgreSQL under tests/with-postgres:

    tests/with-postgres .venv/bin/python benchmarks/people_list.py [--people 100000] [--usual 2000]
"""

import argparse
import io
import os
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

GOAL_SECONDS, GOAL_MB = 15.0, 400
HEAD = ["ФИО", "Почта", "Место работы", "Тип", "Область", "Язык", "Должность", "Дата", "Код", "Примечание"]
SYLLABLES = [
    "ба",
    "бе",
    "да",
    "жа",
    "за",
    "ка",
    "қа",
    "ла",
    "ма",
    "но",
    "ра",
    "са",
    "та",
    "ұл",
    "ша",
    "ай",
    "ер",
    "нұр",
    "бек",
]


def workbook(n: int) -> bytes:
    """Write an invented list."""
    import xlsxwriter

    dice = random.Random(20261122)
    names = ["".join(dice.choices(SYLLABLES, k=3)).capitalize() for _ in range(3000)]
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for at in range(n):
            name = f"{dice.choice(names)}ова {dice.choice(names)} {dice.choice(names)}қызы"
            place = f"№{dice.randrange(4000)} мектеп"
            told = ["школа", "Павлодарская область", "қазақша", "", "14.09.2026", f"{at:06}", ""]
            row = [name, f"u{at}@example.kz", place, *told]
            sheet.write_row(at + 1, 0, row)
    return output.getvalue()


def start_site() -> None:
    """Make an empty site in a folder of its own."""
    os.environ["SAUATTY_DATA_DIR"] = tempfile.mkdtemp(prefix="sauatty-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauatty.web.config.settings")
    import django

    import sauatty.web  # noqa: F401

    django.setup()
    from django.core.management import call_command

    from sauatty.web.accounts.services.content import load_regions

    call_command("migrate", verbosity=0)
    load_regions()


def ours(content: bytes) -> dict[str, float]:
    """Take the list the way of the site; returns seconds by step."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from sauatty.web.accounts.models import Person
    from sauatty.web.programmes.models import Programme
    from sauatty.web.rosters import services

    boss = Person.objects.create_person(name="Bench", is_site_admin=True)
    programme = Programme.objects.create(title_en="Bench")
    steps, started = {}, time.perf_counter()

    def step(name: str) -> None:
        nonlocal started
        steps[name], started = time.perf_counter() - started, time.perf_counter()

    file = SimpleUploadedFile("list.xlsx", content)
    roster, _job = services.upload(actor=boss, programme=programme, file=file)
    services.read({"roster": str(roster.pk)}, lambda done, total: None)
    step("read, check, compare, store")
    roster.refresh_from_db()
    services.decide_open(actor=boss, roster=roster, decision="new")
    services.take(actor=boss, roster=roster)
    services.take_over({"roster": str(roster.pk), "actor": str(boss.pk)}, lambda done, total: None)
    step("people, workplaces, roles")
    steps["people"] = Person.objects.exclude(pk=boss.pk).count()
    return steps


def usual(content: bytes, n: int) -> float:
    """Read with openpyxl and store line by line; returns seconds for `n` lines."""
    import openpyxl
    from django.db import transaction

    from sauatty.web.accounts.models import Organisation, Person

    started = time.perf_counter()
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    with transaction.atomic():
        for at, row in enumerate(sheet.iter_rows(min_row=2, values_only=True)):
            if at == n:
                break
            place, _ = Organisation.objects.get_or_create(name_kk=f"usual {row[2]}", kind="school")
            fields = {"name": row[0], "organisation": place, "password": "!"}
            Person.objects.get_or_create(email=f"usual-{row[1]}", defaults=fields)
    return time.perf_counter() - started


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--usual", type=int, default=2_000)
    asked = parser.parse_args()
    # In a process of its own, which ends with this one: what writing the list takes is none of the site's memory
    apart = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    content = apart.submit(workbook, asked.people).result()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start_site()
    from django.db import connection

    steps = ours(content)
    here, child = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    total = steps["read, check, compare, store"] + steps["people, workplaces, roles"]
    print(f"{connection.vendor}: {steps.pop('people'):.0f} people from {len(content) / 1e6:.1f} MB of XLSX")
    for name, seconds in steps.items():
        print(f"  {name:30} {seconds:7.1f} s")
    print(f"  {'together':30} {total:7.1f} s (goal {GOAL_SECONDS:.0f} for 100,000 on PostgreSQL)")
    print(
        f"  memory: this process {here:.0f} MB (before {before:.0f}), reading process {child:.0f} MB (goal {GOAL_MB})"
    )
    seconds = usual(content, asked.usual) * asked.people / asked.usual
    print(
        f"  openpyxl and get_or_create, scaled up from {asked.usual}: {seconds:.0f} s, {seconds / total:.0f} times as long"
    )
    return int(total > GOAL_SECONDS or max(here, child) > GOAL_MB)


if __name__ == "__main__":
    sys.exit(main())
