"""The processes of one running site: granian for the pages, a worker for the jobs. If one ends, all end."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sauatty.core.errors import ServingEnded, StartRefused

HOST = "127.0.0.1"
ADDRESS_FILE = "address"
READY_WITHIN = 60.0
STOP_WITHIN = 15.0
_REACHABLE = 0.2


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


def commands(port: int, workers: int) -> list[list[str]]:
    """Return the command lines of the two children; each is a fresh process, none is forked from this one."""
    web = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", str(workers)]
    web += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "10"]
    return [
        [sys.executable, "-m", "granian", *web, "sauatty.web.config.wsgi:application"],
        [
            sys.executable,
            "-m",
            "sauatty.web.manage",
            "db_worker",
            "--interval",
            "0.5",
            "--no-startup-delay",
            "-v",
            "0",
        ],
    ]


def serve(
    *, port: int, workers: int, when_ready: Callable[[], None], every_minute: Callable[[], None]
) -> None:
    """Run the children until Ctrl-C, SIGTERM, or the end of one of them."""
    before = {number: signal.signal(number, _raise_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    children: list[subprocess.Popen[bytes]] = []
    try:
        # Groups of their own: Ctrl-C reaches only this process, which then stops them in order.
        for command in commands(port, workers):
            children.append(subprocess.Popen(command, process_group=0))
        _wait_until_ready(port, children)
        when_ready()
        _watch(children, every_minute)
    except _Stop:
        pass
    finally:
        _stop(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise_stop(*_: Any) -> None:
    raise _Stop


def _wait_until_ready(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        _refuse_ended(children)
        with socket.socket() as probe:
            probe.settimeout(_REACHABLE)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise StartRefused(problem=f"the web server did not answer within {READY_WITHIN:.0f} seconds.")


def _watch(children: list[subprocess.Popen[bytes]], every_minute: Callable[[], None]) -> None:
    next_time = time.monotonic()
    while True:
        _refuse_ended(children)
        if time.monotonic() >= next_time:
            every_minute()
            next_time = time.monotonic() + 60
        time.sleep(0.5)


def _refuse_ended(children: list[subprocess.Popen[bytes]]) -> None:
    names = ("the web server", "the worker of the jobs")
    for name, child in zip(names, children, strict=True):
        if child.poll() is not None:
            raise ServingEnded(part=name, status=child.returncode)


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
