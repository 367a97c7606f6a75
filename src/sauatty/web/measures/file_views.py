"""Files of judged objectives: rows for the command line and others, associations for CASE, hours of teaching."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.web.alignments import hours
from sauatty.web.alignments.judged import hours_of
from sauatty.web.base import exports
from sauatty.web.curricula import selectors as curricula
from sauatty.web.measures import associations, judged_list
from sauatty.web.measures.asking import Asked, asked_or_404, page_language
from sauatty.web.measures.forms import HoursForm


@require_POST
def judged_file(request: HttpRequest) -> HttpResponse:
    """Make the judged objectives as JSON lines, so that the command line gives the same figures."""
    asked = asked_or_404(request)
    lines = (
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in judged_list.judged_rows(asked)
    )
    return _offered(asked, "judged.jsonl", "application/x-ndjson", "\n".join(lines).encode() + b"\n")


@require_POST
def association_file(request: HttpRequest) -> HttpResponse:
    """Make the judged alignments as a CASE package."""
    asked = asked_or_404(request)
    package = associations.package(asked, settings.PUBLIC_ADDRESS)
    content = json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"
    return _offered(asked, "alignments.case.json", "application/json", content)


def _offered(asked: Asked, name: str, media_type: str, content: bytes) -> HttpResponse:
    file = exports.offer_file(
        owner=asked.request.user,
        name=f"{asked.source.kind}-{asked.edition.language}-{name}",
        media_type=media_type,
        content=content,
        edition=str(asked.edition.pk),
        source=asked.source.key,
    )
    return redirect("base:file_fetch", file.pk)


@require_http_methods(["GET", "POST"])
def teaching_hours(request: HttpRequest) -> HttpResponse:
    """Let a methodologist enter the hours of each subject and grade."""
    edition = curricula.choose_edition(request.user, request.GET.get("edition", ""), language=page_language())
    if edition is None:
        return render(request, "curricula/nothing_yet.html", {"may_write": True})
    asked: Any = {
        "courses": hours.list_courses(edition),
        "known": hours_of(edition),
        "language": page_language(),
    }
    if request.method == "GET":
        return _hours_page(request, edition, HoursForm(**asked))
    form = HoursForm(request.POST, **asked)
    if not form.is_valid():
        return _hours_page(request, edition, form, status=422)
    hours.enter_hours(edition=edition, hours=form.hours, actor=request.user)
    messages.success(request, gettext("The hours are kept."))
    return redirect(f"{reverse('alignments:teaching_hours')}?edition={edition.pk}")


def _hours_page(request: HttpRequest, edition: Any, form: HoursForm, status: int = 200) -> HttpResponse:
    context = {"edition": edition, "editions": curricula.list_editions(request.user), "form": form}
    return render(request, "alignments/teaching_hours.html", context, status=status)
