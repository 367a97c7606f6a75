"""A site on a disk that is full: `python benchmarks/full_disk.py` (root: it lays 64 MB of memory under the site).

A file takes all room; for half a minute submissions are sent and pages read. Then the file goes. Every
acknowledged submission must be stored and no other; each refusal must come within a second as 503; pages must be read all
the time; and the first submission after there is room must come within five seconds. The control believes the refused
submissions and must be caught.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from uuid import uuid4

from reliability import BIN, Site, compare, free_port

SIZE, FULL_FOR, WRITES_WITHIN, REFUSED_WITHIN = "64m", 30.0, 5.0, 1.0
PAGES = ("/kk/", "/ru/sign-in/", "/en/lessons/", "/health/ready")


def send(site: Site, session: str, acked: dict[str, str]) -> tuple[str, int, float]:
    """Send one submission; return its id, the status and the seconds."""
    key, token, start = str(uuid4()), "a" * 32, time.monotonic()
    body = json.dumps({"kind": "load", "pad": "ә" * 2000}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.port}/api/v1/envelopes/{key}", data=body, method="PUT",
        headers={"Cookie": f"sauatty_session={session}; sauatty_csrf={token}", "X-CSRFToken": token},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status = answer.status
            if json.load(answer)["sha256"] == hashlib.sha256(body).hexdigest():
                acked[key] = hashlib.sha256(body).hexdigest()
    except urllib.error.HTTPError as error:
        status = error.code
    return key, status, time.monotonic() - start


def read(site: Site, session: str, path: str) -> int:
    """Return the status of a page."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.port}{path}", headers={"Cookie": f"sauatty_session={session}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def fill(ballast: Path) -> None:
    """Take all the room there is."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 65536):
                pass
        except OSError:
            return


def main() -> int:
    """Print the figures; 1 where one is missed."""
    acked: dict[str, str] = {}
    refused: list[str] = []
    statuses, pages, slowest = Counter[int](), Counter[int](), 0.0
    with tempfile.TemporaryDirectory(prefix="sauatty-full-") as name:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", name]
        if os.getuid() or subprocess.run(mount, check=False).returncode:
            print("skipped: only root can lay a small disk under a site")
            return 0
        site = Site(Path(name), free_port())
        try:
            site.start()
            session = site.session()
            send(site, session, acked)
            fill(Path(name) / "ballast")
            until = time.monotonic() + FULL_FOR
            while time.monotonic() < until:
                key, status, seconds = send(site, session, acked)
                statuses[status] += 1
                if key not in acked:
                    refused.append(key)
                    slowest = max(slowest, seconds)
                pages.update(read(site, session, path) for path in PAGES)
                fill(Path(name) / "more")  # what the log or a checkpoint gave back
            (Path(name) / "ballast").unlink()
            (Path(name) / "more").unlink()
            since = time.monotonic()
            while send(site, session, acked)[1] >= 300 and time.monotonic() - since < 2 * WRITES_WITHIN:
                time.sleep(0.2)
            back = time.monotonic() - since
            lost, doubled = compare(acked, Path(name) / "var" / "sauatty.sqlite3")
            believed = {**acked, **dict.fromkeys(refused, "0" * 64)}
            caught = compare(believed, Path(name) / "var" / "sauatty.sqlite3")[0] == lost + len(refused)
            audit = subprocess.run(
                [str(BIN / "sauatty-web"), "audit", "verify"], env=site.env, capture_output=True, check=False
            )
        finally:
            site.stop()
            subprocess.run(["umount", "-l", name], check=False)
    print(
        f"full for {FULL_FOR:.0f} s: {len(refused)} refused, the slowest after {slowest:.2f} s; {dict(statuses)}"
    )
    print(f"pages meanwhile: {dict(pages)}")
    print(
        f"{len(acked)} acknowledged; lost {lost}, twice {doubled}; written again {back:.2f} s after there was room"
    )
    print(
        f"audit {'whole' if audit.returncode == 0 else 'BROKEN'}; control caught: {'yes' if caught else 'no'}"
    )
    good = (
        lost == doubled == 0 and caught and audit.returncode == 0 and refused and slowest <= REFUSED_WITHIN
        and set(pages) == {200} and set(statuses) <= {200, 201, 202, 503} and back <= WRITES_WITHIN
    )  # fmt: skip
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
