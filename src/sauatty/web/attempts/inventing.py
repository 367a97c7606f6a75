"""Attempts of people who do not exist: written at once into an invented test, handed in, and graded as real ones are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sauatty.core.catalogue.item_keys import Answer
from sauatty.web.attempts.arriving import records_of
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.ordering import seed_of
from sauatty.web.attempts.reading import Given
from sauatty.web.attempts.services import grade
from sauatty.web.base import bulk


@dataclass(frozen=True, slots=True)
class InventedAttempt:
    """What an invented person did: one attempt, begun at a moment, with the seconds spent on each answer."""

    person: Any
    paper: Any
    cohort: Any
    language: str
    begun: datetime
    answers: Mapping[str, tuple[Answer, int]]


@transaction.atomic
def bring_in(*, test: Any, attempts: Iterable[InventedAttempt]) -> int:
    """Write attempts at an invented test and grade them; returns how many. Real tests take none of these."""
    if not test.is_demo:
        raise ValueError("only invented tests take invented attempts")
    rows = Attempt.objects.bulk_create(_row(test, one) for one in attempts)
    for row in rows:
        grade(row.pk)
    return len(rows)


def _row(test: Any, one: InventedAttempt) -> Attempt:
    given = [Given(item, answer, 1000 * seconds) for item, (answer, seconds) in one.answers.items()]
    ended = one.begun + timedelta(seconds=sum(seconds for _answer, seconds in one.answers.values()))
    return Attempt(
        test=test, paper=one.paper, person=one.person, cohort=one.cohort, language=one.language,
        seed=seed_of(test.pk, one.person.pk, 1), answers=records_of(given, one.language, ended), revision=1,
        started_at=one.begun, submitted_at=ended, ended_by=Attempt.EndedBy.PERSON, state=Attempt.State.SUBMITTED,
    )  # fmt: skip


def _invented() -> Any:
    return Attempt.objects.filter(test__programme__is_demo=True)


def count_invented() -> int:
    """Count what `forget_invented` deletes."""
    return int(_invented().count())


@transaction.atomic
def forget_invented() -> None:
    """Delete the attempts at tests of invented programmes."""
    _invented().delete()


# --- many at once, graded already ---


@dataclass(frozen=True, slots=True)
class GradedAttempt:
    """An attempt of an invented person with what each question is answered; `person` is an id."""

    id: Any
    paper: Any
    person: Any
    cohort: Any
    language: str
    begun: datetime
    answers: Mapping[str, tuple[Answer, int]]
    result: Mapping[str, Any] | None


def bring_in_graded(*, test: Any, attempts: Iterable[GradedAttempt]) -> int:
    """Write attempts whose points the caller writes, in one statement; returns how many."""
    if not test.is_demo:
        raise ValueError("only invented tests take invented attempts")
    return bulk.insert([_graded_row(test, one) for one in attempts])


def _graded_row(test: Any, one: GradedAttempt) -> Attempt:
    given = [Given(item, answer, 1000 * seconds) for item, (answer, seconds) in one.answers.items()]
    ended = one.begun + timedelta(seconds=sum(seconds for _answer, seconds in one.answers.values()))
    return Attempt(
        id=one.id, test=test, paper=one.paper, person_id=one.person, cohort=one.cohort, language=one.language,
        seed=seed_of(test.pk, one.person, 1), answers=records_of(given, one.language, ended), revision=1,
        started_at=one.begun, submitted_at=ended, graded_at=ended, ended_by=Attempt.EndedBy.PERSON,
        state=Attempt.State.GRADED, result=one.result,
    )  # fmt: skip
