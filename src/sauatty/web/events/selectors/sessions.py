"""Sessions: who runs them, which modules they can teach, who would have to be at two places at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from sauatty.web.accounts import selectors as accounts
from sauatty.web.events import zones
from sauatty.web.events.models import Event, Session, SessionTrainer
from sauatty.web.events.selectors.events import reach_of
from sauatty.web.lessons import catalogue
from sauatty.web.programmes import selectors as programmes

TRAINING_ROLES = ("trainer", "coordinator")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Somebody who is to hold two sessions at the same time."""

    person: Any
    session: Session
    other: Session


def _run_by(actor: Any) -> Q:
    """Return the condition for the sessions that somebody runs: as coordinator or trainer of the programme.

    Being named at a session is not enough: who is no trainer any more opens nothing.
    """
    reach = reach_of(actor)
    if reach.everything:
        return Q()
    trained = actor.grants.filter(role="trainer", scope_kind=programmes.SCOPE).values("scope_id")
    return Q(event__programme__in=reach.coordinated) | Q(event__programme__in=trained)


def _with_event(sessions: QuerySet[Session]) -> QuerySet[Session]:
    found = sessions.select_related("event__programme", "event__region", "event__series")
    return found.prefetch_related("trainers__person")


def access_session(actor: Any, session_id: UUID) -> Session:
    """Return a session that the actor runs, or 404."""
    return get_object_or_404(_with_event(Session.objects.filter(_run_by(actor))), pk=session_id)


def access_managed_session(actor: Any, session_id: UUID) -> Session:
    """Return a session of an event that the actor coordinates, or 404."""
    reach = reach_of(actor)
    mine = Q() if reach.everything else Q(event__programme__in=reach.coordinated)
    return get_object_or_404(_with_event(Session.objects.filter(mine)), pk=session_id)


def find_session(session_id: Any) -> Session | None:
    """Return a session by its id, for jobs and pages that have looked at who asks."""
    return _with_event(Session.objects.filter(pk=session_id)).first()


def may_run(actor: Any, session: Session) -> bool:
    """Tell whether the actor runs a session."""
    return Session.objects.filter(_run_by(actor), pk=session.pk).exists()


def is_trainer_of(actor: Any, event: Event) -> bool:
    """Tell whether the actor holds a session of an event, or trains in its programme."""
    return Session.objects.filter(_run_by(actor), event=event).exists() or programmes.trains(
        actor, event.programme
    )


def list_sessions(event: Event, *, with_cancelled: bool = False) -> QuerySet[Session]:
    """List the sessions of an event by their time."""
    found = event.sessions.all() if with_cancelled else event.sessions.filter(cancelled_at__isnull=True)
    return found.select_related("event").prefetch_related("trainers__person").order_by("starts_at", "number")


def list_sessions_of(programme: Any) -> list[Any]:
    """List the sessions of all trainings of a programme that were not called off, with `n_trainers` (one query)."""
    found = Session.objects.filter(
        event__programme=programme, event__is_template=False, cancelled_at__isnull=True
    ).exclude(event__state=Event.State.CANCELLED)
    counted = found.annotate(n_trainers=Count("trainers")).select_related("event__region")
    return list(counted.order_by("starts_at", "number"))


def list_my_sessions(person: Any, *, since: datetime | None = None) -> QuerySet[Session]:
    """List the sessions of announced events that a person is to hold and that are not over."""
    found = Session.objects.filter(
        trainers__person=person, cancelled_at__isnull=True, event__is_template=False,
        event__state__in=[Event.State.OPEN, Event.State.DONE], ends_at__gte=since or timezone.now(),
    )  # fmt: skip
    return _with_event(found).order_by("starts_at", "number")


def trainers_of(event: Event) -> list[Any]:
    """Return who holds sessions of an event, each once, by name."""
    rows = SessionTrainer.objects.filter(session__event=event, session__cancelled_at__isnull=True)
    found = {row.person_id: row.person for row in rows.select_related("person")}
    return sorted(found.values(), key=lambda one: (one.sort_key, str(one.pk)))


