"""Preview, check and published versions: made, compared, withdrawn, gone on from, handed out as files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.errors import LessonTextsStale, SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import checking, exporting, overview, selectors, services
from sauatty.web.authoring.bodies import draft_as_core, version_as_core
from sauatty.web.authoring.forms import PublishForm, WithdrawForm
from sauatty.web.authoring.showing import lesson_as_html
from sauatty.web.authoring.views.parts import page_of
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say


def _signed(lesson: Lesson) -> Lesson:
    """Return the lesson with the names of those who signed the draft as it stands."""
    return selectors.with_signatures(lesson, selectors.signatures([lesson]))


@require_safe
def preview(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Show the draft as readers will see it, in a language of choice."""
    row = selectors.access_lesson(request.user, lesson_id)
    language = request.GET.get("language", get_language() or "kk")
    if language not in LANGUAGES:
        raise Http404
    context = page_of(request, row, "preview") | {
        "language": language, "languages": LANGUAGES, "shown": lesson_as_html(_signed(draft_as_core(row)), language),
        "title": getattr(row, f"title_{language}"), "files": list(selectors.list_files(row)),
    }  # fmt: skip
    return render(request, "authoring/preview.html", context)


@require_safe
def check(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Say what stands in the way of publishing, each with the part where it is mended."""
    row = selectors.access_lesson(request.user, lesson_id)
    context = page_of(request, row, "check") | {"check": checking.summarise_check(row)}
    return render(request, "authoring/check.html", context)


# --- versions ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def version_list(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """List the versions; publish the draft as the next one."""
    row = selectors.access_lesson(request.user, lesson_id)
    form = PublishForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            version = services.publish(lesson=row, actor=request.user, **form.cleaned_data)
        except LessonTextsStale as error:
            form.add_error("accept_stale", say(error))
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            words = gettext("Version %(n)s is published: readers see it now. It never changes.")
            messages.success(request, words % {"n": version.number})
            return redirect("authoring:version_detail", row.pk, version.number)
    last = selectors.last_version(row)
    context = page_of(request, row, "versions") | {
        "form": form, "versions": list(selectors.list_versions(row)), "last": last,
        "check": checking.summarise_check(row), "languages": overview.language_states(row),
        "changes": overview.changes(last.body, row.body) if last else [],
    }  # fmt: skip
    return render(request, "authoring/version_list.html", context, status=422 if form.errors else 200)


@require_safe
def version_detail(request: HttpRequest, lesson_id: UUID, number: int) -> HttpResponse:
    """Show a version, its hash, and what differs from the one before."""
    row = selectors.access_lesson(request.user, lesson_id)
    version = selectors.access_version(row, number)
    before = selectors.version_before(version)
    language = get_language() or "kk"
    context = page_of(request, row, "versions") | {
        "version": version, "before": before, "form": WithdrawForm(), "language": language,
        "shown": lesson_as_html(_signed(version_as_core(version)), language),
        "changes": overview.changes(before.body, version.body) if before else [],
    }  # fmt: skip
    return render(request, "authoring/version_detail.html", context)


@require_POST
def version_withdraw(request: HttpRequest, lesson_id: UUID, number: int) -> HttpResponse:
    """Take a version away from readers, with the reason."""
    row = selectors.access_lesson(request.user, lesson_id)
    version = selectors.access_version(row, number)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        services.withdraw(lesson=row, number=number, reason=form.cleaned_data["reason"], actor=request.user)
        messages.success(request, gettext("The version is withdrawn. It is kept, with your reason."))
    else:
        messages.error(request, gettext("Write why the version is withdrawn."))
    return redirect("authoring:version_detail", row.pk, version.number)


@require_POST
def version_draft(request: HttpRequest, lesson_id: UUID, number: int) -> HttpResponse:
    """Go on from a version: it takes the place of the draft."""
    row = selectors.access_lesson(request.user, lesson_id)
    version = selectors.access_version(row, number)
    services.go_on_from(lesson=row, body=version.body, actor=request.user, what=f"version {number}")
    messages.success(request, gettext("The draft is version %(n)s now.") % {"n": number})
    return redirect("authoring:lesson_detail", row.pk)


# --- files -------------------------------------------------------------------------------------------------------


@require_safe
def draft_file(request: HttpRequest, lesson_id: UUID, form: str) -> HttpResponse:
    """Hand out the draft as YAML, or its texts in the language of the page as Markdown."""
    row = selectors.access_lesson(request.user, lesson_id)
    return _file(_signed(draft_as_core(row)), f"{row.slug}-draft", form)


@require_safe
def version_file(request: HttpRequest, lesson_id: UUID, number: int, form: str) -> HttpResponse:
    """Hand out a version in the same forms."""
    row = selectors.access_lesson(request.user, lesson_id)
    version = selectors.access_version(row, number)
    return _file(_signed(version_as_core(version)), f"{row.slug}-{number}", form)


def _file(lesson: Lesson, name: str, form: str) -> HttpResponse:
    language = get_language() or "kk"
    if form == "yaml":
        content, media_type = exporting.as_yaml(lesson), exporting.YAML
    elif form == "md":
        content, media_type, name = (
            exporting.as_markdown(lesson, language),
            exporting.MARKDOWN,
            f"{name}-{language}",
        )
    else:
        raise Http404
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
