"""A real server with a real worker, and a real Chromium before it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running Sauatty: its address and the one-time link of the first coordinator."""

    address: str
    start_link: str
    folder: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """`sauatty-web start` with a data folder of its own."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    log = (folder / "log").open("w+")
    env = {**os.environ, "SAUATTY_DATA_DIR": str(folder / "var"), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [str(Path(sys.executable).parent / "sauatty-web"), "start", "--port", str(port)]
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=env, cwd=folder)
    try:
        yield wait_for(process, folder, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def wait_for(process, folder, port):
    for _ in range(600):
        text = (folder / "log").read_text(encoding="utf-8")
        link = re.search(r"http://127\.0\.0\.1:\d+\S*/start/\S+", text)
        with socket.socket() as probe:
            if link and probe.connect_ex(("127.0.0.1", port)) == 0:
                return Site(f"http://127.0.0.1:{port}", link[0], folder)
        assert process.poll() is None, text
        time.sleep(0.1)
    raise AssertionError(
        "the site did not start within a minute:\n" + (folder / "log").read_text(encoding="utf-8")
    )


@pytest.fixture(scope="session")
def browser():
    """Chromium of the machine; CI does not skip it."""
    if CHROMIUM is None:
        sentence = "Chromium is missing. On Debian or Ubuntu: sudo apt install chromium"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser):
    """A small screen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="kk-KZ")
    yield context.new_page()
    context.close()
