"""The only door to the rows of attempts."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.attempts.models import Attempt
from sauatty.web.base.prepared import Prepared
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes

# A click at the last second travels; what arrives within these seconds after the end still counts.
GRACE = timedelta(seconds=30)
OPEN = Attempt.State.OPEN


def list_attempts(test: Any) -> QuerySet[Attempt]:
    """List the attempts at a test that were handed in; graders and the analysis read these."""
    return Attempt.objects.filter(test=test).exclude(state__in=[OPEN, Attempt.State.VOID])


def count_people(tests: Iterable[Any]) -> dict[UUID, int]:
    """Count the people who handed in each of several tests (one query)."""
    rows = Attempt.objects.filter(test__in=[one.pk for one in tests])
    rows = rows.exclude(state__in=[OPEN, Attempt.State.VOID]).values("test").order_by()
    return {row["test"]: row["n"] for row in rows.annotate(n=Count("person", distinct=True))}


def answers_of(test: Any) -> list[dict[str, Any]]:
    """Return what was answered in a test: person, paper, number, language, mode, answers (one query)."""
    names = ("pk", "person", "paper", "cohort", "number", "mode", "language", "answers", "submitted_at")
    return list(list_attempts(test).values(*names).order_by("submitted_at", "pk"))


_OWN = Prepared(
    lambda id, person: Attempt.objects.select_related("test").filter(pk=id, person=person), UUID, UUID
)
_OWN_BRIEF = Prepared(
    lambda id, person: Attempt.objects.only("paper_id", "language", "person_id", "test_id").filter(
        pk=id, person=person
    ), UUID, UUID,
)  # fmt: skip
_AT_TEST = Prepared(
    lambda person, test: Attempt.objects.filter(person=person, test=test).only(
        "number", "state", "submitted_at", "mode", "paper_id", "person_id", "test_id"
    ).order_by("number"), UUID, UUID,
)  # fmt: skip


def access_attempt(person: Any, attempt_id: UUID) -> Attempt:
    """Return an attempt of this very person, or 404 (one query)."""
    return _own(_OWN, person, attempt_id)


def access_brief(person: Any, attempt_id: UUID) -> Attempt:
    """Return the little of an attempt that is needed before it is locked and read whole, or 404 (one query)."""
    return _own(_OWN_BRIEF, person, attempt_id)


def _own(question: Prepared, person: Any, attempt_id: UUID) -> Attempt:
    attempt: Attempt | None = question.first(attempt_id, person.pk)
    if attempt is None:
        raise Http404
    attempt.person = person
    return attempt


def access_anybodys(actor: Any, attempt_id: UUID) -> Attempt:
    """Return an attempt at a test that the actor coordinates, or 404."""
    found = Attempt.objects.select_related("test", "test__programme", "person", "paper")
    attempt = get_object_or_404(found.defer("paper__body"), pk=attempt_id)
    papers.access_managed(actor, attempt.test_id)
    return attempt


def attempts_of(person: Any, test: Any) -> list[Attempt]:
    """Return the attempts of a person at a test without their answers, the first one first (one query)."""
    return _AT_TEST.rows(person.pk, test.pk)


def papers_taken(person: Any, test: Any) -> list[UUID]:
    """Return the papers that a person had in a test and its partner (one query)."""
    here = Q(test=test) if test.pair is None else Q(test__pair=test.pair)
    return list(Attempt.objects.filter(here, person=person).values_list("paper", flat=True))


def papers_begun(test: Any, cohort: Any) -> dict[UUID, int]:
    """Return how many people of a cohort have begun each paper of a test (one query)."""
    first = Attempt.objects.filter(test=test, cohort=cohort, number=1).order_by()
    return dict(first.values_list("paper").annotate(Count("pk")))


def is_taking(person: Any) -> bool:
    """Tell whether a person is in the middle of any test, also of one that they are no longer asked to take (one query)."""
    return Attempt.objects.filter(person=person, state=OPEN).exists()


# --- may somebody begin ---


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a test. `blocked` says why they cannot begin: '', 'waiting', 'over', 'used', 'days'."""

    test: Any
    open: Attempt | None
    finished: tuple[Attempt, ...]
    n_used: int
    blocked: str
    free_from: datetime | None = None
    # The number of the newest attempt, of one that was set aside too: numbers are not used twice.
    last_number: int = 0

    @property
    def n_left(self) -> int:
        """Return how many attempts are left."""
        return max(self.test.attempts_allowed - self.n_used, 0)

    @property
    def last(self) -> Attempt | None:
        """Return the attempt that was handed in last."""
        return self.finished[-1] if self.finished else None


def standing_of(test: Any, attempts: Iterable[Attempt], now: datetime | None = None) -> Standing:
    """Say where a person stands from their attempts; an attempt that was set aside is not counted."""
    now, attempts = now or timezone.now(), list(attempts)
    counted = [one for one in attempts if one.state != Attempt.State.VOID]
    is_open = next((one for one in counted if one.state == OPEN), None)
    finished = tuple(one for one in counted if one.state != OPEN)
    free_from = _free_from(test, finished)
    blocked = "" if is_open else _blocked(test, len(counted), free_from, now)
    last_number = max((one.number for one in attempts), default=0)
    return Standing(test, is_open, finished, len(counted), blocked, free_from, last_number)


