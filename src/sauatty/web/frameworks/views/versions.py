"""The published national versions with their files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.models import Job
from sauatty.web.frameworks import case_selectors, selectors, services
from sauatty.web.frameworks.exporting import write_yaml


@require_safe
def version_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one published version: decisions, what changed, figures, files."""
    version = selectors.access_version(slug, number)
    context = {
        "page": selectors.summarise_version(version),
        "case_identifier": case_selectors.package_identifier(version.slug),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        "formats": list(services.FORMATS),
    }
    return render(request, "frameworks/version_detail.html", context)


@require_safe
def version_yaml(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give a version as a content file."""
    version = selectors.access_version(slug, number)
    response = HttpResponse(write_yaml(version), content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{version.slug}-{version.number}.yaml"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_POST
def version_document(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask for a version as DOCX or PDF in one language; the file is made by a job."""
    version = selectors.access_version(slug, number)
    language, kind = request.POST.get("language", ""), request.POST.get("format", "")
    if language not in LANGUAGES or kind not in services.FORMATS:
        raise Http404
    job = services.ask_for_document(actor=request.user, version=version, language=language, kind=kind)
    return redirect("base:job_detail", job_id=job.pk)


def document_address(job: Job) -> str:
    """Return where a made document is fetched; its version once the file has expired."""
    file_id = selectors.find_version_file(job.payload["person"], services.file_name(job.payload))
    if file_id:
        return reverse("base:file_fetch", args=[file_id])
    return reverse("frameworks:version_detail", args=[job.payload["slug"], job.payload["number"]])
