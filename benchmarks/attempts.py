"""What taking a test costs a site, and how many can take one at once.

A site of its own (granian, SQLite with FULL durability; PostgreSQL where SAUATTY_DATABASE_URL names one, as under
tests/with-postgres), graded for real against the keys of 20 shipped items, and beside it on the same processors the
clients, over 127.0.0.1. Three measures, bounded in count and time:

  whole    an attempt of 20 items by 5 requests (welcome, start, page, submit, result): server CPU each
  saves    one answer saved by a script, 50 a second from an open loop, whoever waits: p95
  crowd    300 people who start one test within a minute, answer three questions each and hand in: p95, nothing lost

    python benchmarks/attempts.py [--attempts 200] [--saves 1000] [--people 300] [--seconds 60] [--workers 2]
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from survey_submission import Site, prepare

N_ITEMS = 20
GOAL_CPU_MS, GOAL_SAVE_P95_MS, GOAL_CROWD_P95_MS = 25.0, 100.0, 1000.0
SAVES_PER_SECOND = 50
LONGEST_SECONDS = 180
TITLES = {"kk": "Тест", "ru": "Тест", "en": "Test"}
CSRF = "b" * 32


@dataclass(frozen=True)
class Known:
    """What the clients know: the test, its people's sessions, an answer to each item, the name of the cookie."""

    slug: str
    sessions: list[str]
    answers: dict[str, object]
    kinds: dict[str, str]
    cookie: str


def build(n_people: int) -> Known:
    """Publish 20 shipped items with their keys, open a test, and sign people in."""
    from django.conf import settings

    from sauatty.core.catalogue.item_content import load_items
    from sauatty.core.catalogue.item_keys import key_of
    from sauatty.web.accounts.models import Grant, Person
    from sauatty.web.assessments.bank import usable_items
    from sauatty.web.assessments.services import publishing
    from sauatty.web.papers import services
    from sauatty.web.programmes.models import Programme

    boss = Person.objects.create_person(name="Bench", is_site_admin=True)
    programme = Programme.objects.create(title_kk="Bench", title_ru="Bench", title_en="Bench")
    shipped = {one.id for one in _spread(load_items())}
    entries = [one for one in usable_items(programme).values() if one.item.id in shipped]
    paper = publishing.publish_items(
        actor=boss, programme=programme, family=uuid4(), code="A", entries=entries
    )
    test = services.create_test(actor=boss, programme=programme, titles=TITLES, purpose="pre", minutes=60)
    services.set_papers(actor=boss, test=test, papers=[paper])
    services.open_test(actor=boss, test=test)
    people = [Person(name=f"P {n}", email=f"p{n}@example.kz") for n in range(n_people)]
    for one in people:
        one.set_unusable_password()
    Person.objects.bulk_create(people)
    Grant.objects.bulk_create(
        Grant(person=one, role="participant", scope_kind="programme", scope_id=programme.pk) for one in people
    )
    keys = [key_of(one.item) for one in entries]
    answers = {key.item: _plain(key.right) for key in keys}
    return Known(
        test.slug, [_session(one) for one in people], answers, {key.item: key.kind for key in keys},
        settings.SESSION_COOKIE_NAME,
    )  # fmt: skip


