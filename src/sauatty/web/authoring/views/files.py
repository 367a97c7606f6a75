"""Pictures and files of a lesson: added with whose they are, taken out, shown."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.authoring import selectors, services
from sauatty.web.authoring.forms import LessonFileForm
from sauatty.web.authoring.views.parts import page_of
from sauatty.web.base.sentences import say

YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "POST"])
def file_list(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """List the pictures and files of a draft; add one."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    is_sent = request.method == "POST"
    form = LessonFileForm(request.POST, request.FILES) if is_sent else LessonFileForm()
    if is_sent and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        try:
            services.add_file(
                lesson=lesson, upload=form.cleaned_data["file"], facts=facts, actor=request.user
            )
        except SauattyError as error:
            form.add_error("file", say(error))
        else:
            messages.success(request, gettext("Kept. It stands under the lesson from the next version on."))
            return redirect("authoring:file_list", lesson.pk)
    context = page_of(request, lesson, "files") | {"form": form, "files": list(selectors.list_files(lesson))}
    return render(request, "authoring/file_list.html", context, status=422 if form.errors else 200)


@require_POST
def file_remove(request: HttpRequest, lesson_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file out of the draft."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    services.take_out_file(file=selectors.access_file(lesson, file_id), actor=request.user)
    messages.success(request, gettext("Taken out. Published versions still have it."))
    return redirect("authoring:file_list", lesson.pk)


@require_safe
def file_detail(request: HttpRequest, lesson_id: UUID, file_id: UUID) -> HttpResponse:
    """Show a file of a draft to its authors."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    return _content(selectors.access_file(lesson, file_id), is_public=False)


@require_safe
def published_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show a file of a published version to everybody."""
    return _content(selectors.access_published_file(file_id), is_public=True)


def _content(file: Any, *, is_public: bool) -> HttpResponse:
    """Return the content: pictures are shown, everything else is saved and never opened by the browser."""
    how = "inline" if file.is_picture else "attachment"
    headers = {
        "Content-Disposition": f'{how}; filename="{file.pk}{file.name[file.name.rfind(".") :]}"',
        "X-Content-Type-Options": "nosniff",
    }
    if is_public:
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return HttpResponse(bytes(file.content), content_type=file.media_type, headers=headers)
