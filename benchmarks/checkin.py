"""Whether a crowd at the door gets lost when the connection flaps: 300 people in five minutes.

A site of its own (granian, SQLite with FULL durability; PostgreSQL where SAUATTY_DATABASE_URL names one, as under
tests/with-postgres). Three telephones note 300 people; every tenth comes to a second door too, and every fifth types
the code of the slide at the same moment. A telephone does what `outbox.js` does: it keeps each mark, sends them in
order, waits longer after each failure, begins anew when the connection is back, and deletes a mark only when the
receipt names the hash of its bytes. It is without a connection for half of the time; of what is sent with one every
tenth request never leaves, and of the answers three in ten are lost after the server has committed.

Afterwards: everybody here exactly once, every mark stored once, every queue empty.

    python benchmarks/checkin.py [--people 300] [--seconds 300] [--workers 2]
"""

import argparse
import asyncio
import hashlib
import json
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from attempts import CSRF, _session
from survey_submission import Site, prepare, read_answer

N_DOORS, TO_TWO_DOORS, BY_SLIDE = 3, 10, 5
NEVER_LEAVES, ANSWER_LOST = 0.1, 0.3
LONGEST_SECONDS, PATIENCE = 900, 240
GOAL_P95 = 0.5


@dataclass
class Known:
    """What the telephones know: the session, a code for each person, who is signed in on which."""

    session: str
    codes: list[str]
    doors: list[str]
    slides: list[str]
    cookie: str
    secret: object


@dataclass
class Tally:
    """What was seen: seconds of each answer that came, how often a mark was sent, what was refused."""

    seconds: list[float] = field(default_factory=list)
    n_sent: int = 0
    n_lost: int = 0
    refused: list[str] = field(default_factory=list)
    longest_queue: int = 0


def build(n_people: int) -> Known:
    """Make a training that is held now, with people who have a place, and sign everybody in."""
    from django.conf import settings
    from django.utils import timezone

    from sauatty.web.accounts.models import Grant, Person
    from sauatty.web.attendances import codes
    from sauatty.web.enrolments.models import Enrolment
    from sauatty.web.events.models import Event, Session
    from sauatty.web.programmes.models import Programme

    now = timezone.now()
    programme = Programme.objects.create(title_kk="Bench", title_ru="Bench", title_en="Bench")
    event = Event.objects.create(
        programme=programme, slug="bench", title_kk="Bench", form="onsite", language="kk", state="open"
    )
    session = Session.objects.create(
        event=event, number=1, form="onsite", language="kk", starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(minutes=90), secret=uuid.uuid4().hex,
    )  # fmt: skip
    people = [Person(name=f"P {n}", email=f"p{n}@example.kz") for n in range(n_people + N_DOORS)]
    for one in people:
        one.set_unusable_password()
    Person.objects.bulk_create(people)
    trainers, people = people[:N_DOORS], people[N_DOORS:]
    Grant.objects.bulk_create(
        Grant(person=one, role="trainer", scope_kind="programme", scope_id=programme.pk) for one in trainers
    )
    rows = Enrolment.objects.bulk_create(
        Enrolment(event=event, person=one, state="placed", number=n, source="self", registered_at=now)
        for n, one in enumerate(people, 1)
    )
    return Known(
        str(session.pk), [codes.person_code(row.pk) for row in rows], [_session(one) for one in trainers],
        [_session(one) for one in people[::BY_SLIDE]], settings.SESSION_COOKIE_NAME, session,
    )  # fmt: skip


class Line:
    """The connection of one telephone: there and away in turns."""

    def __init__(self, dice: random.Random, scale: float) -> None:
        self.dice, self.scale = dice, scale
        self.is_there, self.back = True, asyncio.Event()

    async def flap(self) -> None:
        while True:
            await asyncio.sleep(self.dice.uniform(5, 20) * self.scale)
            self.is_there = False
            self.back.clear()
            await asyncio.sleep(self.dice.uniform(5, 20) * self.scale)
            self.is_there = True
            self.back.set()


async def ask(
    port: int, cookies: str, request: tuple[str, str, str, bytes], *, is_heard: bool
) -> tuple[int, bytes] | None:
    """Send a request; where its answer is to be lost, hang up as soon as the server has had the time to commit."""
    method, path, kind, body = request
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}; sauatty_csrf={CSRF}\r\n"
        f"X-CSRFToken: {CSRF}\r\nOrigin: http://127.0.0.1:{port}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode() + body)
    try:
        answer = await asyncio.wait_for(read_answer(reader), 30)
        return answer if is_heard else None
    finally:
        writer.close()