def _spread(items: object) -> list[object]:
    """Return 20 items of all kinds, as a form has them: every sixth, so that no kind is left out."""
    rows = sorted(items, key=lambda one: (one.kind, one.id))  # type: ignore[call-overload]
    return rows[:: max(len(rows) // N_ITEMS, 1)][:N_ITEMS]


def _plain(right: object) -> object:
    return list(right) if isinstance(right, tuple) else dict(right) if not isinstance(right, str) else right  # type: ignore[call-overload]


def _session(person: object) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]  # type: ignore[attr-defined]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()  # type: ignore[attr-defined]
    store["began_at"] = store["used_at"] = int(time.time())  # as signing in notes it
    store.save()
    return str(store.session_key)


# --- a browser ---


@dataclass
class Tally:
    """What the clients saw: seconds of each request, and what was not answered as it should be."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Browser:
    """One person's connection, kept open; it asks for compressed pages as browsers do."""

    def __init__(self, port: int, known: Known, session: str, tally: Tally) -> None:
        self.port, self.known, self.tally = port, known, tally
        self.cookies = f"{known.cookie}={session}; sauatty_csrf={CSRF}"

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "", wanted: int = 200) -> str:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookies}\r\n"
            f"Accept: text/html\r\nAccept-Encoding: gzip\r\nX-CSRFToken: {CSRF}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        started = time.perf_counter()
        self.writer.write(head.encode() + body)
        status, where = await read_reply(self.reader)
        self.tally.seconds.append(time.perf_counter() - started)
        if status != wanted:
            self.tally.wrong.append(f"{method} {path}: {status}")
        return where

    async def start(self) -> str:
        """Open the test, begin, and open its page; return the id of the attempt."""
        form, slug = "application/x-www-form-urlencoded", self.known.slug
        await self.ask("GET", f"/kk/t/{slug}/")
        where = await self.ask("POST", f"/kk/t/{slug}/start/", b"", form, 302)
        await self.ask("GET", where)
        return where.strip("/").rpartition("/")[2]

    async def save(self, attempt: str, answers: dict[str, object], revision: int) -> None:
        body = {
            "answers": {item: {"answer": one, "ms": 4000} for item, one in answers.items()},
            "revision": revision,
        }
        text = json.dumps(body | {"language": "kk"}).encode()
        await self.ask("POST", f"/kk/t/a/{attempt}/save/", text, "application/json")

    async def hand_in(self, attempt: str, answers: dict[str, object]) -> None:
        fields: list[tuple[str, str]] = [("go", "submit"), ("revision", "0"), ("language", "kk")]
        for item, answer in answers.items():
            fields.append(("shown", item))
            fields += form_fields(item, self.known.kinds[item], answer)
        form = "application/x-www-form-urlencoded"
        await self.ask("POST", f"/kk/t/a/{attempt}/", urlencode(fields).encode(), form, 302)
        await self.ask("GET", f"/kk/t/a/{attempt}/result/")


def form_fields(item: str, kind: str, answer: object) -> list[tuple[str, str]]:
    """Return an answer as the page without JavaScript sends it."""
    if isinstance(answer, dict):
        return [(f"a.{item}.{option}", target) for option, target in answer.items()]
    if kind == "order":
        return [(f"a.{item}.{option}", str(n)) for n, option in enumerate(answer, 1)]  # type: ignore[arg-type, call-overload]
    return [(f"a.{item}", one) for one in ([answer] if isinstance(answer, str) else answer)]  # type: ignore[union-attr]


