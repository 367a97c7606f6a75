"""The coverage map: of the machine's proposals, or of what people decided; its chart and its tables."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.alignments import selectors
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.base import exports, roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.models import Job
from sauatty.web.base.texts import in_language
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula import services as curricula_services
from sauatty.web.measures import coverage_map as maps
from sauatty.web.measures import tables
from sauatty.web.measures.asking import Asked, ask, nothing_yet
from sauatty.web.measures.views import judged_page


def _language() -> str:
    return get_language() or "kk"


def _axis(wanted: str | None) -> str:
    return wanted if wanted in selectors.AXES else selectors.AXES[0]


def _may_write(request: HttpRequest) -> bool:
    return roles.is_allowed("curricula:upload", held_roles(request))


def map_address(job: Job) -> str:
    """Return the coverage map of the edition that a job stored or matched."""
    edition = curricula_services.edition_of_job(job.payload)
    return reverse("alignments:coverage_map") + (f"?edition={edition.pk}" if edition else "")


@require_safe
def coverage_map(request: HttpRequest) -> HttpResponse:
    """Show which areas, subjects or grades of an edition carry which competences, and who says so."""
    asked = ask(request)
    if isinstance(asked, Asked):
        if asked.source.is_machine:
            return _machine_map(request, asked.edition, asked)
        return nothing_yet(asked) if asked.source.is_empty else judged_page(asked)
    edition = curricula.choose_edition(request.user, request.GET.get("edition", ""), language=_language())
    is_waiting = edition is not None and not is_hidden_from(edition, request.user)
    return _machine_map(request, edition, None) if edition is not None and is_waiting else asked


def _machine_map(request: HttpRequest, edition: selectors.Edition, asked: Asked | None) -> HttpResponse:
    """Show the map of the machine's proposals, or how far the matching is."""
    run = selectors.finished_run(edition)
    job = None if run else selectors.job_under_way(edition)
    context: dict[str, Any] = {
        "edition": edition,
        "editions": curricula.list_editions(request.user),
        **(asked.context("coverage_map") if asked else {}),
        "run": run,
        "by": _axis(request.GET.get("by")),
        "as_shares": request.GET.get("show") == "shares",
        "job": job,
        "is_own_job": job is not None and job.created_by_id == request.user.pk,
        "may_match": _may_write(request) and run is None and job is None,
    }
    if run is not None:
        coverage = selectors.summarise_coverage(run, context["by"])
        context["coverage"] = coverage
        context["map"] = maps.draw_map(coverage, edition, _language(), as_shares=context["as_shares"])
    return render(request, "alignments/coverage_map.html", context)


def _run_of(request: HttpRequest, wanted: str) -> tuple[selectors.Edition, selectors.MatchRun]:
    edition = curricula.choose_edition(request.user, wanted, language=_language())
    run = selectors.finished_run(edition) if edition else None
    if edition is None or run is None or is_hidden_from(edition, request.user):
        raise Http404
    return edition, run


@require_safe
def coverage_svg(request: HttpRequest) -> HttpResponse:
    """Give the map as a chart for reports."""
    edition, run = _run_of(request, request.GET.get("edition", ""))
    coverage = selectors.summarise_coverage(run, _axis(request.GET.get("by")))
    title = f"{gettext('Coverage map')}: {_title(edition)}"
    note = gettext("Machine proposals (%(model)s), not reviewed by a person.") % {"model": run.model}
    svg = maps.draw_svg(coverage, _language(), title=title, threshold=run.threshold, note=note)
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


def _title(edition: selectors.Edition) -> str:
    return in_language(edition.document, "title")


@require_POST
def coverage_export(request: HttpRequest) -> HttpResponse:
    """Make the map as a spreadsheet and offer it to its reader for a day."""
    edition, run = _run_of(request, request.POST.get("edition", ""))
    by = _axis(request.POST.get("by"))
    rows = tables.table_rows(selectors.summarise_coverage(run, by), run, edition, _language())
    made = exports.table_file(rows, request.POST.get("format", "csv"), sheet=gettext("Coverage"))
    file = exports.offer_file(
        owner=request.user,
        name=f"coverage-{by}-{edition.language}.{made.ending}",
        media_type=made.media_type,
        content=made.content,
        edition=str(edition.pk),
        run=str(run.pk),
    )
    return redirect("base:file_fetch", file.pk)
