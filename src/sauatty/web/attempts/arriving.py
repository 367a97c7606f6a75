"""Attempts that were made elsewhere: without a connection, or on paper. They are stored whole and graded on arrival.

What breaks a rule of its test is stored all the same, set aside with the reason: the coordinator sees it and decides.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import (
    AttemptsUsedUp,
    AttemptTooSoon,
    AttemptUnreadable,
    SheetEnteredTwice,
    TestNotOffline,
)
from sauatty.web.attempts import selectors, services
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.reading import Given, read_json
from sauatty.web.attempts.showing import shown_paper
from sauatty.web.attempts.submission import OfflineAttempt, read_attempt
from sauatty.web.papers import selectors as papers

OVER_TIME, REASONS_OUT = "over-time", "reasons-out"
GRACE_MINUTES = 1.0


@transaction.atomic
def take_submission(attempt_id: UUID, body: dict[str, Any], sender: Any) -> None:
    """Write an attempt that a device sends; called by the inbox, once for each id."""
    work = read_attempt(body)
    test = papers.find_open_test(sender, work.test) if sender is not None else None
    paper = papers.paper_by_hash(test, work.paper) if test is not None else None
    if test is None or paper is None or Attempt.objects.filter(pk=attempt_id).exists():
        raise AttemptUnreadable
    given = read_json(shown_paper(paper.pk, paper.languages[0]).shapes, work.answers)
    now = timezone.now()
    standing = selectors.standing_of(test, selectors.attempts_of(sender, test))
    problem = _problem(test, standing, work)
    language = work.language if work.language in paper.languages else paper.languages[0]
    attempt = Attempt.objects.create(
        id=attempt_id, test=test, paper=paper, person=sender, cohort=papers.cohort_for(test, sender),
        number=standing.last_number + 1, mode=Attempt.Mode.OFFLINE, language=language, seed=work.seed,
        switches=[list(one) for one in work.switches], answers=records_of(given, language, now), revision=1,
        started_at=now, submitted_at=now, client_started_at=work.started, client_submitted_at=work.finished,
        ended_by=Attempt.EndedBy.PERSON, is_late=papers.phase(test, now) == "closed", problem=problem,
        state=Attempt.State.VOID if problem not in ("", OVER_TIME) else Attempt.State.SUBMITTED,
    )  # fmt: skip
    if attempt.state == Attempt.State.SUBMITTED:
        services.grade(attempt.pk)


def _problem(test: Any, standing: selectors.Standing, work: OfflineAttempt) -> str:
    """Say which rule of the test an attempt breaks, empty for none. That it comes after the closing is none."""
    if not test.may_be_offline:
        return TestNotOffline.code
    if standing.n_used >= test.attempts_allowed:
        return AttemptsUsedUp.code
    if standing.blocked == "days":
        return AttemptTooSoon.code
    # Whoever has handed in can read what is right by then, and no clock of ours saw when this was answered
    if test.shows_rationales and test.release != "never" and papers.phase(test) == "closed":
        return REASONS_OUT
    if test.minutes and work.minutes is not None and work.minutes > test.minutes + GRACE_MINUTES:
        return OVER_TIME
    return ""


def records_of(given: Iterable[Given], language: str, now: datetime) -> dict[str, dict[str, Any]]:
    """Return answers that arrive together as an attempt keeps them."""
    at = now.isoformat(timespec="seconds")
    return {
        one.item: {
            "answer": one.answer, "ms": one.ms, "language": language, "at": at, "n": int(one.answer is not None), "r": 1,
            "others": [],
        }
        for one in given
    }  # fmt: skip


@transaction.atomic
def enter_sheet(
    *, actor: Any, test: Any, paper: Any, person: Any, given: Iterable[Given], language: str
) -> Attempt:
    """Take in the answer sheet of a person, typed by somebody else.

    Raises
    ------
    SheetEnteredTwice, AttemptsUsedUp
    """
    done = selectors.attempts_of(person, test)
    standing = selectors.standing_of(test, done)
    now = timezone.now()
    records = records_of(given, language, now)
    if any(_is_same_sheet(one, paper, records) for one in standing.finished):
        raise SheetEnteredTwice(person=person.name)
    if standing.n_used >= test.attempts_allowed:
        raise AttemptsUsedUp(allowed=test.attempts_allowed)
    try:
        with transaction.atomic():
            attempt = Attempt.objects.create(
                test=test, paper=paper, person=person, cohort=papers.cohort_for(test, person), mode=Attempt.Mode.PAPER,
                number=standing.last_number + 1, language=language, seed=0, answers=records, revision=1, started_at=now,
                submitted_at=now, ended_by=Attempt.EndedBy.PERSON, entered_by=actor, state=Attempt.State.SUBMITTED,
            )  # fmt: skip
    except IntegrityError as error:  # the button pressed twice, or two people with one pile
        raise SheetEnteredTwice(person=person.name) from error
    services.note(actor, "attempt.entered", attempt)
    services.grade(attempt.pk)
    return attempt


def _is_same_sheet(attempt: Attempt, paper: Any, records: dict[str, dict[str, Any]]) -> bool:
    if attempt.mode != Attempt.Mode.PAPER or attempt.paper_id != paper.pk:
        return False
    known = {item: row.get("answer") for item, row in attempt.answers.items()}
    return known == {item: row["answer"] for item, row in records.items()}


@transaction.atomic
def count_after_all(*, actor: Any, attempt: Attempt) -> Attempt:
    """Let an attempt count that was set aside, by a rule or by hand; it is graded now."""
    changed = Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.VOID).update(
        state=Attempt.State.SUBMITTED
    )
    if changed:
        services.note(actor, "attempt.counted", attempt)
        services.grade(attempt.pk)
    return Attempt.objects.select_related("test").get(pk=attempt.pk)
