"""Kill storm on the inbox: `make rel`.

Eight clients send submissions with ids of their own and repeat each until a receipt with the right hash arrives; every
few seconds the whole site is killed with SIGKILL and started again. Afterwards: every acknowledged submission is stored,
none twice, and the audit chain verifies. Loopback only; bounded in number and time. The negative control acknowledges
what was never sent, and the same comparison must catch it.
"""

import hashlib
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

N_SUBMISSIONS, N_CLIENTS, N_KILLS, WITHIN = 800, 8, 6, 240.0
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """One site in a folder of its own, in a process group that can be killed as a whole."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.env = {
            **os.environ,
            "SAUATTY_DATA_DIR": str(folder / "var"),
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = (self.folder / "log").open("ab")
        command = [str(BIN / "sauatty-web"), "start", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, cwd=self.folder)
        for _ in range(3000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("the site did not start:\n" + (self.folder / "log").read_text())

    def kill(self) -> None:
        """Kill the whole tree; each process is stopped before its children are listed, so that none can slip away."""
        assert self.process
        tree, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                tree.append(pid)
            below = subprocess.run(
                ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
            )
            queue += [int(line) for line in below.stdout.split()]
        for pid in tree:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(30)

    def session(self) -> str:
        """Make a signed-in session, as the sign-in page would."""
        code = (
            "from django.contrib.sessions.backends.db import SessionStore; from sauatty.web.accounts.models import Person;"
            "from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY;"
            "p = Person.objects.create_person(name='load'); s = SessionStore();"
            "s[SESSION_KEY] = str(p.pk); s[BACKEND_SESSION_KEY] = 'django.contrib.auth.backends.ModelBackend';"
            "s[HASH_SESSION_KEY] = p.get_session_auth_hash(); s.save(); print('KEY', s.session_key)"
        )
        out = subprocess.run(
            [str(BIN / "sauatty-web"), "shell", "-v", "0", "-c", code],
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        match = re.search(r"KEY (\S+)", out.stdout)
        assert match, out.stderr
        return match[1]


def put(port: int, session: str, key: UUID, body: bytes) -> dict[str, str] | None:
    """Send once; None where no receipt came back."""
    token = "a" * 32
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/envelopes/{key}", data=body, method="PUT",
        headers={"Cookie": f"sauatty_session={session}; sauatty_csrf={token}", "X-CSRFToken": token},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error)) if error.code == 409 else None
    except (OSError, ValueError):
        return None


def storm(site: Site, session: str, seed: int) -> tuple[dict[str, str], int]:
    """Send everything while the site is killed; return what was acknowledged and how many were sent again."""
    rng = random.Random(seed)
    todo = [
        (uuid4(), json.dumps({"kind": "load", "n": n, "pad": "ә" * rng.randint(1, 400)}).encode())
        for n in range(N_SUBMISSIONS)
    ]
    acked: dict[str, str] = {}
    again, lock, deadline = [0], threading.Lock(), time.monotonic() + WITHIN

    def client() -> None:
        while time.monotonic() < deadline:
            with lock:
                if not todo:
                    return
                key, body = todo.pop()
            receipt = put(site.port, session, key, body)
            good = receipt is not None and receipt.get("sha256") == hashlib.sha256(body).hexdigest()
            with lock:
                if good:
                    acked[str(key)] = hashlib.sha256(body).hexdigest()
                if (
                    not good or rng.random() < 0.05
                ):  # a lost receipt, or a client that sends blindly once more
                    again[0] += 1
                    todo.append((key, body))
            if not good:
                time.sleep(0.05)

    clients = [threading.Thread(target=client) for _ in range(N_CLIENTS)]
    for thread in clients:
        thread.start()
    for _ in range(N_KILLS):
        time.sleep(rng.uniform(0.2, 0.6))
        site.kill()
        site.start()
    for thread in clients:
        thread.join()
    return acked, again[0]


def compare(acked: dict[str, str], database: Path) -> tuple[int, int]:
    """Return how many acknowledged submissions are lost, and how many ids stand twice."""
    rows = sqlite3.connect(database).execute("SELECT id, sha256 FROM base_envelope").fetchall()
    stored = {str(UUID(str(key))): sha256 for key, sha256 in rows}
    return sum(stored.get(key) != sha256 for key, sha256 in acked.items()), len(rows) - len(stored)


def main() -> int:
    """Print the figures; 1 where an acknowledged submission is lost or doubled, or the control was not caught."""
    seed = int(os.environ.get("SEED", "20261122"))
    with tempfile.TemporaryDirectory(prefix="sauatty-rel-") as name:
        site = Site(Path(name), free_port())
        site.start()
        try:
            acked, again = storm(site, site.session(), seed)
        finally:
            site.stop()
        database = Path(name) / "var" / "sauatty.sqlite3"
        lost, doubled = compare(acked, database)
        caught = compare({**acked, str(uuid4()): "0" * 64}, database)[0] == lost + 1
        audit = subprocess.run(
            [str(BIN / "sauatty-web"), "audit", "verify"],
            env=site.env,
            capture_output=True,
            text=True,
            check=False,
        )
    print(
        f"seed {seed}: {len(acked)} of {N_SUBMISSIONS} acknowledged, {again} sent again, {N_KILLS} kills of the whole site"
    )
    print(
        f"acknowledged and lost: {lost}; stored twice: {doubled}; negative control caught: {'yes' if caught else 'no'}"
    )
    print(f"audit: {(audit.stdout or audit.stderr).strip()}")
    good = lost == doubled == 0 and caught and audit.returncode == 0 and len(acked) == N_SUBMISSIONS
    print(f"{int(good)} passed, {int(not good)} failed")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