def standing_after(attempt: Attempt) -> Standing:
    """Say where a person stands with an attempt that is over (one query, none where it was their only one)."""
    test, is_last = attempt.test, attempt.test.attempts_allowed == 1 and attempt.state != Attempt.State.VOID
    return standing_of(test, [attempt] if is_last else attempts_of(attempt.person, test))


def _free_from(test: Any, finished: tuple[Attempt, ...]) -> datetime | None:
    last = max((one.submitted_at for one in finished if one.submitted_at), default=None)
    return last + timedelta(days=test.days_between) if last and test.days_between else None


def _blocked(test: Any, n_used: int, free_from: datetime | None, now: datetime) -> str:
    phase = papers.phase(test, now)
    if phase != "open":
        return "waiting" if phase in ("waiting", "draft") else "over"
    if n_used >= test.attempts_allowed:
        return "used"
    return "days" if free_from and free_from > now else ""


def list_standings(person: Any) -> list[Standing]:
    """Return where a person stands in each of their tests (three queries)."""
    tests = papers.list_open_tests(person)
    rows: dict[UUID, list[Attempt]] = {one.pk: [] for one in tests}
    found = Attempt.objects.filter(person=person, test__in=tests).defer("answers", "late").order_by("number")
    for row in found:
        rows[row.test_id].append(row)
    return [standing_of(one, rows[one.pk]) for one in tests]


def is_released(attempt: Attempt, now: datetime | None = None) -> bool:
    """Tell whether the person may see the result of an attempt now."""
    if attempt.result is None or attempt.state != Attempt.State.GRADED:
        return False
    release = attempt.test.release
    return release == "at-once" or (release == "after-close" and papers.phase(attempt.test, now) == "closed")


# --- for the coordinator ---


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who was asked to take a test, and how far they are."""

    person: Any
    cohort: Any
    attempts: tuple[Attempt, ...]

    @property
    def state(self) -> str:
        """Return 'done', 'open' or 'none'."""
        if any(one.state not in (OPEN, Attempt.State.VOID) for one in self.attempts):
            return "done"
        return "open" if any(one.state == OPEN for one in self.attempts) else "none"


def list_takers(test: Any) -> list[Taker]:
    """Return everybody who was asked, and everybody who took the test all the same (four queries)."""
    rows: dict[Any, list[Attempt]] = {}
    found = Attempt.objects.filter(test=test).select_related("person").defer("answers", "late", "result")
    for row in found.order_by("number"):
        rows.setdefault(row.person_id, []).append(row)
    asked = {person.pk: (person, cohort) for person, cohort in asked_of(test)}
    others = {row[0].person_id: (row[0].person, None) for row in rows.values()}
    people = others | asked
    takers = [Taker(person, cohort, tuple(rows.get(key, ()))) for key, (person, cohort) in people.items()]
    return sorted(takers, key=lambda one: (one.person.name, str(one.person.pk)))


def asked_of(test: Any) -> list[tuple[Any, Any]]:
    """Return who is asked to take a test, each with their cohort; nobody by name for a public one."""
    if test.programme is None:
        return []
    cohorts = papers.cohorts_of(test)
    if cohorts:
        return programmes.members_of_cohorts(cohorts)
    return [(person, None) for person in programmes.list_participants(test.programme)]


def count_states(test: Any) -> dict[str, int]:
    """Count the attempts at a test by state (one query)."""
    rows = Attempt.objects.filter(test=test).values("state").annotate(n=Count("pk")).order_by()
    return {row["state"]: row["n"] for row in rows}


def people_by_code(test: Any) -> dict[str, Any]:
    """Return who can be entered from paper, by the code on their sheet; a code that two people share is nobody's."""
    people = [person for person, _cohort in asked_of(test)]
    times = Counter(sheet_code(one) for one in people)
    return {sheet_code(one): one for one in people if times[sheet_code(one)] == 1}


def sheet_code(person: Any) -> str:
    """Return the code of a person for answer sheets: short, without letters that look like digits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    value, letters = person.pk.int, ""
    for _ in range(6):
        value, rest = divmod(value, len(alphabet))
        letters += alphabet[rest]
    return letters


# --- for the clock ---


def list_overdue(now: datetime, limit: int) -> list[UUID]:
    """Return the open attempts whose time is over, or whose test was closed."""
    over = Q(ends_at__lt=now - GRACE) | Q(test__state="closed") | Q(test__closes_at__lt=now - GRACE)
    return list(Attempt.objects.filter(over, state=OPEN).values_list("pk", flat=True)[:limit])


def list_ungraded(before: datetime, limit: int) -> list[UUID]:
    """Return the attempts that were handed in and not graded since."""
    waits = [Attempt.State.SUBMITTED, Attempt.State.EXPIRED]
    found = Attempt.objects.filter(state__in=waits, graded_at__isnull=True, submitted_at__lt=before)
    return list(found.order_by("submitted_at").values_list("pk", flat=True)[:limit])


def states_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the states of some attempts."""
    return dict(Attempt.objects.filter(pk__in=list(ids)).values_list("pk", "state"))
