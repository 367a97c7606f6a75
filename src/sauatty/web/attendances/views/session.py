"""Who is at a session: the list, what was noted of one person, and setting it by hand."""

import json
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.languages import search_key
from sauatty.web.attendances import door, selectors, services
from sauatty.web.attendances.forms import HandForm
from sauatty.web.attendances.views.common import back, session_for, show
from sauatty.web.base import inbox
from sauatty.web.base.forms import posted

PAGE_SIZE, MOST_KEPT_ASIDE = 60, 50
SHOWS = ("", "here", "away", "conflict")


@require_safe
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show who is at a session and who is not, and every way of noting it."""
    found = session_for(request, session_id)
    people = selectors.list_session(found)
    search, chosen = request.GET.get("q", "").strip(), request.GET.get("show", "")
    rows = [one for one in people if _is_shown(one, chosen) and _is_found(one, search)]
    placed = [one for one in people if one.enrolment and one.enrolment.state == "placed"]
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "n_here": sum(one.is_here for one in people),
        "n_placed": len(placed),
        "n_conflicts": sum(one.has_conflict for one in people),
        "search": search,
        "is_hub": True,
        "show": chosen if chosen in SHOWS else "",
        "n_moved": selectors.count_before_move(found),
        "kept_aside": _kept_aside(request.user, found),
    }
    return show(request, "session", found, context)


def _kept_aside(actor: Any, session: Any) -> list[tuple[Any, str]]:
    """Return what the visitor sent for this session that means nobody: when, and the code as it was typed."""
    found = []
    for envelope in inbox.list_kept_aside(door.KIND, actor)[:MOST_KEPT_ASIDE]:
        body = json.loads(bytes(envelope.raw))
        if body.get("session") == str(session.pk):
            found.append((envelope.received_at, str(body.get("code", ""))[:40]))
    return found


def _is_shown(one: selectors.SessionPerson, chosen: str) -> bool:
    if chosen == "here":
        return one.is_here
    if chosen == "away":
        return not one.is_here
    return one.has_conflict if chosen == "conflict" else True


def _is_found(one: selectors.SessionPerson, search: str) -> bool:
    words = search_key(search).replace(",", " ").split()
    return all(word in one.person.search_key for word in words)


@require_POST
def hand_set(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Set by hand that somebody is here, or is not: one button of the list."""
    found = session_for(request, session_id)
    value = request.POST.get("here") or request.POST.get("away") or ""
    try:
        person = selectors.find_in_session(found, UUID(value)).person
    except ValueError:
        return back(request, found)
    services.note(
        session=found, person=person, source="hand", is_present="here" in request.POST, noted_by=request.user
    )
    query = request.POST.get("query", "")
    address = reverse("attendances:session", args=[found.pk])
    return redirect(f"{address}{query if query.startswith('?') else ''}#p-{person.pk}")


@require_safe
def person(request: HttpRequest, session_id: UUID, person_id: UUID) -> HttpResponse:
    """Show every mark of one person at a session."""
    found = session_for(request, session_id)
    return _person_page(request, found, person_id, HandForm())


def _person_page(
    request: HttpRequest, session: Any, person_id: UUID, form: HandForm, status: int = 200
) -> HttpResponse:
    one = selectors.find_in_session(session, person_id)
    context = {"one": one, "marks": selectors.list_marks(session, one.person), "form": form}
    return show(request, "person", session, context, status=status)


@require_POST
def person_set(request: HttpRequest, session_id: UUID, person_id: UUID) -> HttpResponse:
    """Set by hand whether somebody was here, and for how many minutes."""
    found = session_for(request, session_id)
    one = selectors.find_in_session(found, person_id)
    form = HandForm(posted(request))
    if not form.is_valid():
        return _person_page(request, found, person_id, form, 422)
    services.note(
        session=found, person=one.person, source="hand", is_present=form.cleaned_data["presence"] == "here",
        minutes=form.cleaned_data["minutes"], noted_by=request.user,
    )  # fmt: skip
    return back(request, found, said=_("It is noted."))


@require_POST
def mark_strike(request: HttpRequest, session_id: UUID, mark_id: UUID) -> HttpResponse:
    """Strike out a mark that was wrong."""
    found = session_for(request, session_id)
    mark = selectors.access_mark(found, mark_id)
    services.strike(actor=request.user, mark=mark, why=request.POST.get("why", "").strip())
    return redirect("attendances:person", session_id=found.pk, person_id=mark.person_id)
