"""Every write of attempts. Beginning and handing in are compare-and-set: of two windows, one does it."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import (
    AttemptIsOver,
    AttemptsUsedUp,
    AttemptTooSoon,
    TestHasNoPaper,
    TestLanguageMissing,
    TestNotOpen,
)
from sauatty.core.languages import LANGUAGES, format_date
from sauatty.web.attempts import grading, selectors
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.ordering import seed_of
from sauatty.web.attempts.reading import Given, is_partial
from sauatty.web.attempts.selectors import GRACE
from sauatty.web.base import audit
from sauatty.web.base.prepared import Prepared
from sauatty.web.papers import selectors as papers

log = logging.getLogger(__name__)
MOST_OTHERS = 5
MOST_SWITCHES = 200
AT_ONCE = 200
ANSWERED = ("answers", "revision", "language", "switches")
WAITING = (Attempt.State.SUBMITTED, Attempt.State.EXPIRED)
ENDED = ("state", "ended_by", "submitted_at")
GRADED = ("state", "graded_at", "result")
_LOCKED = Prepared(
    lambda id: (
        Attempt.objects.select_for_update(of=("self",)).select_related("test__programme").filter(pk=id)
    ),
    UUID,
)


# --- beginning ---


def start(*, person: Any, test: Any, language: str, attempt_id: UUID | None = None) -> Attempt:
    """Begin an attempt, or return the one that is open: in another window, on another device.

    Raises
    ------
    TestNotOpen, AttemptsUsedUp, AttemptTooSoon, TestLanguageMissing, TestHasNoPaper
    """
    try:
        with transaction.atomic():
            return _start(person, test, language, attempt_id or uuid4())
    except IntegrityError:  # another window began it, or a device sent one, at the same moment
        with transaction.atomic():
            return _start(person, test, language, uuid4())


def _start(person: Any, test: Any, language: str, attempt_id: UUID) -> Attempt:
    standing = selectors.standing_of(test, selectors.attempts_of(person, test))
    if standing.open is not None:
        return standing.open
    refuse_blocked(standing)
    now = timezone.now()
    return Attempt.objects.create(
        id=attempt_id, **opening(person, test, standing, language), started_at=now, ends_at=end_of(test, now)
    )


def refuse_blocked(standing: selectors.Standing) -> None:
    """Raise why a person cannot begin a test, if they cannot."""
    if standing.blocked in ("waiting", "over"):
        raise TestNotOpen
    if standing.blocked == "used":
        raise AttemptsUsedUp(allowed=standing.test.attempts_allowed)
    if standing.blocked == "days" and standing.free_from:
        raise AttemptTooSoon(day=format_date(timezone.localtime(standing.free_from).date(), "en"))


def opening(person: Any, test: Any, standing: selectors.Standing, language: str) -> dict[str, Any]:
    """Return what is decided when an attempt begins: paper, number, seed, cohort, language."""
    cohort = papers.cohort_for(test, person)
    paper = _paper_for(person, test, cohort)
    if paper is None:
        raise TestHasNoPaper
    if language not in paper.languages:
        raise TestLanguageMissing
    number = standing.last_number + 1
    return {
        "test": test, "paper": paper, "person": person, "cohort": cohort,
        "number": number, "seed": seed_of(test.pk, person.pk, number), "language": language,
    }  # fmt: skip


def _paper_for(person: Any, test: Any, cohort: Any) -> Any:
    if len(papers.papers_of(test)) < 2:
        return papers.paper_for(test, person)
    taken, begun = selectors.papers_taken(person, test), selectors.papers_begun(test, cohort)
    return papers.paper_for(test, person, taken=taken, begun=begun)


def end_of(test: Any, now: datetime) -> datetime | None:
    """Return when an attempt that begins now is over: by its minutes, or when the test closes."""
    ends = [now + timedelta(minutes=test.minutes)] if test.minutes else []
    ends += [test.closes_at] if test.closes_at else []
    return min(ends, default=None)


# --- answering ---


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that another window gave meanwhile. The one that came last counts; the other is kept beside it."""

    item: str
    other: Any


@dataclass(frozen=True, slots=True)
class Saved:
    """What a window is told: the new revision, what other windows changed since it last heard, and conflicts."""

    attempt: Attempt
    changed: Mapping[str, Any] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    is_over: bool = False


@transaction.atomic(savepoint=False)
def save_answers(
    *, attempt: Attempt, given: Iterable[Given], language: str, revision: int | None = None
) -> Saved:
    """Keep answers; of an attempt that is over they are kept aside, and `is_over` says so.

    Parameters
    ----------
    revision
        What the window knew. An item that another window has changed since is a conflict when the answers differ;
        without it (a plain page) the revision at which the page was made has to be sent by the page.
    """
    row = _locked(attempt)
    found = _apply(row, list(given), language, revision)
    if not found.is_over:
        row.save(update_fields=ANSWERED)
    return found


