"""Reports of a programme: asked for, listed, read and taken away."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.evaluations.services import Gathered, gather
from sauatty.web.publications.fragments import Fragment
from sauatty.web.reports import forms, preparing, selectors, services, standing
from sauatty.web.reports.services import packs
from sauatty.web.reports.views.packs import offered

MEDIA = {
    "pdf": "application/pdf", "html": "text/html", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the programmes whose reports somebody works with; lead to them where there is only one."""
    found = list(selectors.list_programmes(request.user))
    if len(found) == 1:
        return redirect("reports:report_list", found[0].pk)
    return render(request, "reports/home.html", {"programmes": found})


@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the reports of a programme, and ask for one."""
    programme = selectors.access_programme(request.user, programme_id)
    is_insider = selectors.is_insider(request.user, programme)
    gathered, answers = gather(programme, request.user), selectors.standing_of(programme)
    initial = {"language": get_language() or "kk", "source": "everybody" if is_insider else "pack"}
    form = forms.ReportForm(
        posted(request), initial=initial, offered=offered(gathered), is_insider=is_insider
    )
    if form.is_valid():
        answer = _asked(request, programme, gathered, answers, form)
        if answer is not None:
            return answer
    context = {
        "programme": programme, "form": form, "standing": answers, "is_blind": gathered.is_blind,
        "versions": _shown(request, programme, gathered, answers), "is_insider": is_insider,
    }  # fmt: skip
    return render(request, "reports/report_list.html", context, status=422 if form.is_bound else 200)


def _asked(
    request: HttpRequest,
    programme: Any,
    gathered: Gathered,
    answers: selectors.Standing,
    form: forms.ReportForm,
) -> HttpResponse | None:
    """Ask for the report; what the job would refuse is said on the form."""
    data = form.cleaned_data
    wish = packs.wish_of(surveys_in=data.get("surveys", []), minimum=preparing.MINIMA[0])
    try:
        services.refuse_blind(gathered)
        if data["source"] == selectors.Source.PACK:
            places = [at for at, one in enumerate(gathered.surveys) if str(one.pk) in wish["surveys"]]
            preparing.prepare(gathered, answers, surveys_in=places, minimum=wish["minimum"])
        job = services.ask_for_report(
            actor=request.user,
            programme=programme,
            language=data["language"],
            source=data["source"],
            wish=wish,
        )
    except SauattyError as error:
        form.add_error(None, say(error))
        return None
    return redirect("base:job_detail", job.pk)


def _shown(
    request: HttpRequest, programme: Any, gathered: Gathered, answers: selectors.Standing
) -> list[tuple[Any, list[standing.Changed]]]:
    """Return the reports with what has changed since each was made."""
    versions = list(selectors.list_versions(request.user, programme)[:50])
    if gathered.n_people > standing.MANY_PEOPLE:
        return [(one, []) for one in versions]
    now = standing.stood_on(gathered, answers.n_agreed)
    return [(one, standing.changes(one.stood_on, now, of_pack=one.pack_id is not None)) for one in versions]


@require_safe
def report_detail(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """Show a report as it was made."""
    programme = selectors.access_programme(request.user, programme_id)
    version = selectors.access_version(request.user, programme, number)
    context = {
        "programme": programme, "version": version, "files": selectors.list_files(version),
        "fragment": Fragment(version.fragment),
    }  # fmt: skip
    return render(request, "reports/report_detail.html", context)


@require_POST
def report_file(request: HttpRequest, programme_id: UUID, number: int, form: str) -> HttpResponse:
    """Hand a file of a report out."""
    programme = selectors.access_programme(request.user, programme_id)
    version = selectors.access_version(request.user, programme, number)
    found = selectors.access_file(version, form)
    mark = "INVENTED-" if programme.is_demo else ""
    file = exports.offer_file(
        owner=request.user, name=f"{mark}report-{number}-{version.language}.{form}", media_type=MEDIA[form],
        content=bytes(found.content), programme=str(programme.pk), report=number, sha256=found.sha256,
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)
