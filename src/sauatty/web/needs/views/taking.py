"""What is taken away: the report, and data for research."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.models import Job
from sauatty.web.base.sentences import say
from sauatty.web.needs import services
from sauatty.web.needs.asking import AskedSurvey, asked_or_404
from sauatty.web.needs.forms import ReportForm, ResearchForm
from sauatty.web.needs.researching import Choice, Prepared, Research

FORM_METHODS = ["GET", "HEAD", "POST"]


def file_address(job: Job) -> str:
    """Return where the file of a job is fetched."""
    return reverse("base:file_fetch", args=[job.payload["file"]])


@require_http_methods(FORM_METHODS)
def report(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Ask for the report of the survey."""
    asked = asked_or_404(request, campaign_id)
    weighing = asked.figures.weighing
    may_weight = weighing.is_possible and weighing.found is not None
    initial = {"language": asked.language, "format": "docx"}
    form = ReportForm(posted(request), initial=initial, may_weight=may_weight)
    if form.is_valid() and not asked.hides_codes:
        job = services.ask_for_report(actor=request.user, campaign=asked.campaign, **form.values())
        return redirect("base:job_detail", job.pk)
    context = asked.context("report", form=form, hides_codes=asked.hides_codes)
    return render(request, "needs/report.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def research(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Choose data for research, see whether they could point at a person, and ask for the files."""
    asked = asked_or_404(request, campaign_id)
    data = Research(asked.figures)
    form = ResearchForm(
        posted(request), research=data, hides_codes=asked.hides_codes, language=asked.language,
        initial={"audience": "internal", "language": asked.language},
    )  # fmt: skip
    choice = form.choice() if form.is_valid() else Choice()
    prepared, refused = _prepared(data, choice)
    wants = form.is_valid() and request.POST.get("step") == "make"
    if wants and prepared is not None and prepared.check.is_enough:
        try:
            _refuse_without_spss(choice)
        except SauattyError as error:
            refused = say(error)
        else:
            job = services.ask_for_data(actor=request.user, campaign=asked.campaign, choice=choice)
            return redirect("base:job_detail", job.pk)
    context = asked.context("research", form=form, refused=refused, **_told(asked, data, prepared))
    status = 422 if form.is_bound and (wants or not form.is_valid()) else 200
    return render(request, "needs/research.html", context, status=status)


def _prepared(data: Research, choice: Choice) -> tuple[Prepared | None, str]:
    try:
        return data.prepared(choice), ""
    except SauattyError as error:
        return None, say(error)


def _refuse_without_spss(choice: Choice) -> None:
    """Say now what the job would say: that the package that writes SPSS files is not installed."""
    if choice.with_spss:
        from sauatty.core.exchange.spss import check_installed

        check_installed()


def _told(asked: AskedSurvey, data: Research, prepared: Prepared | None) -> dict[str, Any]:
    """Return the check with the texts of the questions."""
    if prepared is None:
        return {"prepared": None}
    texts = dict(asked.figures.attribute_choices(asked.language))
    texts |= {one.id: one.text.text(asked.language) for one in (*data.declared, *data.undeclared)}
    check = prepared.check
    return {
        "prepared": prepared,
        "check": check,
        "without": [(texts.get(one.name, one.name), one) for one in check.without],
        "leave_out": [texts.get(one, one) for one in check.leave_out],
        "rare": [
            (texts.get(one.name, one.name), _label(asked, one.name, one.code), one.n) for one in check.rare
        ],
        "pointing": [texts.get(one, one) for one in check.names],
    }


def _label(asked: AskedSurvey, name: str, code: str) -> str:
    from sauatty.web.needs.presenting import group_name

    return group_name(asked, name, code)
