"""Which sessions stand in which calendar: a month of a page, a programme's public feed, somebody's own feed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from sauatty.web.events import pages
from sauatty.web.events.models import CalendarFeed, Event, Session
from sauatty.web.events.selectors.events import KNOWN, visible

# A feed holds what is to come and what was of late: a phone keeps the rest that it has fetched before.
FEED_BACK = timedelta(days=90)
_ANNOUNCED = Q(event__is_template=False, event__state__in=KNOWN, starts_at__isnull=False)


def _with_event(sessions: QuerySet[Session]) -> QuerySet[Session]:
    found = sessions.select_related("event__programme", "event__region", "event__series")
    return found.prefetch_related("trainers__person").order_by("starts_at", "number", "pk")


def _seen_by(actor: Any) -> Q:
    """Return the condition for the sessions of events that somebody may open."""
    return Q(event__in=Event.objects.filter(visible(actor), is_template=False))


def _mine(person: Any) -> Q:
    return Q(event__in=pages.taken_part_in(person)) | Q(trainers__person=person)


def list_month(
    actor: Any,
    first: date,
    after: date,
    *,
    programme: UUID | None = None,
    region: str = "",
    mine: bool = False,
) -> QuerySet[Session]:
    """List the sessions from one day until before another one, by the clock of the site, that somebody may see."""
    zone = timezone.get_current_timezone()
    begin, end = (datetime.combine(day, time.min, tzinfo=zone) for day in (first, after))
    found = Session.objects.filter(_seen_by(actor), starts_at__gte=begin, starts_at__lt=end)
    if programme:
        found = found.filter(event__programme=programme)
    if region:
        found = found.filter(event__region=region)
    if mine:
        found = found.filter(_mine(actor)).distinct()
    return _with_event(found)


def list_programme_sessions(programme: Any) -> QuerySet[Session]:
    """List the sessions of a programme's public feed: those of announced events that are open to everybody."""
    since = timezone.now() - FEED_BACK
    found = Session.objects.filter(
        _ANNOUNCED, event__programme=programme, event__entry=Event.Entry.OPEN, starts_at__gte=since
    )
    return _with_event(found)


def feed_state(programme: Any) -> str:
    """Return what is another text whenever the public feed of a programme would be one (one query)."""
    found = (
        list_programme_sessions(programme)
        .order_by()
        .aggregate(
            n=Count("pk"), first=Min("starts_at"), session=Max("changed_at"), event=Max("event__changed_at")
        )
    )
    return ":".join(str(found[name]) for name in ("n", "first", "session", "event"))


def list_personal_sessions(person: Any) -> QuerySet[Session]:
    """List the sessions that somebody holds or takes part in."""
    since = timezone.now() - FEED_BACK
    return _with_event(Session.objects.filter(_ANNOUNCED, _mine(person), starts_at__gte=since).distinct())


def list_feed_sessions(events: Iterable[Event]) -> QuerySet[Session]:
    """List the sessions with a time of some events, called-off ones included."""
    return _with_event(Session.objects.filter(event__in=list(events), starts_at__isnull=False))


# --- the secret address of somebody's own calendar ---


def feed_mark(feed: CalendarFeed) -> str:
    """Return what nobody can guess of the address of a feed: 128 bits from the secret of the site."""
    return salted_hmac("sauatty.events.feed", f"{feed.pk}:{feed.version}", algorithm="sha256").hexdigest()[
        :32
    ]


def feed_of(person: Any) -> CalendarFeed | None:
    """Return the feed of a person, or None where they have asked for none."""
    return CalendarFeed.objects.filter(person=person).first()


def access_feed(feed_id: UUID, mark: str) -> CalendarFeed | None:
    """Return the feed of an address; None where it is wrong, was renewed, or its person may not come in."""
    feed = CalendarFeed.objects.select_related("person").filter(pk=feed_id, person__is_active=True).first()
    return feed if feed is not None and constant_time_compare(feed_mark(feed), mark) else None
