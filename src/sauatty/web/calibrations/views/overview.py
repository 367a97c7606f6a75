"""Which programmes have tests, how many people took them, and what can be worked out."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.possible import possibilities

PAGE_SIZE = 25
SHOWN = 12


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List the programmes whose results one may read."""
    page = Paginator(selectors.list_programmes(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "calibrations/programme_list.html", {"page": page})


@require_safe
def overview(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the tests of a programme, what was worked out from them, and what can be."""
    programme = selectors.access_programme(request.user, programme_id)
    taken = selectors.tests_taken(programme)
    latest = {kind: selectors.latest(programme, kind) for kind in selectors.KINDS}
    context = {
        "programme": programme, "taken": taken, "active": selectors.active_set(programme.pk),
        "ways": [(one, latest[one.kind]) for one in possibilities(programme, taken)],
        "analyses": list(selectors.list_analyses(programme)[:SHOWN]),
        "may_manage": selectors.may_manage(request.user, programme),
    }  # fmt: skip
    return render(request, "calibrations/overview.html", context)
