"""Decisions out as a table, decisions in from one."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import SauattyError
from sauatty.sandbox import read_decisions_in_sandbox
from sauatty.web.agreements import forms, selectors, services
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.models import Job
from sauatty.web.base.sentences import say
from sauatty.web.coding import selectors as coding

COLUMNS = (
    "unit", "coder", "relevance", "competences", "demand", "unsure", "note", "code", "subject", "grade", "text",
)  # fmt: skip


@require_POST
def decision_export(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Make a table of the decisions, or of the standing results, and offer it to its reader for a day."""
    project = coding.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return _blind_still(request, project)
    what = "agreed" if request.POST.get("what") == "agreed" else "decisions"
    found = selectors.result_rows(project) if what == "agreed" else selectors.decision_rows(project)
    rows = [COLUMNS, *(_as_cells(row) for row in found)]
    made = exports.table_file(rows, request.POST.get("format", "csv"), sheet=gettext("Decisions"))
    file = exports.offer_file(
        owner=request.user,
        name=f"{what}-{project.pk}.{made.ending}",
        media_type=made.media_type,
        content=made.content,
        review=str(project.pk),
    )
    return redirect("base:file_fetch", file.pk)


def _blind_still(request: HttpRequest, project: Any) -> HttpResponse:
    return render(request, "agreements/blind_still.html", {"project": project}, status=403)


def _as_cells(row: tuple[Any, ...]) -> list[Any]:
    unit, coder, relevance, competences, demand, unsure, *rest = row
    return [str(unit), coder, relevance, ";".join(competences), demand, int(unsure), *rest]


@require_http_methods(["GET", "HEAD", "POST"])
def decision_import(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Read a table in the sandbox and show what it would change, before anything is stored."""
    project = coding.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        # what a table would change says what others decided
        return _blind_still(request, project)
    form = forms.ImportForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return _import_page(request, project, form, status=422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        rows = _read_table(file)
        table, plan = services.keep_table(
            actor=request.user, project=project, rows=rows, name=file.name or ""
        )
    except SauattyError as error:
        return _import_page(request, project, forms.ImportForm(), sentence=say(error), status=422)
    return render(
        request, "agreements/decision_import.html", {"project": project, "table": table, "plan": plan}
    )


def _import_page(
    request: HttpRequest, project: Any, form: Any, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    context = {"project": project, "form": form, "sentence": sentence}
    return render(request, "agreements/decision_import.html", context, status=status)


def _read_table(file: Any) -> Any:
    with tempfile.NamedTemporaryFile(prefix="sauatty-table-") as copy:
        copy.writelines(file.chunks())
        copy.flush()
        return read_decisions_in_sandbox(Path(copy.name), name=file.name)


@require_POST
def decision_store(request: HttpRequest, project_id: UUID, table_id: UUID) -> HttpResponse:
    """Store the table that was looked at, whole or not at all."""
    project = coding.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return _blind_still(request, project)
    table = selectors.access_table(request.user, project, table_id)
    job = services.store_table(actor=request.user, table=table)
    if job is not None:
        return redirect("base:job_detail", job_id=job.pk)
    messages.success(request, gettext("The decisions are stored."))
    return redirect("coding:project_detail", project_id=project.pk)


def import_address(job: Job) -> str:
    """Return the list of reviews: a table's review is on it, whatever became of the table."""
    return reverse("coding:project_list")
