"""Codes out as a table or for other programmes, codes in from a table."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import SauattyError
from sauatty.sandbox import read_coded_answers_in_sandbox
from sauatty.web.answers import books, exchanging, forms, selectors, services
from sauatty.web.answers.views.blind import blind_still
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.coding import selectors as coding

HEAD = ("response", "question", "grade", "parts", "source", "coder", "note", "language", "text")


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show what can be taken out and in; make the table that was chosen."""
    project = selectors.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return blind_still(request, project)
    if request.method == "POST":
        return _export(request, project)
    return _tables_page(request, project)


def _tables_page(request: HttpRequest, project: Any, **more: Any) -> HttpResponse:
    coders = sorted(coding.coders_by_label(project))
    context = {"project": project, "coders": coders, "form": forms.CodesForm(coders=coders), **more}
    return render(request, "answers/tables.html", context, status=422 if more.get("sentence") else 200)


def _named(project: Any) -> str:
    """Return what the name of a file begins with. Rows are read back, so the mark of invented data stands in the name."""
    return "invented-codes" if project.is_demo else "codes"


def _export(request: HttpRequest, project: Any) -> HttpResponse:
    source, _colon, coder = request.POST.get("what", "agreed").partition(":")
    if source not in ("agreed", "coder", "machine"):
        source = "agreed"
    kind = request.POST.get("format", "xlsx")
    if kind == "qdpx":
        return _project_file(request, project, source, coder)
    rows = [HEAD, *selectors.table_rows(project, source, coder)]
    made = exports.table_file(rows, kind, sheet=gettext("Codes"))
    file = exports.offer_file(
        owner=request.user, name=f"{_named(project)}-{source}{coder[:2]}-{project.pk}.{made.ending}",
        media_type=made.media_type, content=made.content,
        review=str(project.pk), source=source,
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)


def _project_file(request: HttpRequest, project: Any, source: str, coder: str) -> HttpResponse:
    content = exchanging.project_file(
        books.book_of(project),
        selectors.table_rows(project, source, coder),
        get_language() or "kk",
        str(project),
    )
    file = exports.offer_file(
        owner=request.user, name=f"{_named(project)}-{source}-{project.pk}.qdpx", media_type="application/zip",
        content=content,
        review=str(project.pk), source=source,
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def codes_import(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Read a table of codes in the sandbox and show what it would change, before anything is stored."""
    project = selectors.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return blind_still(request, project)
    coders = sorted(coding.coders_by_label(project))
    form = forms.CodesForm(posted(request), request.FILES or None, coders=coders)
    if not form.is_valid():
        return _tables_page(
            request,
            project,
            form=form,
            sentence=gettext("Choose a file and a coder.") if form.is_bound else "",
        )
    file = form.cleaned_data["file"]
    try:
        table, plan = services.keep_codes(
            actor=request.user,
            project=project,
            codes=_read(file),
            coder=form.cleaned_data["coder"],
            name=file.name,
        )
    except SauattyError as error:
        return _tables_page(request, project, sentence=say(error))
    return render(request, "answers/codes_import.html", {"project": project, "table": table, "plan": plan})


def _read(file: Any) -> Any:
    with tempfile.NamedTemporaryFile(prefix="sauatty-codes-") as copy:
        copy.writelines(file.chunks())
        copy.flush()
        return read_coded_answers_in_sandbox(Path(copy.name), name=file.name)
