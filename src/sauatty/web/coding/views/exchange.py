"""Decisions out as a table, decisions in from one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import SauattyError  # noqa: F401
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say  # noqa: F401
from sauatty.web.coding import forms, selectors

COLUMNS = (
    "unit", "coder", "relevance", "competences", "demand", "unsure", "note", "code", "subject", "grade", "text",
)  # fmt: skip


@require_POST
def decision_export(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Make a table of the decisions, or of the standing results, and offer it to its reader for a day."""
    project = selectors.access_managed(request.user, project_id)
    if selectors.codes_blindly(request.user, project):
        return render(request, "coding/blind_still.html", {"project": project}, status=403)
    what = "agreed" if request.POST.get("what") == "agreed" else "decisions"
    found = selectors.result_rows(project) if what == "agreed" else selectors.decision_rows(project)
    rows = [COLUMNS, *(_as_cells(row) for row in found)]
    is_xlsx = request.POST.get("format") == "xlsx"
    file = exports.offer_file(
        owner=request.user,
        name=f"{what}-{project.pk}.{'xlsx' if is_xlsx else 'csv'}",
        media_type=exports.XLSX if is_xlsx else "text/csv; charset=utf-8",
        content=exports.write_xlsx(rows, sheet=gettext("Decisions")) if is_xlsx else exports.write_csv(rows),
        review=str(project.pk),
    )
    return redirect("base:file_fetch", file.pk)


def _as_cells(row: tuple[Any, ...]) -> list[Any]:
    unit, coder, relevance, competences, demand, unsure, *rest = row
    return [str(unit), coder, relevance, ";".join(competences), demand, int(unsure), *rest]


@require_http_methods(["GET", "HEAD", "POST"])
def decision_import(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Take a table, show what it would change, and store it whole once that was confirmed."""
    project = selectors.access_managed(request.user, project_id)
    form = forms.ImportForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"project": project, "form": form}
    if not form.is_valid():
        return render(request, "coding/decision_import.html", context, status=422 if form.is_bound else 200)
    raise Http404
