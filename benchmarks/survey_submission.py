"""How many responses of 30 answers a site takes in, how fast, and what each costs it.

A site of its own (granian, SQLite with FULL durability; PostgreSQL where SAUATTY_DATABASE_URL names one, as under
tests/with-postgres) and beside it, on the same processors, a load generator: a bounded number of clients that each send
one response after another over 127.0.0.1, by the envelopes that browsers send. A response counts when its receipt names
the hash of its bytes; afterwards as many must be stored. Prints figures, and the ratio to LimeSurvey on two cores.

    python benchmarks/survey_submission.py [--responses 3000] [--clients 16] [--workers 2]
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

N_QUESTIONS = 30
GOALS = {"sqlite": 120, "postgresql": 80}
GOAL_P95, GOAL_CPU_MS = 0.5, 9.0
# LimeSurvey 6.14 on two cores, 8 clients: one page of 15 questions opened and submitted, its best rate of all rounds
LIMESURVEY_PER_SECOND, LIMESURVEY_CPU_MS, LIMESURVEY_QUESTIONS = 5.19, 372.0, 15


def prepare(folder: str) -> str:
    """Start Django on an empty database; return its kind."""
    os.environ.update(SAUATTY_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="sauatty.web.config.settings")
    import django

    import sauatty.web  # noqa: F401 - the right SQLite first

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    return connection.vendor


def words(text: str) -> dict[str, str]:
    return {"kk": text, "ru": text, "en": text}


def instrument_body() -> dict[str, object]:
    """Thirty questions as surveys have them: most closed, some under a condition, two in own words."""
    codes = [{"code": code, "label": words(code)} for code in ("never", "rarely", "often", "always")]
    rows = [{"code": f"r{n}", "label": words(f"Row {n}")} for n in range(5)]
    questions: list[dict[str, object]] = [
        {"id": f"q{n}", "kind": "single", "text": words(f"Question {n}"), "choices": codes} for n in range(18)
    ]
    for question in questions[3:9]:
        question["when"] = "${q0} != 'never'"
    questions += [
        {"id": "matrix", "kind": "matrix", "text": words("Matrix"), "choices": codes, "rows": rows},
        {"id": "matrix2", "kind": "matrix", "text": words("Matrix 2"), "choices": codes, "rows": rows[:4]},
        {"id": "several", "kind": "multiple", "text": words("Several"), "choices": codes},
        {"id": "own", "kind": "long", "text": words("In own words")},
        {"id": "more", "kind": "long", "text": words("Anything else")},
    ]
    return {
        "schema": "instrument/1", "id": "bench", "version": "1", "kind": "needs", "audience": "adults",
        "languages": ["kk", "ru", "en"], "title": words("Bench"), "about": words("About"), "closing": words("Thanks"),
        "sections": [{"id": "main", "title": words("Main"), "questions": questions}],
    }  # fmt: skip


def build() -> dict[str, str]:
    """Open a campaign; return what a browser knows of it."""
    from sauatty.web.accounts.models import Person
    from sauatty.web.instruments import services as instruments
    from sauatty.web.programmes.models import Programme
    from sauatty.web.surveys import services

    boss = Person.objects.create_person(name="Bench", is_site_admin=True)
    programme = Programme.objects.create(title_kk="Bench", title_ru="Bench", title_en="Bench")
    instrument = instruments.start_from_body(actor=boss, body=instrument_body(), programme=programme)
    version = instruments.publish(instrument=instrument, actor=boss)
    campaign = services.add_campaign(
        actor=boss, programme=programme, version=version, languages=["kk", "ru", "en"], titles=words("Bench")
    )
    texts = {
        f"{name}_{code}": "Text" for name in ("text", "purpose", "data_list") for code in ("kk", "ru", "en")
    }
    page = services.set_consent(
        actor=boss, campaign=campaign, **texts, operator="Bench", operator_number="123456789012", term_days=365,
        goes_to_third_parties=False, crosses_border=False, is_published=False,
    )  # fmt: skip
    services.open_campaign(actor=boss, campaign=campaign)
    return {"campaign": campaign.slug, "version": version.sha256, "consent": page.sha256}


def count_stored() -> int:
    from sauatty.web.surveys.models import Response

    return Response.objects.filter(state=Response.State.ACCEPTED).count()


def response(known: dict[str, str], dice: random.Random) -> bytes:
    """Return one response of 30 answers, as survey-outbox.js writes it."""
    codes = ("rarely", "often", "always")
    answers = {f"q{n}": dice.choice(codes) for n in range(18)}
    answers |= {f"matrix_r{n}": dice.choice(codes) for n in range(5)} | {
        f"matrix2_r{n}": dice.choice(codes) for n in range(4)
    }
    answers |= {
        "several": "rarely often",
        "own": "Ақпаратты тауып, тексеріп, бағалай білу " * 3,
        "more": "жоқ",
    }
    assert len(answers) == N_QUESTIONS
    body = {"kind": "survey-response", **known, "language": "kk", "languages_seen": {}, "answers": answers}
    return json.dumps(body, ensure_ascii=False).encode()


def postmaster() -> list[int]:
    """Return the process above those of PostgreSQL, where it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with suppress(OSError):
        return [int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])]
    return []