def _locked(attempt: Attempt) -> Attempt:
    row: Attempt | None = _LOCKED.first(attempt.pk)
    if row is None:
        raise Attempt.DoesNotExist
    if Attempt.person.is_cached(attempt):  # type: ignore[attr-defined]
        row.person = attempt.person
    return row


def _apply(row: Attempt, rows: list[Given], language: str, revision: int | None) -> Saved:
    """Put answers into a locked row; the caller saves it."""
    now = timezone.now()
    if row.state != Attempt.State.OPEN or is_past(row, now):
        _keep_aside(row, rows, now)
        return Saved(row, is_over=True)
    known = row.revision if revision is None else revision
    row.revision += 1
    wanted = [one for one in rows if _is_news(row.answers.get(one.item), one)]
    conflicts = [
        found for one in wanted if (found := _write(row, one, language, known=known, now=now)) is not None
    ]
    _switch(row, language, now)
    mine = {one.item for one in rows}
    changed = {
        item: record["answer"] for item, record in row.answers.items()
        if known < record["r"] < row.revision and item not in mine
    }  # fmt: skip
    return Saved(row, changed, tuple(conflicts))


def _is_news(record: Mapping[str, Any] | None, one: Given) -> bool:
    """Tell whether a page says anything new; a whole page sends also what was not touched."""
    if record is None:
        return bool(one.answer or one.torn or one.ms)
    return bool(record["answer"] != one.answer or one.torn or one.ms or record.get("torn"))


def _write(row: Attempt, one: Given, language: str, *, known: int, now: datetime) -> Conflict | None:
    """Write one answer into its record; return the answer of another window that it takes the place of."""
    before = row.answers.get(one.item, {"answer": None, "ms": 0, "n": 0, "r": 0, "others": []})
    differs = before["answer"] != one.answer
    record = {
        "answer": one.answer, "ms": before["ms"] + one.ms, "language": language,
        "at": now.isoformat(timespec="seconds") if differs else before.get("at"),
        "n": before["n"] + differs, "r": row.revision if differs else before["r"], "others": before["others"],
    }  # fmt: skip
    if one.torn:
        record["torn"] = dict(one.torn)
    is_conflict = differs and before["r"] > known and before["answer"] is not None
    if is_conflict:
        other = {"answer": before["answer"], "at": before.get("at")}
        record["others"] = [*before["others"], other][-MOST_OTHERS:]
    row.answers[one.item] = record
    return Conflict(one.item, before["answer"]) if is_conflict else None


def _switch(row: Attempt, language: str, now: datetime) -> None:
    if language not in LANGUAGES or language == row.language:
        return
    seconds = max(int((now - row.started_at).total_seconds()), 0)
    row.switches = [*row.switches, [seconds, language]][-MOST_SWITCHES:]
    row.language = language


def switch_language(*, attempt: Attempt, language: str) -> Attempt:
    """Note that a person goes on in another language; mostly there is nothing to note."""
    if language == attempt.language or attempt.state != Attempt.State.OPEN:
        return attempt
    return _note_switch(attempt, language)


@transaction.atomic
def _note_switch(attempt: Attempt, language: str) -> Attempt:
    row = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    _switch(row, language, timezone.now())
    row.save(update_fields=["language", "switches"])
    return row


def _keep_aside(row: Attempt, given: Iterable[Given], now: datetime) -> None:
    """Keep what came too late, where it says something new; the last of each item."""
    at = now.isoformat(timespec="seconds")
    news = {one.item: {"answer": one.answer, "at": at} for one in given if one.answer is not None}
    news = {
        item: kept for item, kept in news.items() if row.answers.get(item, {}).get("answer") != kept["answer"]
    }
    if news:
        row.late = row.late | news
        row.save(update_fields=["late"])


def is_past(attempt: Attempt, now: datetime) -> bool:
    """Tell whether the time of an attempt is over by the server's clock, with the seconds of grace."""
    test = attempt.test
    closes = test.closes_at is not None and test.closes_at + GRACE < now
    ends = attempt.ends_at is not None and attempt.ends_at + GRACE < now
    return ends or closes or test.state == "closed"


# --- handing in ---


@transaction.atomic(savepoint=False)
def submit(*, attempt: Attempt) -> Attempt:
    """Hand an attempt in and have it graded; of two windows, one does it. One whose time is over is handed in so."""
    now = timezone.now()
    if is_past(attempt, now):
        return expire(attempt=attempt)
    return _close(attempt.pk, Attempt.State.SUBMITTED, Attempt.EndedBy.PERSON, now)


