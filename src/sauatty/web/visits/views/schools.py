"""How far schools are: all of them by region, as a table and a file, and one school."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.visits import forms, selectors, services, sheets
from sauatty.web.visits.views.work import history_for

A_PAGE = 50


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Return what is chosen; unknown choices count for nothing."""
    known = {"region": selectors.region_names(), "adoption": selectors.Adoption.values}
    asked = {name: request.GET.get(name, "") for name in known}
    return {name: value for name, value in asked.items() if value in known[name]}


@require_safe
def school_list(request: HttpRequest) -> HttpResponse:
    """List the schools and how far they are, with a table by region."""
    chosen = _chosen(request)
    page = Paginator(selectors.list_schools(request.user, **chosen), A_PAGE).get_page(request.GET.get("page"))
    regions = selectors.adoption_by_region(request.user)
    context = {
        "page": page, "regions": regions, "chosen": chosen, "steps": selectors.Adoption.choices,
        "totals": [sum(column) for column in zip(*(one.counts for one in regions), strict=True)],
        "has_invented": selectors.has_invented_schools(request.user), "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "visits/school_list.html", context)


@require_POST
def school_file(request: HttpRequest) -> HttpResponse:
    """Make the list as a workbook, without contacts."""
    schools = selectors.list_schools(request.user, **_chosen(request))
    cells = sheets.adoption_cells(selectors.adoption_by_region(request.user), schools)
    file = exports.offer_file(
        owner=request.user, name="schools.xlsx", media_type=exports.XLSX,
        content=exports.write_xlsx(cells, sheet=_("Schools")), kind="schools",
    )  # fmt: skip
    return redirect("base:file_fetch", file_id=file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def school_detail(request: HttpRequest, school_id: UUID) -> HttpResponse:
    """Show how far a school is, and change it."""
    school = selectors.access_school(request.user, school_id)
    form = forms.AdoptionForm(posted(request), initial={"adoption": school.adoption})
    if form.is_valid():
        try:
            services.adopt(actor=request.user, school=school, **form.cleaned_data)
        except SauattyError as error:
            form.add_error("why", say(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("visits:school_detail", school.pk)
    context = {
        "school": school, "form": form, "history": history_for(request.user, school),
        "requests": selectors.requests_of(request.user, school),
    }  # fmt: skip
    is_refused = form.is_bound and bool(form.errors)
    return render(request, "visits/school_detail.html", context, status=422 if is_refused else 200)
