"""The workshops that somebody coordinates or holds, by region."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauatty.web.base import roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.workshops import selectors

A_PAGE = 25


@require_safe
def workshop_list(request: HttpRequest) -> HttpResponse:
    """List workshops, the latest first, with a table by region."""
    regions = selectors.count_by_region(request.user)
    asked = request.GET.get("region", "")
    region = asked if asked in {one.code for one in regions} else ""
    rows = selectors.dated(selectors.list_workshops(request.user), region=region)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "regions": regions, "region": region, "has_invented": any(one.event.is_demo for one in page),
        "may_make": roles.is_allowed("workshops:workshop_new", held_roles(request)),
    }  # fmt: skip
    return render(request, "workshops/workshop_list.html", context)
