"""A real server with a real worker, and a real Chromium before it."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from browser import shell
from browser.survey_chaos import BadNetwork
from browser.survey_respondent import on_the_site
from empty_tables import lay_in

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

# Files go whole to a worker, in this order: a long one that came last would leave the other worker idle.
LONGEST_FIRST = (
    "test_review_to_guide", "test_guide_pages", "test_review_pages", "test_ask_journey", "test_tests_journey",
    "test_survey_filling", "test_survey_storm", "test_coding_queue", "test_lessons_offline", "test_journey",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    places = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)) if "browser" in item.keywords else -1)


@dataclass(frozen=True)
class Site:
    """A running Sauatty: its address and the one-time link of the first coordinator."""

    address: str
    start_link: str
    folder: Path
    settings: dict = field(default_factory=dict)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


WEB = str(Path(sys.executable).parent / "sauatty-web")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory):
    """The data folder of a site whose tables are made and empty: each site of the tests begins with a copy."""
    folder = tmp_path_factory.mktemp("empty") / "var"
    folder.mkdir()
    lay_in(folder)
    env = {**os.environ, "SAUATTY_DATA_DIR": str(folder)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([WEB, "migrate", "--verbosity", "0"], env=env, cwd=folder.parent, check=True)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory, empty_site):
    """`sauatty-web start` with a data folder of its own."""
    yield from running_site(tmp_path_factory.mktemp("site"), empty_site)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory, empty_site):
    """A site for one file alone: the link of the first start opens only once."""
    yield from running_site(tmp_path_factory.mktemp("own"), empty_site)


def running_site(folder, empty):
    """Start a site in a folder, and stop it afterwards."""
    shutil.copytree(empty, folder / "var")
    port = free_port()
    process = begin_site(folder, port)
    try:
        yield Site(f"http://127.0.0.1:{port}", wait_for(process, folder, port), folder)
    finally:
        shell.end(folder)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def begin_site(folder, port, **settings):
    """Start a site, whose processes are a group of their own."""
    env = {**os.environ, "SAUATTY_DATA_DIR": str(folder / "var"), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    with (folder / "log").open("a") as log:
        return subprocess.Popen(
            [WEB, "start", "--port", str(port)], stdout=log, stderr=subprocess.STDOUT, env=env | settings, cwd=folder,
            start_new_session=True,
        )  # fmt: skip


def wait_for(process, folder, port):
    """Return the link of the first start once the site answers."""
    for _ in range(1800):
        text = (folder / "log").read_text(encoding="utf-8")
        assert process.poll() is None, text
        link = re.search(r"https?://\S+/start/\S+", text)
        with socket.socket() as probe:
            if link and probe.connect_ex(("127.0.0.1", port)) == 0:
                return link[0]
        time.sleep(0.1)
    raise AssertionError(
        "the site did not start within three minutes:\n" + (folder / "log").read_text(encoding="utf-8")
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


# --- surveys ---


@pytest.fixture(scope="session")
def all_surveys(site):
    return on_the_site(site, "make")


@pytest.fixture
def surveys(all_surveys):
    """Surveys that no other test has seen."""

    class Fresh(dict):
        def __missing__(self, name):
            self[name] = all_surveys[name].pop()
            return self[name]

    return Fresh()


@pytest.fixture
def stored(site):
    """Return a reader of the responses to a survey, as the database has them."""
    columns = ("id", "answers", "state", "language", "languages_seen")
    query = (
        f"SELECT {', '.join('r.' + one for one in columns)} FROM surveys_response r "
        "JOIN surveys_campaign c ON c.id = r.campaign_id WHERE c.slug = ?"
    )

    def read(slug):
        with closing(
            sqlite3.connect(f"file:{site.folder}/var/sauatty.sqlite3?mode=ro", uri=True)
        ) as database:
            rows = [dict(zip(columns, row, strict=True)) for row in database.execute(query, [slug])]
        return [
            row | {"answers": json.loads(row["answers"]), "seen": json.loads(row["languages_seen"])}
            for row in rows
        ]

    return read


@pytest.fixture
def network(site):
    made = BadNetwork(int(site.address.rpartition(":")[2]))
    yield made
    made.shutdown()


@pytest.fixture
def visit(browser, network):
    """Return an opener of pages, each in a browser of its own unless one is named."""
    contexts = []

    def opened(address, context=None, **options):
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
            contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(network.address + address)
        return page

    yield opened
    for context in contexts:
        context.close()