async def read_reply(reader: asyncio.StreamReader) -> tuple[int, str]:
    """Return the status and the address of a redirect; the body is read to its end."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    heads = {
        name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines[1:])
    }
    await reader.readexactly(int(heads.get("content-length", 0)))
    return int(lines[0].split()[1]), heads.get("location", "")


# --- the three measures ---


async def whole_attempts(port: int, known: Known, sessions: list[str], n_clients: int = 2) -> Tally:
    """Make whole attempts, one after the other for each client."""
    tally, waiting = Tally(), list(sessions)

    async def client() -> None:
        while waiting:
            browser = Browser(port, known, waiting.pop(), tally)
            await browser.open()
            await browser.hand_in(await browser.start(), known.answers)
            browser.writer.close()

    await asyncio.gather(*(client() for _ in range(n_clients)))
    return tally


async def steady_saves(port: int, known: Known, sessions: list[str], n: int) -> Tally:
    """Save one answer 50 times a second: each at its moment, also while earlier ones still wait."""
    begun, tally = Tally(), Tally()
    browsers = [Browser(port, known, one, begun) for one in sessions]
    attempts = []
    for one in browsers:
        await one.open()
        attempts.append(await one.start())
    items, locks = list(known.answers.items()), [asyncio.Lock() for _ in browsers]
    started = time.perf_counter()

    async def save(number: int) -> None:
        due = started + number / SAVES_PER_SECOND
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        who, (item, answer) = number % len(browsers), items[number % len(items)]
        async with locks[who]:
            browsers[who].tally = Tally(wrong=tally.wrong)
            await browsers[who].save(attempts[who], {item: answer if number % 3 else None}, number)
        # From the moment when it was due: waiting for one's turn counts
        tally.seconds.append(time.perf_counter() - due)

    await asyncio.gather(*(save(number) for number in range(n)))
    tally.wrong += begun.wrong
    return tally


async def crowd(port: int, known: Known, sessions: list[str], seconds: float) -> Tally:
    """Let everybody start within some seconds, at moments that nobody planned; each answers, saves and hands in."""
    dice, tally = random.Random(7), Tally()

    async def person(session: str, after: float) -> None:
        await asyncio.sleep(after)
        browser = Browser(port, known, session, tally)
        await browser.open()
        attempt = await browser.start()
        for revision, one in enumerate(list(known.answers.items())[:3]):
            await asyncio.sleep(dice.uniform(0.5, 3))
            await browser.save(attempt, dict([one]), revision)
        await browser.hand_in(attempt, known.answers)
        browser.writer.close()

    await asyncio.gather(*(person(one, dice.uniform(0, seconds)) for one in sessions))
    return tally


def p95(tally: Tally) -> float:
    """Return the 95th percentile in milliseconds."""
    return 1000 * statistics.quantiles(tally.seconds, n=100)[94]


def lost(known: Known) -> tuple[int, int, int]:
    """Return how many attempts were handed in, how many of them were graded, and how many lack an answer."""
    from sauatty.web.attempts.models import Attempt

    done = [one for one in Attempt.objects.filter(test__slug=known.slug) if one.state != "open"]
    lacking = sum(
        any(one.answers.get(item, {}).get("answer") != answer for item, answer in known.answers.items())
        for one in done
    )
    return len(done), sum(one.state == "graded" for one in done), lacking


def run(port: int, site: Site, known: Known, options: argparse.Namespace) -> list[tuple[str, float, float]]:
    """Measure; return name, figure and goal of each."""
    sessions = list(known.sessions)

    def take(n: int) -> list[str]:
        return [sessions.pop() for _ in range(n)]

    found = []
    asyncio.run(whole_attempts(port, known, take(10)))  # warm: both processes have rendered the paper
    before = site.processor_seconds()
    tally = asyncio.run(whole_attempts(port, known, take(options.attempts)))
    cost = 1000 * (site.processor_seconds() - before) / options.attempts
    found.append(("whole: server CPU of an attempt of 20 items, 5 requests, ms", cost, GOAL_CPU_MS))
    wrong = tally.wrong
    tally = asyncio.run(steady_saves(port, known, take(50), options.saves))
    found.append((f"saves: p95 of {options.saves} at {SAVES_PER_SECOND}/s, ms", p95(tally), GOAL_SAVE_P95_MS))
    wrong += tally.wrong
    tally = asyncio.run(crowd(port, known, take(options.people), options.seconds))
    name = f"crowd: p95 of all requests, {options.people} people start within {options.seconds:.0f} s, ms"
    found.append((name, p95(tally), GOAL_CROWD_P95_MS))
    wrong += tally.wrong
    found.append(("requests not answered as they should be", len(wrong), 0))
    for line in wrong[:5]:
        print(f"  not as it should be: {line}")
    return found


def main() -> int:
    """Return 1 where a goal is missed, or an answer that was handed in is not stored."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name, kind, usual in (
        ("attempts", int, 200),
        ("saves", int, 1000),
        ("people", int, 300),
        ("workers", int, 2),
    ):
        parser.add_argument(f"--{name}", type=kind, default=usual)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    options.seconds = min(options.seconds, LONGEST_SECONDS)
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        vendor = prepare(folder)
        call_command("collectstatic", interactive=False, verbosity=0)
        known = build(10 + options.attempts + 50 + options.people)
        site = Site(options.workers)
        try:
            site.wait()
            found = run(site.port, site, known, options)
        finally:
            site.stop()
        n_done, n_graded, n_lacking = lost(known)
    wanted = 10 + options.attempts + options.people
    found += [("attempts handed in and not stored", wanted - n_done, 0), ("not graded", n_done - n_graded, 0)]
    found.append(("attempts that lack an answer", n_lacking, 0))
    print(
        f"{vendor}, {options.workers} processes, {len(known.answers)} items of {len(set(known.kinds.values()))} kinds"
    )
    for name, figure, goal in found:
        print(f"  {name}: {figure:.1f}   (goal {goal:.0f}){'' if figure <= goal else '   MISSED'}")
    return int(any(figure > goal for _name, figure, goal in found))


if __name__ == "__main__":
    sys.exit(main())
