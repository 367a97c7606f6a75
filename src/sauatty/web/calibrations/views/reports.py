"""The report on the tests of a programme as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sauatty.web.assessments.labels import language
from sauatty.web.base.forms import posted
from sauatty.web.calibrations import selectors, services
from sauatty.web.calibrations.forms import ReportForm


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Choose language and format of the report, and ask for it."""
    programme = selectors.access_programme(request.user, programme_id)
    form = ReportForm(posted(request), initial={"language": language(), "format": "pdf"})
    if form.is_valid():
        job = services.ask_for_report(actor=request.user, programme=programme, **form.cleaned_data)
        return redirect("base:job_detail", job.pk)
    made = selectors.latest_of_each(programme)
    context = {
        "programme": programme,
        "form": form,
        "made": [row.get_kind_display() for row in made.values()],
    }
    return render(request, "calibrations/report.html", context, status=422 if form.is_bound else 200)
