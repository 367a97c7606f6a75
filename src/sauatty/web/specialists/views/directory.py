"""The directory: a search, the cards of who fits, one entry, a contact."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import DirectoryReadTooOften
from sauatty.web.base import limits, roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.specialists import selectors, services
from sauatty.web.specialists.views.filters import Filter

PAGE_SIZE = 20


def _count_visitor(request: HttpRequest) -> None:
    """Let people read, and no machine copy the list: a visitor's network has so many pages an hour."""
    if not request.user.is_authenticated and not services.is_reading(limits.address_of(request)):
        raise DirectoryReadTooOften


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Ask search engines to keep no page with people on it."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@require_safe
def specialist_list(request: HttpRequest) -> HttpResponse:
    """List who fits a question, typed or chosen."""
    _count_visitor(request)
    chosen = Filter.of(request)
    asked = chosen.conditions()
    found, left_out = selectors.find_as_asked(request.user, **asked)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "is_too_many": selectors.is_too_many(request.user, asked),
        "cards": selectors.cards(page),
        "has_invented": any(one.person.is_demo for one in page),
        "filter": chosen,
        "left_out": left_out if found else [],
        "understood": chosen.understood(left_out if found else []),
        "without": [] if found else chosen.without_one(request.user),
        "own": selectors.own_entry(request.user) if request.user.is_authenticated else None,
        "is_in_network": selectors.is_in_network(request.user),
        "may_announce": roles.is_allowed("specialists:announcement_list", held_roles(request)),
        "may_see_regions": roles.is_allowed("specialists:region_list", held_roles(request)),
    }
    return _unlisted(render(request, "specialists/specialist_list.html", context))


@require_safe
def specialist_detail(request: HttpRequest, specialist_id: UUID) -> HttpResponse:
    """Show one entry."""
    _count_visitor(request)
    return _detail(request, specialist_id)


def _detail(request: HttpRequest, specialist_id: UUID, *, contact: bool = False) -> HttpResponse:
    entry = selectors.access_specialist(request.user, specialist_id)
    if contact:
        services.count_contact(request.user)
    context = {
        "card": selectors.cards([entry])[0],
        "contact": entry.contact if contact else "",
        "is_own": entry.person_id == request.user.pk,
    }
    return _unlisted(render(request, "specialists/specialist_detail.html", context))


@require_POST
def contact_show(request: HttpRequest, specialist_id: UUID) -> HttpResponse:
    """Show the contact of an entry to somebody who is signed in; the answer is kept nowhere."""
    return _detail(request, specialist_id, contact=True)
