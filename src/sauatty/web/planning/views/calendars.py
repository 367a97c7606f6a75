"""The calendar page, and the calendars that phones subscribe to."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.base.context import absolute
from sauatty.web.base.texts import in_language
from sauatty.web.events import calendars, selectors, services
from sauatty.web.planning import months
from sauatty.web.planning.views.filters import Filter
from sauatty.web.programmes import selectors as programmes

FEED_KEPT = 3600


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month: a list on a phone, a grid where there is room."""
    chosen, today = Filter.of(request), timezone.localdate()
    first = months.read_month(request.GET.get("month", ""), today)
    is_mine = request.GET.get("mine") == "1"
    sessions = selectors.list_month(
        request.user, *months.span_of(first), programme=UUID(chosen.programme) if chosen.programme else None,
        region=chosen.region, mine=is_mine,
    )  # fmt: skip
    month, language = months.month_of(first, sessions, today), get_language() or "kk"
    context = {
        "month": month,
        "title": month.title(language),
        "day_names": months.day_names(language),
        "filter": chosen,
        "is_mine": is_mine,
        "this_month": f"{first:%Y-%m}",
    }
    return render(request, "planning/calendar.html", context)


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """Show the addresses under which a phone fetches calendars: one's own, and those of the programmes."""
    feed = selectors.feed_of(request.user)
    mine = programmes.list_programmes(request.user)
    context = {
        "own": absolute(_personal_path(feed)) if feed else "",
        "feed": feed,
        "programmes": [(one, absolute(reverse("events:feed_programme", args=[one.pk]))) for one in mine[:50]],
    }
    return render(request, "planning/feed_list.html", context)


def _personal_path(feed: Any) -> str:
    return reverse("events:feed_personal", args=[feed.pk, selectors.feed_mark(feed)])


@require_POST
def feed_renew(request: HttpRequest) -> HttpResponse:
    """Make the address of one's own calendar, or a new one in place of the old."""
    if selectors.feed_of(request.user) is None:
        services.make_feed(person=request.user)
    else:
        services.renew_feed(person=request.user)
    return redirect("events:feed_list")


@require_safe
def feed_programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Give the public calendar of a programme: its announced trainings that are open to everybody."""
    title = selectors.title_of_programme(programme_id)
    # Many phones ask for the same text again and again; writing a thousand sessions takes a second.
    key = f"{programme_id}:{get_language()}:{title}:{selectors.feed_state(programme_id)}"
    text = cache.get_or_set(
        "feed:" + hashlib.sha256(key.encode()).hexdigest(),
        lambda: _written(selectors.list_programme_sessions(programme_id), title),
        FEED_KEPT,
    )
    return _answer(request, text, file_name="trainings.ics", is_public=True)


@require_safe
def feed_personal(request: HttpRequest, feed_id: UUID, mark: str) -> HttpResponse:
    """Give somebody's own calendar to whoever has its secret address."""
    feed = selectors.access_feed(feed_id, mark)
    if feed is None:
        raise Http404
    sessions = selectors.list_personal_sessions(feed.person)
    text = _written(sessions, _("My trainings"), with_link=True)
    return _answer(request, text, file_name="my-trainings.ics")


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the sessions of one training for a calendar."""
    event = selectors.event_for(request.user, slug)
    sessions = selectors.list_feed_sessions([event])
    return _answer(request, _written(sessions, in_language(event, "title")), file_name=f"{event.slug}.ics")


def _written(sessions: Iterable[Any], name: str, *, with_link: bool = False) -> str:
    return calendars.text_of(sessions, get_language() or "kk", name=name, with_link=with_link)


def _answer(request: HttpRequest, text: str, *, file_name: str, is_public: bool = False) -> HttpResponse:
    """Answer with a calendar; a phone that has this very text already gets 304."""
    content = text.encode()
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=calendars.MEDIA_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["ETag"] = etag
    response.headers["X-Robots-Tag"] = "noindex"
    # Whoever asks for a public feed gets the same text; one's own is kept by nobody on the way.
    response.headers["Cache-Control"] = "public, max-age=300" if is_public else "private, no-cache"
    return response
