"""Charts and spreadsheets of the pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.base import exports
from sauatty.web.needs import charts, spreadsheets
from sauatty.web.needs.asking import asked_or_404


@require_safe
def chart(request: HttpRequest, campaign_id: UUID, figure: str) -> HttpResponse:
    """Give a chart as SVG."""
    page = figure if figure in charts.CODED else ""
    svg = charts.draw(asked_or_404(request, campaign_id, page), figure)
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


@require_POST
def figure_file(request: HttpRequest, campaign_id: UUID, page: str) -> HttpResponse:
    """Make the figures of a page as a spreadsheet and offer it to its reader for a day."""
    asked = asked_or_404(request, campaign_id, page)
    rows = spreadsheets.figure_rows(asked, page)
    made = exports.table_file(rows, request.POST.get("format", "csv"), sheet=gettext("Figures"))
    file = exports.offer_file(
        owner=request.user,
        name=f"{asked.campaign.slug}-{page}-{asked.language}.{made.ending}",
        media_type=made.media_type,
        content=made.content,
        campaign=str(asked.campaign.pk),
        source=asked.figures.source,
    )
    return redirect("base:file_fetch", file.pk)
