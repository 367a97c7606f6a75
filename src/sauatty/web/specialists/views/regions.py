"""The regions: a table and a map of who is where, and the numbers of schools and libraries."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.documents.region_map import region_map_svg
from sauatty.web.base import exports, roles
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.specialists import regional, services
from sauatty.web.specialists.planning_forms import FiguresForm

SHOWN = ("specialists", "schools")


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """Show who is in which region, where nobody is, and how many schools fall to one specialist."""
    rows, held = regional.list_region_rows(), held_roles(request)
    context = {
        "rows": rows,
        "n_specialists": sum(one.n_specialists for one in rows),
        "n_invented": regional.count_invented(),
        "white": [one for one in rows if one.is_white],
        "sources": regional.sources_of(rows),
        "shown": _shown(request),
        "may_state": roles.is_allowed("specialists:figure_edit", held),
        "may_plan": roles.is_allowed("specialists:workshop_plan", held),
    }
    return render(request, "specialists/region_list.html", context)


def _shown(request: HttpRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in SHOWN else SHOWN[0]


@require_safe
def region_map(request: HttpRequest) -> HttpResponse:
    """Draw the map of the regions."""
    rows, shown = regional.list_region_rows(), _shown(request)
    if shown == "schools":
        title, note = _("Specialists for a hundred schools"), _notes(rows)
        values = {one.code: one.per_hundred_schools for one in rows}
    else:
        title, note = _("Specialists by region"), ""
        values = {one.code: float(one.n_specialists) for one in rows}
    svg = region_map_svg(values, get_language() or "kk", title, note=note)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_POST
def region_file(request: HttpRequest) -> HttpResponse:
    """Make the table of the regions as a workbook."""
    content = exports.write_xlsx(
        regional.cells(regional.list_region_rows()) + regional.said_of_invented(), sheet=_("Regions")
    )
    file = exports.offer_file(
        owner=request.user,
        name="specialists-by-region.xlsx",
        media_type=exports.XLSX,
        content=content,
        kind="regions",
    )
    return redirect("base:file_fetch", file_id=file.pk)


def _notes(rows: list[regional.RegionRow]) -> str:
    schools = [one.figures[regional.KINDS.SCHOOLS] for one in rows if regional.KINDS.SCHOOLS in one.figures]
    return "; ".join(dict.fromkeys(f"{one.source} ({one.stated_on.year})" for one in schools))[:300]


@require_http_methods(["GET", "HEAD", "POST"])
def figure_edit(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the regions and take new ones."""
    form = FiguresForm(posted(request), request.FILES or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "numbers", "source", "stated_on")}
        n = services.state_figures(actor=request.user, **facts)
        messages.success(
            request,
            ngettext("%(n)s region has a new number.", "%(n)s regions have new numbers.", n) % {"n": n},
        )
        return redirect("specialists:figure_edit")
    context = {"form": form, "stated": regional.list_stated(), "rows": regional.list_region_rows()}
    return render(request, "specialists/figure_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def figure_forget(request: HttpRequest) -> HttpResponse:
    """Take back a number that was stated here."""
    kind, region = request.POST.get("kind", ""), request.POST.get("region", "")
    services.forget_figures(actor=request.user, kind=kind, region=region)
    messages.success(request, _("The number is taken back."))
    return redirect("specialists:figure_edit")
