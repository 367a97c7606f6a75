"""All that the board of a programme stands on, read from the apps below in a bounded number of queries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import selectors as activities
from sauatty.web.attempts import selectors as attempts
from sauatty.web.attendances import totals as attended
from sauatty.web.base.texts import in_language
from sauatty.web.certificates import selectors as certificates
from sauatty.web.enrolments import selectors as enrolments
from sauatty.web.events import selectors as events
from sauatty.web.lessons import selectors as lessons
from sauatty.web.mails import selectors as mails
from sauatty.web.papers import selectors as papers
from sauatty.web.plans import selectors as plans
from sauatty.web.programmes import selectors as programmes
from sauatty.web.surveys import selectors as surveys


@dataclass(frozen=True, slots=True)
class Trained:
    """The trainings of a programme and who came to them; people are counted once in each number."""

    events: Sequence[Any]
    sessions: Sequence[Any]
    registered: Mapping[UUID, enrolments.Counts]
    by_event: Mapping[UUID, int]
    by_place: Mapping[tuple[str, str], Mapping[str, int]]
    noted: Mapping[UUID, int]
    open_names: Mapping[UUID, int]

    def people(self, form: str = "") -> int:
        """Return how many came to trainings of a form, or to any, each person once."""
        return sum(one[form] for one in self.by_place.values())


@dataclass(frozen=True, slots=True)
class Given:
    """The certificates of a programme by state, and those that hold by event."""

    by_state: Mapping[str, int]
    by_event: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Ran:
    """The own activities of a programme by state, and since when the oldest report waits for a mentor."""

    by_state: Mapping[str, int]
    waits_since: datetime | None

    @property
    def n_held(self) -> int:
        """Return how many were reported, whatever a mentor said."""
        return sum(self.by_state.get(one, 0) for one in ("reported", "more", "accepted"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a programme now."""

    programme: Any
    now: datetime
    n_participants: int
    surveys: Sequence[Any]
    planned: Any
    n_cohorts: int
    n_learners: int
    n_lessons_done: int
    trained: Trained
    tests: Sequence[Any]
    tested: Mapping[UUID, int]
    awards: Sequence[Any]
    given: Given
    ran: Ran
    requests: Sequence[Any]
    letters: Mapping[str, int]


def list_boards(actor: Any) -> list[Any]:
    """List the programmes that have a board for somebody."""
    return list(programmes.list_coordinated(actor))


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme that the actor coordinates, or 404."""
    return programmes.access_coordinated(actor, programme_id)


READERS = frozenset({"coordinator", "analyst", "researcher"})


def list_threads(actor: Any) -> QuerySet[Any]:
    """List the programmes whose figures somebody may read, from need to result."""
    if accounts.coordinates_everything(actor):
        return programmes.list_programmes(actor)
    return programmes.list_held(actor, READERS)


def access_thread(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose figures somebody may read, or 404."""
    return get_object_or_404(list_threads(actor), pk=programme_id)


def n_participants(programme: Any) -> int:
    """Count who takes part in a programme."""
    return accounts.list_members(programmes.SCOPE, programme.pk, role="participant").count()


def reads(actor: Any, programme: Any) -> bool:
    """Tell whether somebody may read the figures of a programme (no query for those to whom no role gives them)."""
    if accounts.coordinates_everything(actor):
        return True
    return not READERS.isdisjoint(actor.role_names()) and sees_rows(actor, programme)


def sees_rows(actor: Any, programme: Any) -> bool:
    """Tell whether somebody works with this programme; who only keeps the site sees no figures of few people."""
    return programmes.list_held(actor, READERS).filter(pk=programme.pk).exists()


def coordinates(actor: Any, programme: Any) -> bool:
    """Tell whether somebody coordinates a programme."""
    return programmes.coordinates(actor, programme)


def gather(programme: Any) -> Facts:
    """Read everything that the board shows, however many trainings and people there are (about 23 queries)."""
    participants = accounts.list_members(programmes.SCOPE, programme.pk, role="participant")
    n_learners, n_lessons = lessons.count_learners(participants.order_by().prefetch_related(None))
    tests = list(papers.list_tests(programme))
    awards = certificates.list_awards_of(programme)
    return Facts(
        programme=programme, now=timezone.now(),
        n_participants=accounts.count_roles(programmes.SCOPE, programme.pk).get("participant", 0),
        surveys=list(surveys.with_counts(surveys.list_of_programmes([programme.pk]))),
        planned=plans.newest_of(programme), n_cohorts=programmes.list_cohorts(programme).count(),
        n_learners=n_learners, n_lessons_done=n_lessons, trained=_trained(programme), tests=tests,
        tested=attempts.count_people(tests) if tests else {}, awards=awards, given=_given(programme), ran=_ran(programme),
        requests=events.list_waiting_requests(programme),
        letters=mails.count_by_state(programme),
    )  # fmt: skip


def _trained(programme: Any) -> Trained:
    found = list(events.list_events(programme))
    return Trained(
        found, events.list_sessions_of(programme), enrolments.count_enrolments(one.pk for one in found),
        attended.people_by_event(programme), attended.people_by_place(programme),
        attended.noted_sessions(programme), attended.open_names(programme),
    )  # fmt: skip


def _given(programme: Any) -> Given:
    rows = certificates.list_register(programme).order_by().values("event", "state").annotate(n=Count("pk"))
    by_state: Counter[str] = Counter()
    by_event: dict[UUID, int] = {}
    for row in rows:
        by_state[row["state"]] += row["n"]
        if row["state"] == "valid" and row["event"]:
            by_event[row["event"]] = row["n"]
    return Given(by_state, by_event)


def _ran(programme: Any) -> Ran:
    rows = activities.list_of_programme(programme).order_by().values("state")
    found = {row["state"]: row for row in rows.annotate(n=Count("pk"), since=Min("reported_at"))}
    waiting = found.get("reported", {})
    return Ran({state: row["n"] for state, row in found.items()}, waiting.get("since"))


def region_names() -> dict[str, str]:
    """Return the regions by code in the language of the page, in their order."""
    return {one.code: in_language(one, "name") for one in accounts.list_regions()}


def kind_names() -> dict[str, str]:
    """Return the kinds of organisations with their words."""
    return {key: str(label) for key, label in accounts.organisation_kinds()}
