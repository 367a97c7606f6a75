"""What everybody sees without signing in: the open trainings, one of them, and the form of a wish for one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import limits
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.events import pages, selectors, services
from sauatty.web.planning.forms.requests import AskForm

PAGE_SIZE = 25


@require_safe
def open_list(request: HttpRequest) -> HttpResponse:
    """List the announced trainings that everybody may register for."""
    regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
    asked = request.GET.get("region", "")
    region = asked if asked in dict(regions) else ""
    found = selectors.narrowed(selectors.list_open_events(region=region), state="ahead")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(one, selectors.places_left(one)) for one in page]
    context = {"page": page, "rows": rows, "regions": regions, "region": region}
    return render(request, "planning/open_list.html", context)


@require_safe
def event_public(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one training to whoever may know of it, with the next step."""
    event = selectors.event_for(request.user, slug)
    is_reader = request.user.is_authenticated and selectors.reads(request.user, event)
    context = {
        "event": event,
        "phase": selectors.phase(event),
        "entry_phase": selectors.entry_phase(event),
        "sessions": [one for one in event.sessions.all() if one.starts_at],
        "left": selectors.places_left(event),
        "steps": pages.steps_for(request, event),
        "is_reader": is_reader,
    }
    return render(request, "planning/event_public.html", context)


def _known_of(user: Any) -> dict[str, Any]:
    """Return what the form begins with for somebody who is signed in."""
    if not user.is_authenticated:
        return {}
    known = {"name": user.name, "email": user.email, "region": user.region_id, "language": user.language}
    return {name: value for name, value in known.items() if value}


@require_http_methods(["GET", "HEAD", "POST"])
def request_ask(request: HttpRequest, programme_id: UUID | None = None) -> HttpResponse:
    """Take in a wish for a training; whatever was typed stays on the page until it is kept."""
    if programme_id is not None:
        programmes = {programme_id: selectors.title_of_programme(programme_id)}
    else:
        programmes = selectors.programmes_taking_requests()
    form = AskForm(posted(request), programmes=programmes, initial=_known_of(request.user))
    if form.is_valid():
        try:
            services.ask_for_training(
                key=form.cleaned_data["key"], programme_id=UUID(form.cleaned_data["programme"]),
                address=limits.address_of(request), person=request.user if request.user.is_authenticated else None,
                **form.values(),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            return redirect("events:request_thanks")
    context = {"form": form, "programmes": programmes}
    return render(request, "planning/request_ask.html", context, status=422 if form.is_bound else 200)


@require_safe
def request_thanks(request: HttpRequest) -> HttpResponse:
    """Say that the wish is kept and what happens next."""
    return render(request, "planning/request_thanks.html")
