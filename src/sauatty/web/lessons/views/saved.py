"""Modules on a phone: the list of them, the bundle of each, the worker that gives them, the reader's own work."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sauatty.web.base.workers import worker_response
from sauatty.web.lessons import catalogue, selectors
from sauatty.web.lessons.views.common import MARK, show
from sauatty.web.lessons.views.keeping import bundle_of

EDITION = "X-Sauatty-Edition"  # the mark of a page is made weak where it is compressed; this one is not


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """Show what is saved on this phone; the browser alone knows it."""
    return show(request, "lessons/saved.html", {"shelf": catalogue.shelf()})


@require_safe
def module_bundle(request: HttpRequest, module_id: str) -> HttpResponse:
    """Give a module as a phone keeps it; to HEAD only which edition there is now."""
    shelf = catalogue.shelf()
    module = selectors.access_module(shelf, module_id)
    bundle = bundle_of(shelf, module, is_text=request.GET.get("text") == "1")
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{bundle.edition}"', EDITION: bundle.edition}
    response = HttpResponse(bundle.body, content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=f'"{bundle.edition}"', response=response) or response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker for the lessons of one language."""
    settings = {"saved": reverse("lessons:saved"), "mark": MARK}
    return worker_response("LESSONS", settings, "lessons/lessons-worker.js")


@require_safe
def own_work(request: HttpRequest) -> HttpResponse:
    """Give the reader's own work, to stand in saved lessons on their phone."""
    return JsonResponse({"person": str(request.user.pk), "lessons": selectors.own_work(request.user)})
