"""Pages of the measures: unevenness, progression, gaps, what would change it most, comparison, research."""

from math import isfinite
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.alignments.labels import DEMANDS
from sauatty.web.base import exports
from sauatty.web.measures import charts, comparing, judged_list, measure_tables, presenting
from sauatty.web.measures import judged_map as maps
from sauatty.web.measures.asking import Asked, asked_or_404, measure_page

PAGE_SIZE = 50
# Areas and grades stand on one page; of dozens of subjects one is shown at a time.
ROWS_AT_ONCE = 12
TARGET, LOWEST, HIGHEST = 0.8, 0.1, 1.0


def judged_page(asked: Asked) -> HttpResponse:
    """Show the map of decisions; the view of the coverage map comes here where it is asked for people's."""
    wanted = asked.request.GET.get("show", "")
    values = wanted if wanted in maps.VALUES else maps.VALUES[0]
    found = asked.measures.map()
    if values == "hours" and not found["has_hours"]:
        values = maps.VALUES[0]
    context = asked.context("coverage_map", map=maps.draw(asked, found, values), values=values)
    return render(asked.request, "alignments/judged_map.html", context)


@measure_page
def judged_list_page(asked: Asked) -> HttpResponse:
    """Show the objectives that a cell counts, with what the source holds of each."""
    query = asked.request.GET
    page = Paginator(judged_list.list_judged(asked, query), PAGE_SIZE).get_page(query.get("page"))
    context = asked.context(
        "coverage_map",
        objectives=page,
        listed=judged_list.with_names(page.object_list),
        narrowed=presenting.narrowed(asked, query),
    )
    return render(asked.request, "alignments/judged_list.html", context)


@measure_page
def unevenness(asked: Asked) -> HttpResponse:
    """Show shares with intervals, residuals with marks, and the evenness."""
    found = asked.measures.unevenness()
    context = asked.context("unevenness", found=found, **presenting.unevenness(asked, found))
    return render(asked.request, "alignments/unevenness.html", context)


@measure_page
def progression(asked: Asked) -> HttpResponse:
    """Show whether a competence comes back as grades rise, and with more demand."""
    found = asked.measures.progression()
    context = asked.context(
        "progression", found=found, demands=DEMANDS, **presenting.progression(asked, found)
    )
    return render(asked.request, "alignments/progression.html", context)


@measure_page
def gaps(asked: Asked) -> HttpResponse:
    """Show each empty or thin cell with the objectives into which the competence can be built."""
    found = asked.measures.gaps()
    rows = presenting.gap_rows(asked, found)
    wanted = asked.request.GET.get("row", "")
    chosen = [row for row in rows if row["key"] == wanted]
    shown = chosen or (rows if len(rows) <= ROWS_AT_ONCE else rows[:1])
    context = asked.context(
        "gaps", found=found, rows=rows, shown=shown, groups=presenting.gaps(asked, found, shown)
    )
    return render(asked.request, "alignments/gaps.html", context)


@measure_page
def reinforcement(asked: Asked) -> HttpResponse:
    """Show the smallest set of opportunities that brings the evenness to a chosen level."""
    target = target_of(asked.request)
    context: dict[str, Any] = {"target": target, "percent": round(target * 100)}
    if not asked.source.is_machine:
        found = asked.measures.reinforcement(target)
        context |= {"found": found, **presenting.reinforcement(asked, found)}
    return render(asked.request, "alignments/reinforcement.html", asked.context("reinforcement", **context))


def target_of(request: HttpRequest) -> float:
    """Return the asked evenness as a fraction; what is no number is the usual target."""
    asked = request.GET if request.method in {"GET", "HEAD"} else request.POST
    try:
        percent = float(asked.get("target", "").replace(",", "."))
    except ValueError:
        return TARGET
    # whole percents, as the page says them: every other target would be computed and kept on its own
    return min(max(round(percent) / 100, LOWEST), HIGHEST) if isfinite(percent) else TARGET


@measure_page
def comparison(asked: Asked) -> HttpResponse:
    """Show two editions, subjects or languages side by side."""
    other = comparing.other_side(asked)
    context = asked.context(
        "comparison",
        choices=comparing.choices(asked),
        other=other,
        **(presenting.comparison(asked, comparing.figures(asked, other)) if other.is_ready else {}),
    )
    return render(asked.request, "alignments/comparison.html", context, status=200 if other.is_fine else 422)


@measure_page
def research(asked: Asked) -> HttpResponse:
    """Show the indices that need a specialist: Gini, and Porter's index with its baseline."""
    found = asked.measures.research()
    context = asked.context("research", found=found, rows=presenting.research(asked, found))
    return render(asked.request, "alignments/research.html", context)


@require_safe
def measure_chart(request: HttpRequest, measure: str) -> HttpResponse:
    """Give a chart of a measure as SVG."""
    svg = charts.draw(asked_or_404(request), measure, target_of(request))
    if svg is None:
        raise Http404
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


@require_POST
def measure_file(request: HttpRequest, measure: str) -> HttpResponse:
    """Make a measure as a spreadsheet and offer it to its reader for a day."""
    asked = asked_or_404(request)
    if measure not in measure_tables.MEASURES or (measure == "reinforcement" and asked.source.is_machine):
        raise Http404
    rows = measure_tables.measure_rows(asked, measure, target_of(request))
    made = exports.table_file(rows, request.POST.get("format", "csv"), sheet=gettext("Figures"))
    file = exports.offer_file(
        owner=request.user,
        name=f"{measure.replace('_', '-')}-{asked.question.by}-{asked.source.kind}.{made.ending}",
        media_type=made.media_type,
        content=made.content,
        edition=str(asked.edition.pk),
        source=asked.source.key,
    )
    return redirect("base:file_fetch", file.pk)
