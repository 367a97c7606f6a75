"""Files of a module, made by a job."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sauatty.core.languages import LANGUAGES
from sauatty.web.lessons import catalogue, files, selectors


@require_POST
def module_print(request: HttpRequest, module_id: str) -> HttpResponse:
    """Ask for a file of a module in one language."""
    module = selectors.access_module(catalogue.shelf(), module_id)
    kind, language = request.POST.get("kind", ""), request.POST.get("language", "")
    if kind not in files.KINDS or language not in LANGUAGES:
        raise Http404
    job = files.ask_for_file(actor=request.user, module=module.id, kind=kind, language=language)
    return redirect("base:job_detail", job_id=job.pk)