class Telephone:
    """A telephone at a door, as `outbox.js` keeps and sends."""

    def __init__(self, known: Known, place: int, port: int, scale: float, tally: Tally) -> None:
        self.cookies, self.port, self.known = f"{known.cookie}={known.doors[place]}", port, known
        self.dice, self.scale, self.tally = random.Random(place), scale, tally
        self.queue: deque[tuple[str, bytes]] = deque()
        self.line, self.wait = Line(self.dice, scale), 2.0

    def keep(self, code: str) -> None:
        body = {
            "kind": "attendance-mark",
            "session": self.known.session,
            "code": code,
            "client_time": "2026-11-22T10:00:00Z",
        }
        self.queue.append((str(uuid.uuid4()), json.dumps(body).encode()))
        self.tally.longest_queue = max(self.tally.longest_queue, len(self.queue))
        self.wait = 2.0

    async def send(self) -> None:
        while True:
            if self.queue and await self.send_first():
                continue
            if not self.queue:
                await asyncio.sleep(0.05 * self.scale)
                continue
            pause = self.wait * self.dice.uniform(0.5, 1) * self.scale
            self.wait = min(self.wait * 2, 600)
            was_away = not self.line.is_there
            try:
                await asyncio.wait_for(
                    self.line.back.wait() if was_away else asyncio.sleep(pause),
                    pause if not was_away else None,
                )
            except TimeoutError:
                continue
            self.wait = 2.0 if was_away else self.wait

    async def send_first(self) -> bool:
        if not self.line.is_there or self.dice.random() < NEVER_LEAVES:
            return False
        mark_id, raw = self.queue[0]
        is_heard = self.dice.random() >= ANSWER_LOST
        self.tally.n_sent += 1
        self.tally.n_lost += not is_heard
        started = time.perf_counter()
        request = ("PUT", f"/api/v1/envelopes/{mark_id}", "application/json", raw)
        answer = await ask(self.port, self.cookies, request, is_heard=is_heard)
        if answer is None:
            return False
        self.tally.seconds.append(time.perf_counter() - started)
        status, body = answer
        if status not in (200, 201) or json.loads(body)["sha256"] != hashlib.sha256(raw).hexdigest():
            self.tally.refused.append(f"{status} {body[:80]!r}")
            return False
        self.queue.popleft()
        return True


async def type_slide(known: Known, place: int, port: int, tally: Tally) -> None:
    """Type the code of the slide, again where the answer was lost: a page that did not come is loaded anew."""
    from django.utils import timezone

    from sauatty.web.attendances import codes

    dice = random.Random(1000 + place)
    for _ in range(5):
        code = codes.slide_code(known.secret, timezone.now())
        request = (
            "POST",
            "/kk/events/here/",
            "application/x-www-form-urlencoded",
            urlencode({"code": code}).encode(),
        )
        is_heard = dice.random() >= ANSWER_LOST
        answer = await ask(port, f"{known.cookie}={known.slides[place]}", request, is_heard=is_heard)
        if answer is not None:
            if answer[0] != 302:
                tally.refused.append(f"slide: {answer[0]}")
            return


async def crowd(known: Known, port: int, seconds: float, tally: Tally) -> float:
    """Let everybody come within the time; returns how long after the last one the last queue was empty."""
    scale, dice = seconds / 300, random.Random(7)
    doors = [Telephone(known, place, port, scale, tally) for place in range(N_DOORS)]
    work = [asyncio.create_task(job) for one in doors for job in (one.line.flap(), one.send())]

    async def come(number: int, code: str) -> None:
        await asyncio.sleep(dice.uniform(0, seconds))
        doors[number % N_DOORS].keep(code)
        if number % TO_TWO_DOORS == 0:
            doors[(number + 1) % N_DOORS].keep(code)
        if number % BY_SLIDE == 0:
            await type_slide(known, number // BY_SLIDE, port, tally)

    await asyncio.gather(*(come(number, code) for number, code in enumerate(known.codes)))
    last = time.perf_counter()
    while any(one.queue for one in doors) and time.perf_counter() - last < PATIENCE:
        await asyncio.sleep(0.05)
    for one in work:
        one.cancel()
    return time.perf_counter() - last


def main() -> int:
    """Let them come, and count; 1 where somebody was lost, counted twice, or the site was too slow."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sauatty-checkin-") as folder:
        kind = prepare(folder)
        known, tally = build(min(options.people, 2000)), Tally()
        site = Site(options.workers)
        try:
            site.wait()
            left = asyncio.run(crowd(known, site.port, min(options.seconds, LONGEST_SECONDS), tally))
        finally:
            site.stop()
        return told(kind, known, tally, left)


def told(kind: str, known: Known, tally: Tally, left: float) -> int:
    """Print what happened and what the database holds."""
    from sauatty.web.attendances.models import Attendance, Mark

    n = len(known.codes)
    doubled = len(range(0, n, TO_TWO_DOORS))
    here = Attendance.objects.filter(is_present=True).count()
    marks = Mark.objects.filter(source="door").count()
    p95 = statistics.quantiles(tally.seconds, n=20)[18]
    rows, ms, ends = Attendance.objects.count(), statistics.median(tally.seconds) * 1000, f"{left:.1f} s"
    came = f"{n + doubled} marks of {N_DOORS} telephones, {len(known.slides)} codes of the slide"
    print(f"{kind}: {n} people, {came}")
    print(f"sent {tally.n_sent} times, {tally.n_lost} answers lost, longest queue {tally.longest_queue}")
    print(f"answers p50 {ms:.0f} ms, p95 {p95 * 1000:.0f} ms; queues empty {ends} after the last person")
    print(f"here {here} of {n} in {rows} rows; marks stored {marks} of {n + doubled}")
    is_right = here == n == rows and marks == n + doubled and not tally.refused
    print("nothing lost, nobody twice" if is_right else f"WRONG {tally.refused[:3]}")
    return 0 if is_right and p95 <= GOAL_P95 else 1


if __name__ == "__main__":
    sys.exit(main())