@dataclass
class Tally:
    """What the clients saw."""

    seconds: list[float] = field(default_factory=list)
    n_refused: int = 0
    n_wrong: int = 0


async def send_all(port: int, known: dict[str, str], n: int, n_clients: int) -> tuple[Tally, float]:
    """Send `n` responses from some clients at once; each waits for its receipt before the next."""
    dice, tally = random.Random(7), Tally()
    waiting = [(uuid.UUID(int=dice.getrandbits(128), version=4), response(known, dice)) for _ in range(n)]
    started = time.perf_counter()
    await asyncio.gather(*(client(port, known["campaign"], waiting, tally) for _ in range(n_clients)))
    return tally, time.perf_counter() - started


async def client(port: int, slug: str, waiting: list[tuple[uuid.UUID, bytes]], tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        key, raw = waiting.pop()
        head = (
            f"PUT /api/v1/surveys/{slug}/responses/{key} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        started = time.perf_counter()
        writer.write(head.encode() + raw)
        status, body = await read_answer(reader)
        tally.seconds.append(time.perf_counter() - started)
        if status not in (200, 201):
            tally.n_refused += 1
        elif json.loads(body)["sha256"] != hashlib.sha256(raw).hexdigest():
            tally.n_wrong += 1
    writer.close()


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    length = next((int(line[15:]) for line in head if line.startswith("content-length:")), 0)
    return int(head[0].split()[1]), await reader.readexactly(length)


class Site:
    """The web processes of a site, as `sauatty-web start` runs them."""

    def __init__(self, workers: int) -> None:
        from sauatty.web import serving

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process = subprocess.Popen(next(iter(serving.commands(self.port, workers).values())))

    def wait(self) -> None:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("the site did not start")

    def processor_seconds(self) -> float:
        """Return the time that the processes of the site, its PostgreSQL among them, have had on the processors."""
        ids, total = [self.process.pid, *postmaster()], 0.0
        for pid in ids:
            with suppress(OSError):
                ids += [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
                parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
        return total

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def report(vendor: str, tally: Tally, wall: float, cpu: float) -> bool:
    """Print the figures; tell whether the goals are reached."""
    n = len(tally.seconds)
    cuts = statistics.quantiles(tally.seconds, n=100)
    rate, p95, cost = n / wall, cuts[94], 1000 * cpu / n
    print(f"{vendor}: {n:,} responses of {N_QUESTIONS} answers in {wall:.1f} s")
    print(f"  rate      {rate:7.0f} /s   (goal {GOALS[vendor]})")
    print(
        f"  p50 {1000 * cuts[49]:.0f} ms, p95 {1000 * p95:.0f} ms, p99 {1000 * cuts[98]:.0f} ms"
        f"   (goal p95 {1000 * GOAL_P95:.0f})"
    )
    print(f"  server CPU {cost:6.2f} ms each   (goal {GOAL_CPU_MS:.0f})")
    print(
        f"  LimeSurvey, {LIMESURVEY_QUESTIONS} questions, page included: {LIMESURVEY_PER_SECOND}/s, "
        f"{LIMESURVEY_CPU_MS:.0f} ms: "
        f"{rate / LIMESURVEY_PER_SECOND:.0f} times as many, {LIMESURVEY_CPU_MS / cost:.0f} times less work"
    )
    return rate >= GOALS[vendor] and p95 <= GOAL_P95 and cost <= GOAL_CPU_MS


def main() -> int:
    """Return 1 where a goal is missed, or a response that was acknowledged is not stored."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--responses", type=int, default=3000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    # One machine plays a whole country here
    os.environ["SAUATTY_SURVEY_BURST"] = str(options.responses * 2)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        vendor = prepare(folder)
        known = build()
        site = Site(options.workers)
        try:
            site.wait()
            asyncio.run(send_all(site.port, known, 50, 2))
            before = site.processor_seconds()
            tally, wall = asyncio.run(send_all(site.port, known, options.responses, options.clients))
            cpu = site.processor_seconds() - before
        finally:
            site.stop()
        n_stored = count_stored()
    reached = report(vendor, tally, wall, cpu)
    print(f"  stored {n_stored:,}, refused {tally.n_refused}, wrong receipts {tally.n_wrong}")
    return int(not reached or n_stored != options.responses or bool(tally.n_refused + tally.n_wrong))


if __name__ == "__main__":
    sys.exit(main())
