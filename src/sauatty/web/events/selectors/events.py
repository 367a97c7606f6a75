"""Who may see which event: coordinators and those who work in its programme all, participants what was announced."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.languages import search_key
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language, translated
from sauatty.web.events.clock import Phase, phase_between
from sauatty.web.events.models import Event, Quota, Series, Session
from sauatty.web.events.permissions import READERS
from sauatty.web.programmes import selectors as programmes

KNOWN = (Event.State.OPEN, Event.State.CANCELLED, Event.State.DONE)
_PARENTS = ("programme", "region", "series", "template", "cohort")


@dataclass(frozen=True, slots=True)
class Reach:
    """In which programmes somebody coordinates, works or takes part."""

    everything: bool
    coordinated: frozenset[UUID]
    read: frozenset[UUID]
    joined: frozenset[UUID]


def reach_of(actor: Any) -> Reach:
    """Return the programmes of a person by what they may do there (one or two queries)."""
    if not actor.is_authenticated:
        return Reach(False, frozenset(), frozenset(), frozenset())
    held = list(actor.grants.filter(scope_kind=programmes.SCOPE).values_list("role", "scope_id"))
    return Reach(
        accounts.coordinates_everything(actor),
        frozenset(pk for role, pk in held if role == "coordinator"),
        frozenset(pk for role, pk in held if role in READERS),
        frozenset(pk for _role, pk in held),
    )


def with_sessions(events: QuerySet[Event]) -> QuerySet[Event]:
    """Fetch with each event where it belongs, its sessions, and who holds them."""
    sessions = Session.objects.prefetch_related("trainers__person").order_by(
        "starts_at", "day_offset", "number"
    )
    return events.select_related(*_PARENTS).prefetch_related(Prefetch("sessions", sessions))


def dated(events: QuerySet[Event]) -> QuerySet[Event]:
    """Add to each event when it begins and ends, and how many sessions it has."""
    held = Q(sessions__cancelled_at__isnull=True)
    return events.annotate(
        begins_at=Min("sessions__starts_at", filter=held),
        over_at=Max("sessions__ends_at", filter=held),
        n_sessions=Count("sessions", filter=held),
    )


def visible(actor: Any) -> Q:
    """Return the condition for the events that somebody may open."""
    reach = reach_of(actor)
    if reach.everything:
        return Q()
    known = Q(programme__in=reach.joined, state__in=KNOWN, is_template=False)
    return Q(programme__in=reach.coordinated | reach.read) | known


def managed(actor: Any) -> Q:
    """Return the condition for the events that somebody coordinates."""
    reach = reach_of(actor)
    return Q() if reach.everything else Q(programme__in=reach.coordinated)


def list_visible(actor: Any) -> QuerySet[Event]:
    """List the events that somebody may open, templates included, those that begin first at the top."""
    found = dated(Event.objects.filter(visible(actor)).select_related("programme", "region", "series"))
    return found.order_by(F("begins_at").asc(nulls_first=True), "created_at", "pk")


def access_event(actor: Any, event_id: UUID) -> Event:
    """Return an event that the actor may open, or 404."""
    return get_object_or_404(with_sessions(Event.objects.filter(visible(actor))), pk=event_id)


def access_managed_event(actor: Any, event_id: UUID) -> Event:
    """Return an event that the actor coordinates, or 404."""
    return get_object_or_404(with_sessions(Event.objects.filter(managed(actor))), pk=event_id)


def access_template(actor: Any, event_id: UUID) -> Event:
    """Return a template of a programme that the actor coordinates, or 404."""
    found = with_sessions(Event.objects.filter(managed(actor), is_template=True))
    return get_object_or_404(found, pk=event_id)


def may_manage(actor: Any, event: Event) -> bool:
    """Tell whether the actor coordinates an event."""
    return programmes.coordinates(actor, event.programme)


def list_events(programme: Any, *, with_templates: bool = False) -> QuerySet[Event]:
    """List the events of a programme by the time they begin, with `begins_at`, `over_at` and `n_sessions`."""
    found = Event.objects.filter(programme=programme)
    if not with_templates:
        found = found.filter(is_template=False)
    found = dated(found.select_related("region", "series", "cohort"))
    return found.order_by(F("begins_at").asc(nulls_last=True), "created_at", "pk")


def count_events(programme: Any) -> tuple[int, int]:
    """Return how many events of a programme are announced or held, and how many of them are over (one query)."""
    shown = Event.objects.filter(programme=programme, is_template=False, state__in=("open", "done"))
    counts = shown.aggregate(n=Count("pk"), over=Count("pk", filter=Q(state="done")))
    return counts["n"], counts["over"]


def list_templates(programme: Any) -> QuerySet[Event]:
    """List the templates of a programme."""
    return Event.objects.filter(programme=programme, is_template=True).order_by("created_at", "pk")


def count_drafts(programme: Any) -> int:
    """Count the trainings of a programme that are not announced yet."""
    return Event.objects.filter(programme=programme, is_template=False, state=Event.State.DRAFT).count()


def find_event(event_id: Any) -> Event | None:
    """Return an event by its id, for jobs and listeners; who may ask was looked at before."""
    return with_sessions(Event.objects.filter(pk=event_id)).first()


# --- the public side ---


def open_event(slug: str) -> Event:
    """Return an event that everybody may know of: announced, called off or over; or 404."""
    found = Event.objects.filter(is_template=False, entry=Event.Entry.OPEN, state__in=KNOWN)
    return get_object_or_404(with_sessions(found), slug=slug)


def event_for(actor: Any, slug: str) -> Event:
    """Return an event by its public name: everybody's, or one of the actor's programmes; or 404."""
    found = with_sessions(Event.objects.filter(is_template=False, slug=slug)).first()
    if found is None:
        raise Http404
    if found.entry == Event.Entry.OPEN and found.state in KNOWN:
        return found
    if actor.is_authenticated and Event.objects.filter(visible(actor), pk=found.pk).exists():
        return found
    raise Http404


def list_open_events(*, programme: Any = None, region: str = "") -> QuerySet[Event]:
    """List the announced events for which everybody may register, by the time they begin."""
    found = Event.objects.filter(is_template=False, entry=Event.Entry.OPEN, state=Event.State.OPEN)
    if programme is not None:
        found = found.filter(programme=programme)
    if region:
        found = found.filter(region=region)
    found = dated(found.select_related("programme", "region"))
    return found.order_by(F("begins_at").asc(nulls_last=True), "pk")


def places_left(event: Event) -> int | None:
    """Return how many places are free; None where there is room for everybody."""
    return None if event.capacity is None else max(0, event.capacity - event.taken)


# --- series ---


def access_series(actor: Any, series_id: UUID) -> Series:
    """Return a series of a programme in which the actor works, or 404."""
    reach = reach_of(actor)
    mine = Q() if reach.everything else Q(programme__in=reach.coordinated | reach.read)
    return get_object_or_404(Series.objects.filter(mine).select_related("programme"), pk=series_id)


def access_managed_series(actor: Any, series_id: UUID) -> Series:
    """Return a series of a programme that the actor coordinates, or 404."""
    reach = reach_of(actor)
    mine = Q() if reach.everything else Q(programme__in=reach.coordinated)
    return get_object_or_404(Series.objects.filter(mine).select_related("programme"), pk=series_id)


def coordinates_series(actor: Any, series: Series) -> bool:
    """Tell whether somebody coordinates the programme of a series."""
    return programmes.coordinates(actor, series.programme)


def list_series(programme: Any) -> QuerySet[Series]:
    """List the series of a programme."""
    return Series.objects.filter(programme=programme).order_by("created_at", "pk")


# --- what the pages of planning show ---


def form_choices() -> list[tuple[str, Any]]:
    """Return how an event can be held."""
    return list(Event.Form.choices)


def entry_choices() -> list[tuple[str, Any]]:
    """Return who may come to an event."""
    return list(Event.Entry.choices)


def reads(actor: Any, event: Event) -> bool:
    """Tell whether somebody works in the programme of an event, and so sees more than its public page."""
    reach = reach_of(actor)
    return reach.everything or event.programme_id in reach.coordinated | reach.read


def narrowed(
    events: QuerySet[Event], *, state: str = "all", region: str = "", programme: str = "", search: str = ""
) -> QuerySet[Event]:
    """Keep the events of a state (as the list of trainings names them), a region, a programme, or words of a title."""
    now = timezone.now()
    ahead = Q(state=Event.State.OPEN) & (Q(over_at__isnull=True) | Q(over_at__gte=now))
    past = Q(state=Event.State.DONE) | Q(state=Event.State.OPEN, over_at__lt=now)
    known = {
        "ahead": Q(is_template=False) & (ahead | Q(state=Event.State.DRAFT)),
        "draft": Q(is_template=False, state=Event.State.DRAFT),
        "template": Q(is_template=True),
        "past": Q(is_template=False) & past,
        "cancelled": Q(state=Event.State.CANCELLED),
    }
    found = events.filter(known.get(state, Q()))
    if region:
        found = found.filter(region=region)
    if programme:
        found = found.filter(programme=programme)
    for word in search_key(search).split():
        found = found.filter(search_key__contains=word)
    return found


def phase_of_row(event: Any) -> Phase:
    """Say where an event of a list stands, from `begins_at` and `over_at` alone."""
    return phase_between(event, event.begins_at, event.over_at)


def list_quotas(event: Event) -> list[Quota]:
    """List the places that are kept."""
    return list(event.quotas.order_by("-by", "value"))


def named_quotas(event: Event) -> list[tuple[Quota, str]]:
    """List the places that are kept, with the names of those they are for (two queries)."""
    found = list_quotas(event)
    if not found:
        return []
    names = {one.code: in_language(one, "name") for one in accounts.list_regions()}
    names |= {key: str(label) for key, label in accounts.organisation_kinds()}
    return [(one, names.get(one.value, one.value)) for one in found]


def list_editions(template: Event) -> list[Any]:
    """List what was made from a template, by the time it begins."""
    return list(
        dated(template.editions.select_related("region")).order_by(F("begins_at").asc(nulls_last=True), "pk")
    )


def list_series_events(actor: Any, series: Series) -> list[Any]:
    """List the events of a series that somebody may open."""
    found = dated(series.events.filter(visible(actor)).select_related("region", "programme"))
    return list(found.order_by(F("begins_at").asc(nulls_last=True), "pk"))


def list_requests_of(event: Event) -> list[Any]:
    """List the wishes that an event answers."""
    return list(event.requests.select_related("region"))


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is still missing before an event can be announced, and what may have been forgotten."""

    has_sessions: bool
    without_time: tuple[int, ...]
    without_place: tuple[int, ...]
    without_trainer: tuple[int, ...]
    missing_titles: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing is missing that people must know."""
        return self.has_sessions and not self.without_time


def readiness(event: Event, sessions: list[Session]) -> Readiness:
    """Look an event over: its sessions with their times, places and trainers, its titles."""
    live = [one for one in sessions if not one.cancelled_at]
    return Readiness(
        bool(live),
        tuple(one.number for one in live if one.starts_at is None),
        tuple(one.number for one in live if not one.place and one.form != "online"),
        tuple(one.number for one in live if not one.trainers.all()),
        translated(event, "title").missing,
    )
