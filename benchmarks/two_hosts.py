"""Two hosts on one PostgreSQL, and the loss of one under load: nothing that was acknowledged is lost or doubled.

    tests/with-postgres .venv/bin/python benchmarks/two_hosts.py

A host is a site with a web server, a worker and a data folder of its own; both know one key and one place of files, as
hosts with a shared folder do. Clients send envelopes to either; reports wait as jobs. In the middle one host is killed
with SIGKILL, web server and worker together. Then: every receipt has its row, no envelope stands twice, and every report
is made once, by the worker that is left. The control acknowledges what was never sent. Loopback only, bounded in number.
"""

import hashlib
import json
import os
import random
import re
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from uuid import uuid4

from reliability import BIN, Site, free_port, put

N_SENT, N_CLIENTS, N_REPORTS, PEOPLE = 600, 8, 12, 391
KILL_AFTER = 0.3  # of what is to be sent
JOBS_WITHIN = 480.0  # the lease of a dead worker's job is five minutes


def run(site: Site, code: str) -> list[str]:
    """Return the lines that a piece of code says in the settings of a site."""
    told = subprocess.run(
        [str(BIN / "sauatty-web"), "shell", "-v", "0", "-c", code],
        env=site.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if told.returncode:
        raise SystemExit(told.stderr)
    return told.stdout.splitlines()


def hosts(folder: Path) -> list[Site]:
    """Start two hosts; the second one takes over the key and the files of the first."""
    made = []
    for name in ("one", "two"):
        (folder / name / "var").mkdir(parents=True)
        made.append(Site(folder / name, free_port()))
    first, second = made
    first.start()
    (second.folder / "var" / "secret-key").write_bytes((first.folder / "var" / "secret-key").read_bytes())
    (second.folder / "var" / "files").symlink_to(first.folder / "var" / "files")
    second.start()
    return made


def ask_for_reports(site: Site) -> None:
    """Make an invented programme and ask for reports on it."""
    run(
        site,
        "from sauatty.web.accounts.models import Person; Person.objects.create_person(name='Әкімші', is_site_admin=True)",
    )
    subprocess.run(
        [str(BIN / "sauatty-web"), "demo", "create", "--size", str(PEOPLE)], env=site.env, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    run(
        site,
        "from sauatty.web.accounts.services import first; from sauatty.web.programmes.models import Programme\n"
        "from sauatty.web.reports.services import packs, versions\n"
        "actor, programme = first.first_admin(), Programme.objects.get()\n"
        f"for n in range({N_REPORTS}):\n"
        "    versions.ask_for_report(actor=actor, programme=programme, language=('kk', 'ru', 'en')[n % 3],\n"
        "        source=versions.EVERYBODY, wish=packs.wish_of(minimum=5))",
    )


class Load:
    """Envelopes that are sent to either host until a receipt with the right hash comes."""

    def __init__(self, sites: list[Site], session: str, seed: int) -> None:
        self.sites, self.session, self.dice = sites, session, random.Random(seed)
        self.todo = [
            (uuid4(), json.dumps({"kind": "load", "n": n, "pad": "ә" * self.dice.randint(1, 400)}).encode())
            for n in range(N_SENT)
        ]
        self.acked: dict[str, str] = {}
        self.again, self.worst, self.lock = 0, 0.0, threading.Lock()

    def client(self, number: int) -> None:
        while True:
            with self.lock:
                if not self.todo:
                    return
                key, body = self.todo.pop()
            begun, at = time.monotonic(), number
            while not self._sent(self.sites[at % 2], key, body):
                at += 1  # the other host
                self.again += 1
            with self.lock:
                self.worst = max(self.worst, time.monotonic() - begun)

    def _sent(self, site: Site, key: object, body: bytes) -> bool:
        wanted = hashlib.sha256(body).hexdigest()
        receipt = put(site.port, self.session, key, body)  # type: ignore[arg-type]
        if receipt is None or receipt.get("sha256") != wanted:
            time.sleep(0.05)
            return False
        with self.lock:
            self.acked[str(key)] = wanted
        return True


def stored(site: Site) -> dict[str, str]:
    """Return the hashes of the envelopes that stand in the database."""
    lines = run(
        site,
        "from sauatty.web.base.models import Envelope\n"
        "for key, sum in Envelope.objects.values_list('pk', 'sha256'): print('ROW', key, sum)",
    )
    found = [match.groups() for line in lines if (match := re.match(r"ROW (\S+) (\S+)", line))]
    if len(found) != len({key for key, _ in found}):
        raise SystemExit("an envelope stands twice")
    return dict(found)


def jobs_of(site: Site) -> tuple[int, int, int]:
    """Return how many reports are not over, how many failed, and how many versions were made."""
    lines = run(
        site,
        "from sauatty.web.base.models import Job; from sauatty.web.reports.models import ReportVersion\n"
        "jobs = Job.objects.filter(kind='reports.report')\n"
        "print('JOBS', jobs.filter(state__in=['queued', 'running']).count(), jobs.filter(state='failed').count(),\n"
        "    ReportVersion.objects.count())",
    )
    return next(tuple(map(int, line.split()[1:])) for line in lines if line.startswith("JOBS"))  # type: ignore[return-value]


def main() -> int:
    """Print the figures; 1 where something is lost, doubled or left."""
    seed = int(os.environ.get("SEED", "20261123"))
    if not os.environ.get("SAUATTY_DATABASE_URL", "").startswith("postgres"):
        raise SystemExit(
            "two hosts need PostgreSQL: tests/with-postgres .venv/bin/python benchmarks/two_hosts.py"
        )
    with tempfile.TemporaryDirectory(prefix="sauatty-hosts-") as name:
        sites = hosts(Path(name))
        try:
            load = Load(sites, sites[0].session(), seed)
            ask_for_reports(sites[0])
            left, failed, made, waited = lose_one(sites, load)
            rows = stored(sites[1])
        finally:
            for site in sites:
                if site.process and site.process.poll() is None:
                    site.stop()
    lost = sum(rows.get(key) != sum for key, sum in load.acked.items())
    control = {**load.acked, str(uuid4()): "0" * 64}
    caught = sum(rows.get(key) != sum for key, sum in control.items()) == lost + 1
    print(f"{len(load.acked)} of {N_SENT} acknowledged over two hosts, one of them killed")
    print(f"sent again {load.again} times; the longest waited {load.worst:.1f} s")
    print(f"acknowledged and lost: {lost}; control caught: {'yes' if caught else 'no'}")
    print(
        f"reports: {made} of {N_REPORTS} made, {failed} failed, {left} left; all over {waited:.0f} s after the loss"
    )
    good = lost == left == failed == 0 and caught and made == N_REPORTS and len(load.acked) == N_SENT
    return 0 if good else 1


def lose_one(sites: list[Site], load: Load) -> tuple[int, int, int, float]:
    """Send everything, kill the first host in the middle, and wait for the jobs."""
    clients = [threading.Thread(target=load.client, args=(n,)) for n in range(N_CLIENTS)]
    for one in clients:
        one.start()
    while len(load.acked) < KILL_AFTER * N_SENT:
        time.sleep(0.02)
    sites[0].kill()
    begun = time.monotonic()
    for one in clients:
        one.join()
    while (told := jobs_of(sites[1]))[0] and time.monotonic() - begun < JOBS_WITHIN:
        time.sleep(5)
    return (*told, time.monotonic() - begun)


if __name__ == "__main__":
    raise SystemExit(main())
