"""The only door to the rows of classrooms: polls of a session, what it offers, who is here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.web.attendances import selectors as attendances
from sauatty.web.base.texts import in_language
from sauatty.web.classrooms.models import Poll, PollVote, SessionLink
from sauatty.web.events import selectors as events
from sauatty.web.papers import selectors as papers
from sauatty.web.surveys import selectors as surveys

Kind = SessionLink.Kind
# Of one or two votes it could be told whose they are.
FEWEST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One option of a poll: how many chose it, and which share of all votes that is."""

    label: str
    n: int
    share: float
    width: int


@dataclass(frozen=True, slots=True)
class PollResult:
    """A poll with its votes; `bars` is empty while there are too few of them to be shown."""

    poll: Poll
    n_votes: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What a session offers: the survey for feedback and the test in the room; None where nobody has attached one."""

    feedback: Any
    test: Any


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is here, the latest first, and who of those expected is not. `mark` changes when anything of it does."""

    here: Sequence[Any]
    away: Sequence[Any]
    n_expected: int

    @property
    def mark(self) -> str:
        """Return what stands for this state in few signs."""
        last = max((one.row.changed_at for one in self.here), default=None)
        return f"{len(self.here)}-{self.n_expected}-{last.timestamp() if last else 0:.0f}"


def access_running(actor: Any, session_id: UUID) -> Any:
    """Return a session that the actor runs, or 404; a template is never held."""
    session = events.access_session(actor, session_id)
    if session.event.is_template:
        raise Http404
    return session


def presence_of(session: Any) -> Presence:
    """Return who is here and who is expected (two queries)."""
    people = attendances.list_session(session)
    here = sorted((one for one in people if one.is_here), key=lambda one: one.row.changed_at, reverse=True)
    expected = [one for one in people if one.enrolment and one.enrolment.state == "placed"]
    return Presence(here, [one for one in expected if not one.is_here], len(expected))


def list_next_sessions(session: Any, actor: Any, *, limit: int = 4) -> list[Any]:
    """List what comes after a session: the rest of the training, then what the actor holds elsewhere."""
    start = session.starts_at
    same = [
        one
        for one in events.list_sessions(session.event)
        if one.starts_at and start and one.starts_at > start
    ]
    own = [one for one in events.list_my_sessions(actor) if one.event_id != session.event_id]
    return [*same[:limit], *own[:limit]]


# --- polls ---


def list_polls(session: Any) -> list[PollResult]:
    """List the polls of a session with their votes, the newest first (two queries)."""
    found = list(Poll.objects.filter(session=session))
    votes = _votes([one.pk for one in found if one.is_open])
    return [_result(one, votes) for one in found]


def result_of(poll: Poll) -> PollResult:
    """Return one poll with its votes."""
    return _result(poll, _votes([poll.pk]) if poll.is_open else {})


def access_poll(session: Any, poll_id: UUID) -> Poll:
    """Return a poll of this very session, or 404."""
    return get_object_or_404(Poll, pk=poll_id, session=session)


def find_poll(code: str) -> Poll:
    """Return a poll by the code that stands on the slide, or 404."""
    return get_object_or_404(Poll.objects.select_related("session__event"), code=code)


def chosen_by(poll: Poll, voter_key: str) -> int | None:
    """Return which option somebody chose in an open poll, by the place of the option."""
    vote = PollVote.objects.filter(poll=poll, voter_key=voter_key).first()
    return vote.option if vote else None


def _votes(polls: Sequence[UUID]) -> dict[UUID, Counter[int]]:
    found: dict[UUID, Counter[int]] = {}
    rows = PollVote.objects.filter(poll__in=polls).order_by().values_list("poll", "option")
    for poll, option, n in rows.annotate(n=Count("pk")):
        found.setdefault(poll, Counter())[option] = n
    return found


def _result(poll: Poll, votes: dict[UUID, Counter[int]]) -> PollResult:
    counted = votes.get(poll.pk, Counter()) if poll.is_open else Counter(dict(enumerate(poll.counts)))
    total = sum(counted.values())
    if total < FEWEST_SHOWN:
        return PollResult(poll, total, ())
    shares = [(label, counted[place]) for place, label in enumerate(poll.options)]
    return PollResult(
        poll, total, tuple(Bar(label, n, n / total, round(100 * n / total)) for label, n in shares)
    )


# --- what a session offers ---


def offers_of(session: Any) -> Offers:
    """Return what was attached to a session and is still there (three queries at most)."""
    targets = dict(SessionLink.objects.filter(session=session).values_list("kind", "target"))
    return Offers(
        _first(_surveys(session), targets.get(Kind.FEEDBACK)), _first(_tests(session), targets.get(Kind.TEST))
    )


def _surveys(session: Any) -> Any:
    return surveys.list_of_programmes([session.event.programme_id]).filter(has_open_link=True)


def _tests(session: Any) -> Any:
    return papers.list_tests(session.event.programme).filter(purpose="onsite")


def _first(rows: Any, pk: UUID | None) -> Any:
    return rows.filter(pk=pk).first() if pk else None


def feedback_choices(session: Any) -> list[tuple[str, str]]:
    """Return the surveys that can ask for feedback: with an open link, not over; evaluations of trainings first."""
    rows = [one for one in _surveys(session) if surveys.phase(one) != "closed"]
    rows.sort(key=lambda one: one.version.instrument.kind != "evaluation")
    return [(str(one.pk), in_language(one, "title")) for one in rows]


def test_choices(session: Any) -> list[tuple[str, str]]:
    """Return the tests of the programme that are written in the room."""
    rows = _tests(session).exclude(state="closed")
    return [(str(one.pk), in_language(one, "title")) for one in rows]


def forgotten_polls(before: Any) -> list[Poll]:
    """Return the open polls that were made before a moment."""
    return list(Poll.objects.filter(Q(is_open=True), made_at__lt=before))
