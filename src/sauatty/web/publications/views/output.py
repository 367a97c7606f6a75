"""Pages of files that are made for a reader: asked for, fetched, or shown as one page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.documents.guide_outputs import subject_scopes
from sauatty.core.languages import Translated
from sauatty.web.guides import selectors as guides
from sauatty.web.guides.head import guide_context, languages_of, page_language, text_language
from sauatty.web.publications import rendering, selectors, services, writing
from sauatty.web.publications.forms import OutputForm
from sauatty.web.publications.fragments import Fragment


def _scopes(guide: Any) -> list[tuple[str, str]]:
    tables = guides.tables_of(guide)
    return [
        (scope, Translated.from_mapping(tables[f"map:{scope}"]["subject"]).text(page_language()))
        for scope in subject_scopes(writing.guide_data(guide))
    ]


@require_http_methods(["GET", "POST"])
def output(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Ask for files of the guide as it stands, and show those that were made."""
    guide = guides.access_guide(request.user, guide_id)
    sent = request.POST if request.method == "POST" else None
    form = OutputForm(
        sent, languages=languages_of(guide), scopes=_scopes(guide),
        initial={"language": text_language(request, guide)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        job = services.ask_for_file(guide=guide, actor=request.user, **form.cleaned_data)
        return redirect("base:job_detail", job.pk)
    context = guide_context(request, guide) | {
        "form": form,
        "outputs": selectors.list_outputs(request.user, guide, services.OUTPUT_JOB),
        "languages": languages_of(guide),
    }
    return render(request, "publications/output.html", context, status=422 if sent is not None else 200)


@require_safe
def preview(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show the guide as it stands as one page, as it would be published."""
    guide = guides.access_guide(request.user, guide_id)
    language, views = text_language(request, guide), guides.list_blocks(guide)
    document = writing.document_of(guide, views, language, services.working_cover(guide, views, language))
    context = guide_context(request, guide) | {
        "language": language,
        "title": document.title,
        "body": Fragment(rendering.render(document, "html").decode()),
    }
    return render(request, "publications/preview.html", context)
