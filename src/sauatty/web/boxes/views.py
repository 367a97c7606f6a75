"""What boxes brought, for the administrator."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauatty.web.boxes import selectors

AT_ONCE = 50


@require_safe
def taking_list(request: HttpRequest) -> HttpResponse:
    """List the files that this server took."""
    page = Paginator(selectors.list_takings(), AT_ONCE).get_page(request.GET.get("page"))
    rows = [{"taking": one, "totals": selectors.totals(one)} for one in page]
    return render(request, "boxes/taking_list.html", {"page": page, "rows": rows})


@require_safe
def taking(request: HttpRequest, taking_id: UUID) -> HttpResponse:
    """Show one: what was taken, and what somebody has to look at."""
    found = selectors.access_taking(taking_id)
    page = Paginator(selectors.findings_of(found), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "taking": found, "totals": selectors.totals(found), "lines": selectors.lines_of(found), "page": page,
        "findings": selectors.in_words(list(page)), "left": selectors.left_on_box(found),
        "stays": selectors.stays_on_box(found),
    }  # fmt: skip
    return render(request, "boxes/taking.html", context)