def list_trainers(programme: Any) -> list[Any]:
    """Return the people of a programme who can hold sessions."""
    found: dict[UUID, Any] = {}
    for role in TRAINING_ROLES:
        for one in accounts.list_members(programmes.SCOPE, programme.pk, role=role).prefetch_related(None):
            found[one.pk] = one
    return sorted(found.values(), key=lambda one: (one.sort_key, str(one.pk)))


def module_choices() -> list[tuple[str, str]]:
    """Return the modules that a session can teach: key and title in the language of the page."""
    language = get_language() or "kk"
    return [(one.id, one.title.text(language)) for one in catalogue.shelf().modules]


def overlaps_of(sessions: Iterable[Session]) -> list[Overlap]:
    """Return who of these sessions' trainers would have to be at another one at the same time (one query)."""
    ids = [one.pk for one in sessions]
    if not ids:
        return []
    live = {
        "session__cancelled_at__isnull": True,
        "session__event__is_template": False,
        "session__event__state__in": [Event.State.DRAFT, Event.State.OPEN],
    }
    here = SessionTrainer.objects.filter(session__in=ids, **live).select_related("person", "session__event")
    rows = list(here)
    people, begins = (
        {row.person_id for row in rows},
        [row.session.starts_at for row in rows if row.session.starts_at],
    )
    if not begins:
        return []
    others = SessionTrainer.objects.filter(
        person__in=people, session__starts_at__isnull=False, session__ends_at__gt=min(begins), **live
    )
    theirs = list(others.select_related("session__event", "session__event__region"))
    return [
        Overlap(row.person, row.session, other.session)
        for row in rows
        for other in theirs
        if other.person_id == row.person_id and _meet(row.session, other.session)
    ]


def _meet(one: Session, other: Session) -> bool:
    if one.pk == other.pk or not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def next_number(event: Event) -> int:
    """Return the number of the next session of an event."""
    last = event.sessions.order_by(F("number").desc()).values_list("number", flat=True).first()
    return (last or 0) + 1


def next_session(event: Event) -> dict[str, Any]:
    """Return what a further session begins with: as the last one, a day later."""
    last = event.sessions.filter(cancelled_at__isnull=True).order_by("number").last()
    if last is None:
        form = "onsite" if event.form == Event.Form.ONSITE else "online"
        return {"form": form, "language": event.language, "begins": time(10, 0)}
    found = {name: getattr(last, name) for name in ("form", "language", "begins", "minutes", "place", "link")}
    found["trainers"] = [str(one.person_id) for one in last.trainers.all()]
    if last.starts_at and last.ends_at:
        clock = zones.local(last.starts_at, event.timezone)
        minutes = int((last.ends_at - last.starts_at).total_seconds() // 60)
        found |= {"day": clock.date() + timedelta(days=1), "begins": clock.time(), "minutes": minutes}
    return {**found, "day_offset": last.day_offset + 1}


def held_by(people: Iterable[UUID]) -> dict[UUID, Counter[str]]:
    """Count the sessions that people held, by person and module (one query)."""
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    held = SessionTrainer.objects.filter(
        person__in=list(people), session__cancelled_at__isnull=True, session__ends_at__lt=timezone.now(),
        session__event__is_template=False, session__event__state__in=[Event.State.OPEN, Event.State.DONE],
    )  # fmt: skip
    for person, module, n in held.values_list("person", "session__module").annotate(n=Count("pk")):
        found[person][module] += n
    return dict(found)


def list_teachings(programme: Any) -> Iterator[tuple[str, str]]:
    """Yield session and trainer of what was not called off, the earliest first, as texts (one query)."""
    rows = SessionTrainer.objects.filter(
        session__event__programme=programme, session__cancelled_at__isnull=True
    ).exclude(session__event__state=Event.State.CANCELLED)
    told = rows.annotate(at=Cast("session_id", CharField()), who=Cast("person_id", CharField()))
    told = told.order_by("session__starts_at", "session__number", "session_id", "pk")
    return told.values_list("at", "who").iterator(chunk_size=20_000)
