"""Pages of curricula: documents, uploads, editions, and the browser of objectives."""

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from sauatty.web.base import homes, roles
from sauatty.web.base.middleware import held_roles, say
from sauatty.web.base.models import Job
from sauatty.web.curricula import labels, selectors, services
from sauatty.web.curricula.forms import UploadForm
from sauatty.web.curricula.lenses import lens
from sauatty.web.curricula.receiving import refused_upload

PAGE_SIZE = 50
FINDINGS_SHOWN = 100


def _language() -> str:
    return get_language() or "kk"


def _may_write(request: HttpRequest) -> bool:
    return roles.is_allowed("curricula:upload", held_roles(request))


def _page_of(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


# --- documents and uploads -------------------------------------------------------------------------------


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Show the documents with their editions, and the uploads that wait for their owner."""
    context = {
        "documents": selectors.list_documents(request.user),
        "uploads": selectors.list_open_uploads(request.user),
        "may_write": _may_write(request),
    }
    return render(request, "curricula/document_list.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and send its owner to the reading."""
    fresh = UploadForm(initial={"upload_id": uuid.uuid4()})
    if request.method == "GET":
        return _upload_form(request, fresh)
    form = UploadForm(request.POST, request.FILES)
    refused = refused_upload(request)
    if refused is not None:
        return _upload_form(request, fresh, sentence=say(refused), status=422)
    if not form.is_valid():
        return _upload_form(request, form, status=422)
    kept = services.receive_upload(
        upload_id=form.cleaned_data["upload_id"], file=form.cleaned_data["file"], actor=request.user
    )
    if not kept.is_waiting:
        messages.info(request, gettext("You have uploaded this file before. Here is what was read of it."))
        return redirect("curricula:upload_preview", kept.pk)
    return redirect("base:job_detail", services.read_job(kept, request.user).pk)


def _upload_form(
    request: HttpRequest, form: UploadForm, sentence: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "sentence": sentence, "limit": settings.UPLOAD_LIMIT_MB}
    return render(request, "curricula/upload.html", context, status=status)


def preview_address(job: Job) -> str:
    """Return the page that shows what a reading job understood."""
    return reverse("curricula:upload_preview", args=[job.payload["upload"]])


def explains_refusal(job: Job) -> bool:
    """Whether the page of the upload says why the reading failed."""
    return selectors.is_refused(job.payload["upload"])


@require_safe
def upload_preview(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Show what was understood of a file, before anything is stored."""
    kept = selectors.access_upload(request.user, upload_id)
    if kept.is_stored and kept.edition is not None:
        return redirect("curricula:edition_detail", kept.edition.pk)
    if kept.is_refused:
        sentence = labels.refusal(kept)
        context = {"upload": kept, "sentence": sentence}
        return render(request, "curricula/upload_refused.html", context, status=422)
    if kept.is_waiting:
        return redirect("base:job_detail", services.read_job(kept, request.user).pk)
    context = {"upload": kept, **labels.preview(kept.preview, _language())}
    context["known"] = selectors.find_edition(kept.preview["content_sha256"])
    return render(request, "curricula/upload_preview.html", context)


@require_POST
def upload_accept(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Ask for storing and matching, and show the progress."""
    kept = selectors.access_upload(request.user, upload_id)
    job = services.accept_upload(upload=kept, actor=request.user)
    return redirect("base:job_detail", job.pk)


@require_POST
def upload_discard(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Forget an upload."""
    kept = selectors.access_upload(request.user, upload_id)
    if not services.discard_upload(upload=kept, actor=request.user):
        return redirect("curricula:upload_preview", kept.pk)
    messages.success(request, gettext("The file was discarded. Nothing of it was stored."))
    return redirect("curricula:document_list")


# --- editions --------------------------------------------------------------------------------------------


@require_safe
def edition_detail(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show which text was read: programmes, amendments, oddities, and how the two languages agree."""
    edition = selectors.access_edition(request.user, edition_id)
    findings = selectors.list_findings(edition)
    context = {
        "edition": edition,
        "programmes": labels.with_areas(selectors.list_programmes(edition), _language()),
        "amendments": labels.grouped_amendments(edition.amendments),
        "oddities": labels.oddity_rows(selectors.count_oddities(edition)),
        "siblings": selectors.list_siblings(edition),
        "findings": labels.named_findings(findings[:FINDINGS_SHOWN]),
        "n_findings": findings.count(),
        "may_match": _may_write(request) and not lens().is_matched(edition),
        "may_write": _may_write(request),
    }
    return render(request, "curricula/edition_detail.html", context)


@require_POST
def edition_match(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Go on with a matching that was stopped or has failed, and show the progress to whoever asked first."""
    edition = selectors.access_edition(request.user, edition_id)
    job = services.follow_edition(edition=edition, actor=request.user)
    if job.created_by_id != request.user.pk:
        return redirect(homes.job_target(job) or reverse("curricula:edition_detail", args=[edition.pk]))
    return redirect("base:job_detail", job.pk)


@require_safe
def oddity_list(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show what the reader found unusual, one kind at a time or all."""
    edition = selectors.access_edition(request.user, edition_id)
    kind = request.GET.get("kind", "")
    context = {
        "edition": edition,
        "kind": kind,
        "kinds": labels.oddity_rows(selectors.count_oddities(edition)),
        "page": labels.named_oddities(_page_of(request, selectors.list_oddities(edition, kind))),
    }
    return render(request, "curricula/oddity_list.html", context)


# --- objectives ------------------------------------------------------------------------------------------


@require_safe
@vary_on_headers("HX-Request")
def objective_list(request: HttpRequest) -> HttpResponse:
    """Show the objectives of one edition, narrowed and searched; htmx asks only for the table."""
    edition = selectors.choose_edition(request.user, request.GET.get("edition", ""), language=_language())
    if edition is None:
        return render(request, "curricula/nothing_yet.html", {"may_write": _may_write(request)})
    filters = selectors.ObjectiveFilters.from_query(request.GET)
    page = _page_of(request, selectors.list_objectives(edition, filters, request.user))
    seen = lens().look(edition, page.object_list, request.user)
    context = {
        "edition": edition,
        "filters": filters,
        "page": page,
        "is_hidden": lens().is_hidden(edition, request.user),
        "rows": [(objective, seen.get(objective.pk)) for objective in page.object_list],
    }
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "curricula/objective_list.html#table", context)
    context["editions"] = selectors.list_editions(request.user)
    context["choices"] = labels.filter_choices(selectors.filter_choices(edition), _language())
    context["competences"] = lens().competences()
    return render(request, "curricula/objective_list.html", context)


@require_safe
def objective_detail(request: HttpRequest, objective_id: UUID) -> HttpResponse:
    """Show one objective: text, place, flags, proposals and why, and its twin in the other language."""
    objective = selectors.access_objective(request.user, objective_id)
    seen = lens().look(objective.edition, [objective], request.user).get(objective.pk)
    context = {
        "objective": objective,
        "edition": objective.edition,
        "area": labels.area_name(objective.subject_area, _language()),
        "seen": seen,
        "is_hidden": lens().is_hidden(objective.edition, request.user),
        "pieces": labels.marked(objective.text, seen.words if seen else ()),
        "flags": labels.explained_flags(objective.flags),
        "twins": selectors.find_twins(objective),
        "findings": labels.named_findings(selectors.find_findings_of(objective)),
        "source_address": labels.source_address(objective.edition, objective.anchor),
    }
    return render(request, "curricula/objective_detail.html", context)


@require_safe
def programme_detail(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show one subject: its coverage by competence and grade, and its objectives by section."""
    programme = selectors.access_programme(request.user, programme_id)
    objectives = selectors.list_objectives_of(programme)
    context = {
        "programme": programme,
        "edition": programme.edition,
        "area": labels.area_name(programme.subject_area, _language()),
        "references": [labels.subject_name(slug, _language()) for slug in programme.subject_references],
        "coverage": lens().coverage(programme, request.user),
        "is_hidden": lens().is_hidden(programme.edition, request.user),
        "may_write": _may_write(request),
        "passages": selectors.group_by_section(objectives),
    }
    return render(request, "curricula/programme_detail.html", context)


@require_safe
def programme_text(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the document's own text of one subject, with its objectives marked and linked."""
    programme = selectors.access_programme(request.user, programme_id)
    objectives = selectors.list_objectives_of(programme)
    seen = lens().look(programme.edition, objectives, request.user)
    context = {
        "programme": programme,
        "edition": programme.edition,
        "sections": labels.numbered_sections(programme.sections),
        "passages": selectors.group_by_section(objectives),
        "relevant": {pk for pk, one in seen.items() if one.is_relevant},
        "is_hidden": lens().is_hidden(programme.edition, request.user),
    }
    return render(request, "curricula/programme_text.html", context)
