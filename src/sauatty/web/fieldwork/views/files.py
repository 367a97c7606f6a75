"""Responses from a file: upload, look, take in."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.base.models import Job
from sauatty.web.base.sentences import in_words, say
from sauatty.web.curricula.receiving import refused_upload
from sauatty.web.fieldwork import forms, selectors, services
from sauatty.web.surveys import labels
from sauatty.web.surveys import selectors as surveys
from sauatty.web.surveys.views.campaigns import FORM_METHODS, status_of


@require_http_methods(FORM_METHODS)
def file_list(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show the files that were uploaded, and take a new one."""
    campaign = surveys.access_managed(request.user, campaign_id)
    refused = refused_upload(request) if request.method == "POST" else None
    form = forms.FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if refused is not None:
        form.add_error("file", say(refused))
    elif form.is_valid():
        given = form.cleaned_data["file"]
        file = services.receive_file(
            actor=request.user, campaign=campaign, name=given.name, content=given.read()
        )
        return redirect("base:job_detail", services.read_job(file, request.user).pk)
    context = {
        "campaign": campaign, "form": form, "files": list(selectors.list_files(campaign)),
        "limit": settings.UPLOAD_LIMIT_MB,
    }  # fmt: skip
    return render(request, "fieldwork/file_list.html", context, status=status_of(form))


def file_address(job: Job) -> str:
    """Return the page of the file that a job was about."""
    file = selectors.find_file(job.payload["file"])
    return (
        reverse("fieldwork:file_detail", args=[file.campaign_id, file.pk])
        if file
        else reverse("surveys:campaign_list")
    )


def explains_refusal(job: Job) -> bool:
    """Whether the page of the file says why the reading failed."""
    file = selectors.find_file(job.payload["file"])
    return file is not None and file.state == "failed"


def _progress(request: HttpRequest, campaign: Any, job: Job) -> HttpResponse:
    """Show how far a job is; of one that somebody else has asked for nobody sees the page."""
    if job.created_by_id != request.user.pk:
        return redirect("fieldwork:file_list", campaign_id=campaign.pk)
    return redirect("base:job_detail", job.pk)


@require_safe
def file_detail(request: HttpRequest, campaign_id: UUID, file_id: UUID) -> HttpResponse:
    """Show what was read of a file, before anything is taken in, and what became of it."""
    campaign = surveys.access_managed(request.user, campaign_id)
    file = selectors.access_file(campaign, file_id)
    if file.state == "read" and not file.summary:
        return _progress(request, campaign, services.read_job(file, request.user))
    summary = file.summary
    context = {
        "campaign": campaign,
        "file": file,
        "sentence": in_words(summary["message"], summary["params"]) if file.state == "failed" else "",
        "problems": [(labels.reason(code), n) for code, n in summary.get("problems", {}).items()],
    }
    return render(request, "fieldwork/file_detail.html", context)


@require_POST
def file_take(request: HttpRequest, campaign_id: UUID, file_id: UUID) -> HttpResponse:
    """Take the responses of a file in, and show the progress."""
    campaign = surveys.access_managed(request.user, campaign_id)
    file = selectors.access_file(campaign, file_id)
    return _progress(request, campaign, services.take_job(file, request.user))


@require_POST
def file_discard(request: HttpRequest, campaign_id: UUID, file_id: UUID) -> HttpResponse:
    """Forget a file."""
    campaign = surveys.access_managed(request.user, campaign_id)
    file = selectors.access_file(campaign, file_id)
    if services.discard_file(actor=request.user, file=file):
        messages.success(request, _("The file is discarded. Nothing of it was taken in."))
    return redirect("fieldwork:file_list", campaign_id=campaign.pk)
