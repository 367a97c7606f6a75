"""How many certificates are checked in a second, and what it costs; issuing many beside it.

A site of its own (granian, two processes, SQLite; PostgreSQL where SAUATTY_DATABASE_URL names one) with invented
certificates. A load generator on the same processors then opens the page of each certificate, without an account, as
phones do that have read a QR code. Some codes are wrong: they must not slow the right ones down.

    python benchmarks/verification.py [--certificates 300] [--pages 6000] [--clients 16] [--workers 2]
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from survey_submission import Site, Tally, prepare, read_answer

GOAL_RATE = 300.0
LANGUAGES = ("kk", "ru", "en")


def give(n: int) -> tuple[list[str], float]:
    """Give `n` certificates and make their files; returns the codes and the seconds it took."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from sauatty.web.certificates import services
    from web.certificates.race import make_training

    actor, award, _people = make_training(n)
    started = time.perf_counter()
    rows = services.issue_many(actor=actor, award=award)
    return [row.code for row in rows], time.perf_counter() - started


async def read_all(port: int, paths: list[str], n: int, n_clients: int) -> tuple[Tally, float]:
    """Open `n` pages from some clients at once; each waits for its page before the next."""
    waiting, tally = [paths[number % len(paths)] for number in range(n)], Tally()
    started = time.perf_counter()
    await asyncio.gather(*(client(port, waiting, tally) for _ in range(n_clients)))
    return tally, time.perf_counter() - started


async def client(port: int, waiting: list[str], tally: Tally) -> None:
    """Open pages until there is none left."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        path = waiting.pop()
        started = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        status, body = await read_answer(reader)
        tally.seconds.append(time.perf_counter() - started)
        tally.n_refused += status != 200
        tally.n_wrong += path.split("/")[-2][:4].encode() not in body
    writer.close()


def tell(vendor: str, tally: Tally, wall: float, cpu: float, what: str) -> bool:
    """Print the figures; tell whether the goal is reached."""
    cuts, n = statistics.quantiles(tally.seconds, n=100), len(tally.seconds)
    print(f"{vendor}, {what}: {n:,} pages in {wall:.1f} s: {n / wall:.0f} /s (goal {GOAL_RATE:.0f})")
    print(f"  p50 {1000 * cuts[49]:.0f} ms, p95 {1000 * cuts[94]:.0f} ms, server CPU {1000 * cpu / n:.2f} ms each, "
          f"refused {tally.n_refused}, broken {tally.n_wrong}")  # fmt: skip
    return n / wall >= GOAL_RATE and not tally.n_refused + tally.n_wrong


def main() -> int:
    """Return 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--certificates", type=int, default=300)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAUATTY_DATA_DIR"] = folder
        vendor = prepare(folder)
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        codes, seconds = give(options.certificates)
        print(f"{len(codes)} certificates given with letter, audit and PDF in {seconds:.1f} s: "
              f"{1000 * seconds / len(codes):.0f} ms each")  # fmt: skip
        paths = [f"/{language}/certificates/v/{code}/" for code in codes for language in LANGUAGES]
        site = Site(options.workers)
        try:
            site.wait()
            before = site.processor_seconds()
            first, wall = asyncio.run(read_all(site.port, paths, len(paths), options.clients))
            tell(vendor, first, wall, site.processor_seconds() - before, "each for the first time")
            before = site.processor_seconds()
            tally, wall = asyncio.run(read_all(site.port, paths, options.pages, options.clients))
            cpu = site.processor_seconds() - before
        finally:
            site.stop()
        return int(not tell(vendor, tally, wall, cpu, "again"))


if __name__ == "__main__":
    sys.exit(main())