@transaction.atomic
def hand_in(*, attempt: Attempt, given: Iterable[Given], language: str, revision: int | None) -> Saved:
    """Save what a page sends, and hand it in with the same stroke where every item has an answer."""
    row = _locked(attempt)
    found = _apply(row, list(given), language, revision)
    if found.is_over:
        return found
    if not is_whole(row):
        row.save(update_fields=ANSWERED)
        return found
    # The row is locked: nobody else can have handed it in meanwhile
    row.state, row.ended_by = Attempt.State.SUBMITTED, Attempt.EndedBy.PERSON
    row.submitted_at = timezone.now()
    if grade_row(row, also=(*ANSWERED, *ENDED)) is None:
        row.save(update_fields=(*ANSWERED, *ENDED))
    return found


def is_whole(attempt: Attempt) -> bool:
    """Tell whether every item of an attempt has an answer, a matching one a pair for each row."""
    items = papers.content_of(attempt.paper_id).body["items"]
    answers = ((one, attempt.answers.get(str(one["id"]), {}).get("answer")) for one in items)
    return all(given and not is_partial(one["kind"], len(one["options"]), given) for one, given in answers)


@transaction.atomic(savepoint=False)
def expire(*, attempt: Attempt) -> Attempt:
    """Hand in what is there when the time is over, or the test was closed."""
    by_hand = attempt.test.state == "closed" and not (attempt.ends_at and attempt.ends_at < timezone.now())
    ended_by = Attempt.EndedBy.CLOSING if by_hand else Attempt.EndedBy.CLOCK
    return _close(attempt.pk, Attempt.State.EXPIRED, ended_by, timezone.now())


def _close(attempt_id: UUID, state: str, ended_by: str, now: datetime) -> Attempt:
    changed = Attempt.objects.filter(pk=attempt_id, state=Attempt.State.OPEN).update(
        state=state, ended_by=ended_by, submitted_at=now
    )
    graded = grade(attempt_id) if changed else None
    return graded or Attempt.objects.select_related("test").get(pk=attempt_id)


@transaction.atomic
def set_aside(*, actor: Any, attempt: Attempt) -> Attempt:
    """Let an attempt count for nothing; its answers stay where they are."""
    changed = Attempt.objects.filter(pk=attempt.pk).exclude(state=Attempt.State.VOID)
    if changed.update(state=Attempt.State.VOID):
        note(actor, "attempt.set-aside", attempt)
    return Attempt.objects.select_related("test").get(pk=attempt.pk)


def note(actor: Any, action: str, attempt: Attempt) -> None:
    """Write into the audit chain what was decided about an attempt."""
    audit.record(action, actor=actor, target=attempt, test=str(attempt.test_id))


@transaction.atomic(savepoint=False)
def grade(attempt_id: UUID) -> Attempt | None:
    """Have an attempt graded and return it; where that fails it stays handed in, and the chore tries again.

    The row is locked: an attempt that a coordinator sets aside meanwhile stays set aside.
    """
    rows = Attempt.objects.select_for_update(of=("self",))
    found = rows.select_related("test", "test__programme", "person").get(pk=attempt_id)
    return grade_row(found) if found.state in WAITING else None


def grade_row(attempt: Attempt, also: tuple[str, ...] = ()) -> Attempt | None:
    """Do the same for a row that was read just now, and write `also` with it; None where nothing was written."""
    before = {name: getattr(attempt, name) for name in GRADED}
    try:
        with transaction.atomic():
            grading.grade(attempt)
            attempt.save(update_fields=(*GRADED, *also))
    except Exception:
        log.exception("attempt %s could not be graded; the next try is in a minute", attempt.pk)
        for name, value in before.items():
            setattr(attempt, name, value)
        return None
    return attempt


def look_after_the_clock() -> int:
    """Hand in the attempts whose time is over, and grade what waits; the chore of every minute."""
    now = timezone.now()
    overdue = selectors.list_overdue(now, AT_ONCE)
    for attempt_id in overdue:
        expire(attempt=Attempt.objects.select_related("test").get(pk=attempt_id))
    if grading.is_ready():
        for attempt_id in selectors.list_ungraded(now - timedelta(minutes=1), AT_ONCE):
            grade(attempt_id)
    return len(overdue)


def refuse_over(attempt: Attempt) -> None:
    """Raise where an attempt cannot be answered any more."""
    if attempt.state != Attempt.State.OPEN:
        raise AttemptIsOver
