"""Which programmes have tests, how many people took them, and what can be worked out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.forms import form_of
from sauatty.web.calibrations.possible import possibilities, titles_for
from sauatty.web.papers import selectors as papers

PAGE_SIZE = 25
SHOWN = 12


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List the programmes whose results one may read."""
    page = Paginator(selectors.list_programmes(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "calibrations/programme_list.html", {"page": page})


@require_safe
def of_test(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Lead from a test to the results of its programme."""
    test = papers.access_test(request.user, test_id)
    return redirect("calibrations:overview", selectors.access_programme(request.user, test.programme_id).pk)


@require_safe
def overview(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the tests of a programme, what was worked out from them, and what can be."""
    return overview_page(request, selectors.access_programme(request.user, programme_id))


def overview_page(
    request: HttpRequest, programme: Any, *, broken: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Render the overview, with the form that could not be read."""
    taken, numbers = selectors.tests_taken(programme), selectors.set_numbers(programme)
    latest, titles = selectors.latest_of_each(programme), titles_for(taken)
    has_cohorts = selectors.count_cohorts(programme) > 1
    forms = {kind: form_of(kind, numbers, titles, has_cohorts=has_cohorts) for kind in selectors.KINDS}
    forms |= dict(broken or {})
    context = {
        "programme": programme, "taken": taken, "active": selectors.active_set(programme.pk),
        "ways": [(one, latest.get(one.kind), forms[one.kind]) for one in possibilities(programme, taken)],
        "analyses": list(selectors.list_analyses(programme)[:SHOWN]), "has_results": bool(latest),
        "may_manage": selectors.may_manage(request.user, programme),
    }  # fmt: skip
    return render(request, "calibrations/overview.html", context, status=422 if broken else 200)
