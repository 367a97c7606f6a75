"""The processes of one running site: granian for the pages, a worker for the jobs.

A part that ends by itself is begun again: a database that was busy for too long must not take the site down. A web
server that ends again and again ends all, with its reason said. Without the worker pages can still be read, so that one is
tried for ever.
"""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from sauatty.core.errors import ServingEnded, StartRefused

HOST = "127.0.0.1"
WEB = "the web server"
ADDRESS_FILE = "address"
READY_WITHIN = 60.0
STOP_WITHIN = 15.0
PAUSES = (0, 1, 3, 10, 30)  # seconds before a part begins again: a database may need a while to come up
ENDS, WITHIN = len(PAUSES), 600.0  # more ends of one part in so many seconds are no accident
_REACHABLE = 0.2
WORKER_NICE = 10  # a page is waited for, a job is not
_PR_SET_PDEATHSIG = 1  # of linux/prctl.h
log = logging.getLogger(__name__)


class _Stop(Exception):
    """Somebody asked to stop."""


def refuse_taken_port(port: int) -> None:
    """Say so where another program already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StartRefused(
                problem=f"port {port} is taken by another program. "
                f"Stop it, or choose another port: make run PORT={port + 1}"
            ) from error


def remember_address(folder: Path, address: str) -> None:
    """Keep where the site was served last, for commands that run beside it without its settings."""
    (folder / ADDRESS_FILE).write_text(address + "\n", encoding="utf-8")


def last_address(folder: Path) -> str:
    """Return where the site was served last; nothing where it never was."""
    try:
        return (folder / ADDRESS_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def commands(port: int, workers: int) -> dict[str, list[str]]:
    """Return the command lines of the two parts; each is a fresh process, none is forked from this one."""
    web = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", str(workers)]
    web += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "10"]
    worker = ["db_worker", "--interval", "0.5", "--no-startup-delay", "-v", "0"]
    return {
        WEB: [sys.executable, "-m", "granian", *web, "sauatty.web.config.wsgi:application"],
        "the worker of the jobs": [sys.executable, "-m", "sauatty.web.manage", *worker],
    }


def _prepare(parent: int, nice: int) -> None:
    """Let a part end when the parent is killed (Linux): left alone it would hold the port against the next start."""
    os.nice(nice)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # killed before the line above: no signal will come
        os._exit(1)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End what a part that has ended left behind: its own processes would go on answering on the same port."""
    if sys.platform == "win32":
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


class Part:
    """A process of the site, and the moments when it ended by itself."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command, self.ends, self.due = name, command, list[float](), 0.0
        self.is_vital = name == WEB
        self.begin()

    def begin(self) -> None:
        """Start it in a group of its own: Ctrl-C reaches only the parent, which then stops all in order."""
        nice = 0 if self.is_vital else WORKER_NICE
        before = (
            partial(_prepare, os.getpid(), nice) if sys.platform == "linux" else None
        )  # Windows refuses any
        self.process = subprocess.Popen(self.command, process_group=0, preexec_fn=before)

    def refuse_ended(self) -> None:
        """Say so where it ended by itself."""
        if (status := self.process.poll()) is not None:
            raise ServingEnded(part=self.name, status=status)

    def look(self) -> None:
        """Begin it again where it ended by itself, later with each end, unless that comes too often."""
        if self.process.poll() is None:
            return
        if not self.due:
            self._note_end()
        if time.monotonic() >= self.due:
            self.due = 0.0
            self.begin()

    def _note_end(self) -> None:
        now = time.monotonic()
        self.ends = [one for one in self.ends if now - one < WITHIN] + [now]
        if len(self.ends) > ENDS and self.is_vital:
            self.refuse_ended()
        _end_group(self.process)
        pause = PAUSES[min(len(self.ends), ENDS) - 1]
        log.error(
            "%s ended by itself (exit code %s) and begins again in %d s",
            self.name,
            self.process.returncode,
            pause,
        )
        self.due = now + pause


def serve(
    *, port: int, workers: int, when_ready: Callable[[], None], every_minute: Callable[[], None]
) -> None:
    """Run the parts until Ctrl-C, SIGTERM, or one of them ends too often."""
    before = {number: signal.signal(number, _raise_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    parts: list[Part] = []
    try:
        for name, command in commands(port, workers).items():
            parts.append(Part(name, command))
        _wait_until_ready(port, parts)
        when_ready()
        _watch(parts, every_minute)
    except _Stop:
        pass
    finally:
        _stop([one.process for one in parts])
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise_stop(*_: Any) -> None:
    raise _Stop


def _wait_until_ready(port: int, parts: list[Part]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        for one in parts:
            one.refuse_ended()
        with socket.socket() as probe:
            probe.settimeout(_REACHABLE)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise StartRefused(problem=f"the web server did not answer within {READY_WITHIN:.0f} seconds.")


def _watch(parts: list[Part], every_minute: Callable[[], None]) -> None:
    next_time = time.monotonic()
    while True:
        for one in parts:
            one.look()
        if time.monotonic() >= next_time:
            every_minute()
            next_time = time.monotonic() + 60
        time.sleep(0.5)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop; who has not stopped in time is stopped."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        _end_group(child)
