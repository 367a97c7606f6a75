"""Pages beside heavy work: `python benchmarks/heavy_beside.py [--size 20000]`; PostgreSQL under tests/with-postgres.

One site with an invented programme. One reader asks for pages at a steady pace: first alone, then while the worker
writes the evaluation report of the whole programme and a backup is made, until both are done. The goal: 95 % of the pages
come within twice the time that they take alone, or within a quarter of a second. The control reads while as many processes
as there are processors compute at the priority of the pages, and must be slower than the work of the site itself.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from reliability import BIN, Site, free_port

PAGES = ("/kk/", "/ru/lessons/", "/en/lessons/mine/", "/kk/lessons/glossary/")
PAUSE, ALONE_FOR, WITHIN = 0.1, 20.0, 1200.0
GOAL_RATIO, GOAL_SECONDS = 2.0, 0.25
ASK = """
from sauatty.web.accounts.models import Person
from sauatty.web.programmes.models import Programme
from sauatty.web.reports.services import packs, versions
admin = Person.objects.filter(is_site_admin=True).order_by("pk").first()
programme = Programme.objects.filter(is_demo=True).order_by("-created_at").first()
wish = packs.wish_of(minimum=5)
job = versions.ask_for_report(actor=admin, programme=programme, language="kk", source=versions.EVERYBODY, wish=wish)
print("JOB", job.pk)
"""
LOOK = "from sauatty.web.base.models import Job; print('STATE', Job.objects.get(pk='{job}').state)"


def shell(site: Site, code: str, word: str) -> str:
    """Run a line in the site's own environment; return what it printed after a word."""
    told = subprocess.run(
        [str(BIN / "sauatty-web"), "shell", "-v", "0", "-c", code], env=site.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return next(line.split()[1] for line in told.stdout.splitlines() if line.startswith(word))


def read(site: Site, session: str, until: Callable[[], bool]) -> list[float]:
    """Read page after page until it is over; return the seconds of each."""
    seconds = []
    while not until():
        for path in PAGES:
            request = urllib.request.Request(
                f"http://127.0.0.1:{site.port}{path}", headers={"Cookie": f"sauatty_session={session}"}
            )
            begun = time.monotonic()
            with urllib.request.urlopen(request, timeout=60) as answer:
                answer.read()
            seconds.append(time.monotonic() - begun)
            time.sleep(PAUSE)
    return seconds


def after(seconds: float) -> Callable[[], bool]:
    """Return what says whether so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[18]


def beside_work(site: Site, session: str, folder: Path) -> list[float]:
    """Read pages while a report is written and a backup made."""
    job, last = shell(site, ASK, "JOB"), [0.0, ""]
    backup = subprocess.Popen(
        [str(BIN / "sauatty-web"), "backup", "create", str(folder / "one.backup")], env=site.env, stdout=subprocess.DEVNULL
    )  # fmt: skip
    end = time.monotonic() + WITHIN

    def over() -> bool:
        if time.monotonic() - float(last[0]) > 5:
            last[:] = [time.monotonic(), shell(site, LOOK.format(job=job), "STATE")]
        if last[1] in {"failed", "cancelled"} or time.monotonic() > end:
            raise SystemExit(f"the report: {last[1]}")
        return last[1] == "done" and backup.poll() is not None

    found = read(site, session, over)
    if backup.returncode:
        raise SystemExit("the backup was not made")
    return found


def beside_others(site: Site, session: str) -> list[float]:
    """Read pages while others compute at the same priority as the pages."""
    with ExitStack() as held:
        for _ in range(2 * (os.cpu_count() or 1)):
            busy = held.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            held.callback(busy.kill)
        return read(site, session, after(ALONE_FOR))


def main() -> int:
    """Print the figures; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sauatty-heavy-") as name:
        site = Site(Path(name), free_port())
        site.start()
        try:
            session = site.session()
            command = [str(BIN / "sauatty-web"), "demo", "create", "--size", str(asked.size)]
            subprocess.run(command, env=site.env, check=True, stdout=subprocess.DEVNULL)
            read(site, session, after(3))
            alone = read(site, session, after(ALONE_FOR))
            worked = beside_work(site, session, Path(name))
            others = beside_others(site, session)
        finally:
            site.stop()
    ratio = p95(worked) / p95(alone)
    for label, one in (("alone", alone), ("beside report and backup", worked), ("control", others)):
        print(
            f"{label}: {len(one)} pages, median {1000 * statistics.median(one):.0f} ms, p95 {1000 * p95(one):.0f} ms"
        )
    print(f"p95 beside heavy work {ratio:.1f} times that alone (goal {GOAL_RATIO:.0f}, or {GOAL_SECONDS} s)")
    return int(ratio > GOAL_RATIO and p95(worked) > GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
