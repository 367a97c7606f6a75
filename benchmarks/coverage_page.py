"""How long the server needs for the coverage map and the list of objectives of a whole act.

Builds a database of its own with 11,000 objectives in 115 programmes (invented texts), then asks for each
page 20 times and prints the median of the server's milliseconds and the number of queries.

    python benchmarks/coverage_page.py [--objectives 11000]
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

REPEATS = 20
LIMIT_MS, LIMIT_QUERIES = 150, 10
VERBS = ["искать", "сравнивать", "оценивать", "объяснять", "называть", "строить", "решать", "описывать"]
NOUNS = [
    "источники",
    "задачи",
    "новости",
    "графики",
    "опыты",
    "тексты",
    "модели",
    "карты",
    "реакции",
    "дроби",
]


def prepare(folder: str) -> None:
    """Start Django on an empty database in `folder`."""
    os.environ.update(SAUATTY_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="sauatty.web.config.settings")
    os.environ.pop("SAUATTY_DATABASE_URL", None)
    import django
    from django.conf import settings

    import sauatty.web  # noqa: F401 - the right SQLite first

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS.append("testserver")
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def build(n_objectives: int):
    """Store an edition of that size with one result per objective; returns (person, edition)."""
    from sauatty.core.catalogue import subjects
    from sauatty.core.records import CurriculumDocument, Edition, Objective, SubjectProgramme
    from sauatty.web.accounts.models import Person
    from sauatty.web.curricula.services import store_edition

    dice = random.Random(20260101)
    every = subjects()
    programmes, objectives = [], []
    for number in range(115):
        subject = every[number % len(every)]
        name = subject.name.ru
        programmes.append(
            SubjectProgramme(
                f"a{number}", name, name, subject.id, subject.area, (5, 6, 7, 8, 9), "ru", str(number)
            )
        )
    for number in range(n_objectives):
        programme, grade = programmes[number % 115], 1 + number % 11
        code = f"{grade}.{1 + number // 115 % 9}.{1 + number // 1035 % 9}.{1 + number // 9315}"
        text = (
            f"{dice.choice(VERBS)} {dice.choice(NOUNS)} и {dice.choice(VERBS)} {dice.choice(NOUNS)} {number}"
        )
        objectives.append(
            Objective(
                id=f"{programme.id}:{number}",
                language="ru",
                subject=programme.subject,
                subject_id=programme.subject_id,
                subject_area=programme.subject_area,
                grade=grade,
                code=code,
                code_raw=code,
                section="раздел",
                subsection="подраздел",
                text=text,
                appendix=programme.appendix,
                programme=programme.id,
            )
        )
    document = CurriculumDocument(
        "bench.html",
        "html",
        "model-curriculum",
        "ru",
        Edition("№ 1", "1"),
        tuple(programmes),
        tuple(objectives),
    )
    person = Person.objects.create_person(name="Bench", is_site_admin=True)
    started = time.perf_counter()
    edition = store_edition(document=document, actor=person)
    print(f"stored {n_objectives:,} objectives in {time.perf_counter() - started:.1f} s")
    match(edition, dice)
    return person, edition


def match(edition, dice: random.Random) -> None:
    """Give every objective a made-up result: the pages are measured here, not the matcher."""
    from sauatty.web.alignments.figures import FRAMEWORK, competences_of
    from sauatty.web.alignments.models import MatchResult, MatchRun
    from sauatty.web.alignments.services import _finish_run

    run = MatchRun.objects.create(edition=edition, framework=FRAMEWORK, model="bench/1", threshold=0.5)
    ids = [competence.id for competence in competences_of(FRAMEWORK)]
    results = []
    for objective in edition.objectives.only("pk"):
        relevance, first = dice.random() ** 2, dice.choice(ids)
        proposals = [{"competence": first, "score": 0.8}, {"competence": ids[0], "score": 0.2}]
        results.append(
            MatchResult(
                run=run,
                objective=objective,
                relevance=relevance,
                is_relevant=relevance >= 0.5,
                competence=first,
                proposals=proposals,
                why={"words": []},
            )
        )
    MatchResult.objects.bulk_create(results, batch_size=500)
    _finish_run(run, None)


def measure(person, edition) -> bool:
    """Print the figures of each page; tells whether all are within the limits."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(person)
    query = f"?edition={edition.pk}"
    cell = "competence=gmilaf.2.3&relevance=relevant"
    pages = {
        "coverage by area": f"/kk/coverage/{query}",
        "coverage by subject": f"/kk/coverage/{query}&by=subject",
        "coverage by grade": f"/kk/coverage/{query}&by=grade&show=shares",
        "objectives": f"/kk/curricula/objectives/{query}",
        "objectives, one cell": f"/kk/curricula/objectives/{query}&grade=7&{cell}",
        "objectives, search": f"/kk/curricula/objectives/{query}&q=оценивать+новости",
    }
    is_within = True
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
            n_queries = len(queries)
        times = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            client.get(address)
            times.append(1000 * (time.perf_counter() - started))
        median = statistics.median(times)
        is_within &= median <= LIMIT_MS and n_queries <= LIMIT_QUERIES
        print(f"{name:22} {median:6.0f} ms  {n_queries:3} queries")
    return is_within


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--objectives", type=int, default=11_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        prepare(folder)
        is_within = measure(*build(arguments.objectives))
    print(f"limit: {LIMIT_MS} ms, {LIMIT_QUERIES} queries:", "kept" if is_within else "NOT kept")
    return 0 if is_within else 1


if __name__ == "__main__":
    raise SystemExit(main())
