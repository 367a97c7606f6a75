"""One analysis: asking for it, its page, its charts and its result as a file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.assessments.labels import language
from sauatty.web.base.sentences import in_words
from sauatty.web.calibrations import naming, presenting, selectors, services
from sauatty.web.calibrations.forms import form_of
from sauatty.web.calibrations.gathering import canonical
from sauatty.web.calibrations.naming import names_for
from sauatty.web.calibrations.possible import tests_for, titles_for
from sauatty.web.calibrations.views.overview import overview_page
from sauatty.web.papers import selectors as papers


@require_POST
def analysis_ask(request: HttpRequest, programme_id: UUID, kind: str) -> HttpResponse:
    """Ask for an analysis of the tests that count."""
    programme = selectors.access_programme(request.user, programme_id)
    if kind not in selectors.KINDS:
        raise Http404
    taken = selectors.tests_taken(programme)
    form = form_of(kind, selectors.set_numbers(programme), titles_for(taken), request.POST)
    if form is not None and not form.is_valid():
        return overview_page(request, programme, broken={kind: form})
    choices = dict(form.cleaned_data) if form else {}
    tests = tests_for(kind, taken, choices.pop("test", ""))
    analysis, _job = services.ask_for_analysis(
        actor=request.user, programme=programme, kind=kind, tests=tests, choices=choices
    )
    return redirect("calibrations:analysis_detail", analysis_id=analysis.pk)


@require_safe
def analysis_detail(request: HttpRequest, analysis_id: UUID) -> HttpResponse:
    """Show an analysis."""
    analysis = selectors.access_analysis(request.user, analysis_id)
    context = {
        "analysis": analysis,
        "programme": analysis.programme,
        "tests_named": presenting.titles_of(analysis),
    }
    if analysis.state == "waiting":
        context["job"] = selectors.job_of(analysis)
        return render(request, "calibrations/waiting.html", context)
    if analysis.state == "impossible":
        by = str(analysis.choices.get("by", ""))
        params = naming.named_groups(analysis.problem, analysis.programme, by)
        context["problem"] = in_words(analysis.problem["message"], params)
        return render(request, "calibrations/impossible.html", context)
    names = names_for(analysis)
    context |= presenting.page_of(analysis, names) | {"charts": presenting.charts_of(analysis, names)}
    context |= _asked_for(analysis, request)
    context["stems"] = papers.stems_of((one["id"] for one in analysis.tests), language())
    return render(request, f"calibrations/{analysis.kind}.html", context)


def _asked_for(analysis: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what else the page shows: the options of one question, and whether parameters may be taken into use."""
    context: dict[str, Any] = {"may_manage": selectors.may_manage(request.user, analysis.programme)}
    paper, item = request.GET.get("paper", ""), request.GET.get("item", "")
    if analysis.kind == "items" and item:
        context |= {
            "options": presenting.distractors(analysis.result, paper, item),
            "paper": paper,
            "item": item,
        }
    if analysis.kind == "calibration":
        context["sets"] = selectors.sets_of(analysis)
    return context


@require_safe
def analysis_chart(request: HttpRequest, analysis_id: UUID, chart: str) -> HttpResponse:
    """Draw one chart of an analysis."""
    analysis = selectors.access_analysis(request.user, analysis_id)
    figure = presenting.figure_of(analysis, chart, names_for(analysis), request.GET)
    if figure is None:
        raise Http404
    return HttpResponse(figure.svg, content_type="image/svg+xml")


@require_safe
def analysis_file(request: HttpRequest, analysis_id: UUID) -> HttpResponse:
    """Give the whole result, unrounded."""
    analysis = selectors.access_analysis(request.user, analysis_id)
    if analysis.result is None:
        raise Http404
    facts = {
        "analysis": str(analysis.pk), "kind": analysis.kind, "tests": analysis.tests, "choices": analysis.choices,
        "n_persons": analysis.n_persons, "inputs_sha256": analysis.inputs_sha256,
        "result_sha256": analysis.result_sha256, "sauatty": analysis.code_version, "result": analysis.result,
    }  # fmt: skip
    response = HttpResponse(canonical(facts), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{analysis.kind}-{str(analysis.pk)[:8]}.json"'
    return response
