"""How heavy the pages of lessons are, how long the server needs for each, and how many it gives in a second.

A site of its own with the lessons that Sauatty comes with (granian, two processes, SQLite; PostgreSQL where
SAUATTY_DATABASE_URL names one). Weights are bytes over the wire, compressed as browsers ask for them: the first visit
is a page with all that it loads, the second the page alone or the answer that it has not changed. A load generator on
the same processors then reads every lesson in every language, one after another, as visitors without an account.

    python benchmarks/lesson_pages.py [--pages 3000] [--clients 16] [--workers 2]
"""

import argparse
import asyncio
import gzip
import os
import re
import statistics
import sys
import tempfile
import time
import urllib.request

from survey_submission import Site, Tally, prepare, read_answer

GOAL_MS, GOAL_RATE, GOAL_LESSON_KB, GOAL_FIRST_KB, GOAL_SECOND_KB = 50.0, 300.0, 40.0, 60.0, 15.0
REPEATS = 30


def addresses() -> list[str]:
    """Return the page of every lesson in every language."""
    from sauatty.core.catalogue.lesson_reading import load_lessons

    return [
        f"/{code}/lessons/{one.module}/{one.id}/" for one in load_lessons() for code in ("kk", "ru", "en")
    ]


# --- weights ---


def fetched(port: int, path: str, etag: str = "") -> tuple[int, bytes, str]:
    """Return the bytes over the wire (heads left out), the page itself, and its mark."""
    headers = {"Accept-Encoding": "gzip, br", **({"If-None-Match": etag} if etag else {})}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            raw, found = answer.read(), answer.headers.get("ETag", "")
            is_zipped = answer.headers.get("Content-Encoding") == "gzip"
    except urllib.error.HTTPError as error:
        return 0 if error.code == 304 else len(error.read()), b"", etag
    return len(raw), gzip.decompress(raw) if is_zipped else raw, found


def weigh(port: int, paths: list[str]) -> bool:
    """Print the weights; tell whether the goals are reached."""
    pages = {path: fetched(port, path) for path in paths}
    heaviest = max(pages, key=lambda path: pages[path][0])
    size, page, etag = pages[heaviest]
    assets = {found for found in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode())}
    first = size + sum(fetched(port, path)[0] for path in assets)
    again = fetched(port, heaviest, etag)[0]
    median = statistics.median(one[0] for one in pages.values())
    print(f"{len(pages)} lesson pages: median {median / 1000:.1f} kB, heaviest {size / 1000:.1f} kB {heaviest} "
          f"(goal {GOAL_LESSON_KB:.0f}, drawings included)")  # fmt: skip
    print(f"  first visit  {first / 1000:5.1f} kB with {len(assets)} files (goal {GOAL_FIRST_KB:.0f})")
    print(f"  second visit {size / 1000:5.1f} kB with an account, {again / 1000:.1f} kB without, unchanged "
          f"(goal {GOAL_SECOND_KB:.0f})")  # fmt: skip
    return size <= 1000 * GOAL_LESSON_KB and first <= 1000 * GOAL_FIRST_KB and size <= 1000 * GOAL_SECOND_KB


# --- the server's time ---


def time_pages(paths: list[str]) -> bool:
    """Print the server's milliseconds and queries, without HTTP; tell whether the goal is reached."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from sauatty.web.accounts.models import Person

    settings.ALLOWED_HOSTS.append("testserver")
    reader = Client()
    reader.force_login(Person.objects.create_person(name="Bench"))
    slowest = 0.0
    for name, browser, path in (
        ("lesson, visitor", Client(), paths[0]),
        ("lesson, with an account", reader, paths[0]),
        ("curriculum", Client(), "/kk/lessons/"),
        ("glossary", Client(), "/kk/lessons/glossary/"),
        ("my learning", reader, "/kk/lessons/mine/"),
    ):
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
            n_queries = len(queries)
        times = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            browser.get(path, headers={"accept-encoding": "gzip"})
            times.append(1000 * (time.perf_counter() - started))
        slowest = max(slowest, statistics.median(times))
        print(f"  {name:24} {statistics.median(times):6.1f} ms  {n_queries:2} queries")
    print(f"  goal {GOAL_MS:.0f} ms")
    return slowest <= GOAL_MS


# --- how many in a second ---


async def read_all(port: int, paths: list[str], n: int, n_clients: int) -> tuple[Tally, float]:
    """Read `n` pages from some clients at once; each waits for its page before the next."""
    waiting, tally = [paths[number % len(paths)] for number in range(n)], Tally()
    started = time.perf_counter()
    await asyncio.gather(*(client(port, waiting, tally) for _ in range(n_clients)))
    return tally, time.perf_counter() - started


async def client(port: int, waiting: list[str], tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        path = waiting.pop()
        started = time.perf_counter()
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        status, body = await read_answer(reader)
        tally.seconds.append(time.perf_counter() - started)
        tally.n_refused += status != 200
        tally.n_wrong += b"</html>" not in gzip.decompress(body)[-20:] if len(tally.seconds) % 50 == 0 else 0
    writer.close()


def tell_rate(vendor: str, tally: Tally, wall: float, cpu: float) -> bool:
    """Print how many pages came in a second; tell whether the goal is reached."""
    cuts, n = statistics.quantiles(tally.seconds, n=100), len(tally.seconds)
    print(f"{vendor}: {n:,} pages in {wall:.1f} s: {n / wall:.0f} /s (goal {GOAL_RATE:.0f})")
    print(f"  p50 {1000 * cuts[49]:.0f} ms, p95 {1000 * cuts[94]:.0f} ms, server CPU {1000 * cpu / n:.1f} ms each, "
          f"refused {tally.n_refused}, broken {tally.n_wrong}")  # fmt: skip
    return n / wall >= GOAL_RATE and not tally.n_refused + tally.n_wrong


def main() -> int:
    """Return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAUATTY_DATA_DIR"] = folder
        vendor = prepare(folder)
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        paths = addresses()
        site = Site(options.workers)
        try:
            site.wait()
            is_light = weigh(site.port, paths)
            asyncio.run(read_all(site.port, paths, 2 * options.workers * len(paths), options.workers))
            before = site.processor_seconds()
            tally, wall = asyncio.run(read_all(site.port, paths, options.pages, options.clients))
            cpu = site.processor_seconds() - before
        finally:
            site.stop()
        is_enough = tell_rate(vendor, tally, wall, cpu)
        is_fast = time_pages(paths)
    return int(not (is_light and is_fast and is_enough))


if __name__ == "__main__":
    sys.exit(main())
