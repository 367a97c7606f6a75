"""Pages that belong to the house itself: home, jobs, files, health, errors."""

import json
import sys
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from sauatty import __version__
from sauatty.web.base import homes, inbox, jobs
from sauatty.web.base.full_disk import is_disk_full
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.storage.buckets import BucketAway


def front_door(request: HttpRequest) -> HttpResponse:
    """Send a visitor without a language to the one their device asks for."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language if language in dict(settings.LANGUAGES) else 'kk'}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is, or the home of the visitor's role."""
    return homes.home_view(request, held_roles(request))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what Sauatty is, its version, its limits and its licences."""
    return render(request, "base/about.html", {"version": __version__})


def _job_of(request: HttpRequest, job_id: UUID) -> Job:
    return get_object_or_404(Job, pk=job_id, created_by=request.user)


@require_safe
def job_detail(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show the progress of a job; htmx asks for the bar alone, again and again until it is over."""
    job = _job_of(request, job_id)
    target = homes.job_target(job)
    onward = target if target and homes.leads_on(job) else ""
    # A file leaves the page where it is: led on to it, the page would ask again and fetch it once a second.
    is_file = bool(onward) and _is_file(onward)
    if onward and not is_file and not request.htmx:
        return redirect(onward)
    template = "base/job_detail.html#bar" if request.htmx else "base/job_detail.html"
    context = {"job": job, "target": target, "is_file": is_file, "sentence": homes.job_sentence(job)}
    response = render(request, template, context)
    if request.htmx and job.is_over and (is_file or not onward):  # heading and title say so too
        response["HX-Refresh"] = "true"
    elif request.htmx and onward:
        response["HX-Redirect"] = onward
    return response


def _is_file(address: str) -> bool:
    return resolve(urlsplit(address).path).view_name == "base:file_fetch"


@require_POST
def job_cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a job to stop."""
    job = _job_of(request, job_id)
    jobs.cancel(job)
    return redirect("base:job_detail", job_id=job.pk)


@require_safe
def file_fetch(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give a made file to its owner while it lives."""
    file = get_object_or_404(ExportedFile, pk=file_id, owner=request.user, expires_at__gt=timezone.now())
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(file.name)}"
    return response


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")


@require_safe
@ensure_csrf_cookie
def token_give(request: HttpRequest) -> HttpResponse:
    """Give a page that opened without a connection the token it lost: a phone that was killed keeps no young cookie."""
    return HttpResponse(status=204)


def envelope_put(request: HttpRequest, envelope_id: UUID) -> HttpResponse:
    """Take one submission into the inbox and answer with a receipt."""
    if request.method != "PUT":
        return HttpResponse(status=405, headers={"Allow": "PUT"})
    # A shared device: what one person kept is not sent in the name of the next one who signed in
    if request.headers.get("X-Sauatty-Person", str(request.user.pk)) != str(request.user.pk):
        return JsonResponse({"code": "another-person"}, status=401)
    raw = request.body
    if len(raw) > inbox.MAX_BYTES:
        return JsonResponse({"code": "envelope-too-large"}, status=413)
    try:
        well_formed = isinstance(json.loads(raw), dict)
    except (ValueError, RecursionError):
        well_formed = False
    if not well_formed:
        return JsonResponse({"code": "envelope-not-json"}, status=400)
    receipt = inbox.receive(envelope_id, raw, sender=request.user)
    return JsonResponse(receipt.as_json(), status=receipt.http_status)


def health_live(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "live", "version": __version__})


def health_ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and the jobs move."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = Job.objects.filter(state=Job.State.QUEUED).count()
    except Exception:
        return JsonResponse({"status": "not ready"}, status=503)
    return JsonResponse({"status": "ready", "jobs_waiting": waiting})


def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines away from everything but the public pages."""
    lines = ["User-agent: *", "Disallow: /api/", "Disallow: /*/sign-in/", "Disallow: /*/start/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _error(request: HttpRequest, status: int, template: str) -> HttpResponse:
    return render(request, template, {"code": str(status)}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400, "base/error_400.html")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403, "base/error_403.html")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404, "base/error_404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without touching the database, which may be what failed."""
    error = sys.exc_info()[1]  # Django calls this while it handles the error
    if is_disk_full(error):
        return _unstored(request, "disk-full", "base/error_disk.html")
    if isinstance(error, BucketAway):
        return _unstored(request, "files-away", "base/error_files.html")
    return HttpResponse(_plain_500(), status=500, content_type="text/html; charset=utf-8")


def _unstored(request: HttpRequest, code: str, template: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"code": code, "retry": "jittered", "after": 60}, status=503)
    return HttpResponse(render_to_string(template), status=503)


def _plain_500() -> str:
    return render_to_string("base/error_500.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403, "base/error_403.html")
