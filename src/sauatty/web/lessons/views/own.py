"""What is the reader's own: progress, answers and the notebook, kept without JavaScript too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.languages import format_date
from sauatty.web.lessons import catalogue, rendering, selectors, services
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.describing import described_list, described_sync
from sauatty.web.lessons.submission import Answered, LessonWork, Written, clean_lines, clean_name


@require_POST
def lesson_work(request: HttpRequest, module_id: str, lesson_id: str) -> HttpResponse:
    """Keep one step in a lesson, and go back to where it was made."""
    shelved = selectors.access_lesson(catalogue.shelf(), module_id, lesson_id)
    facts, place = _step(request, shelved)
    work = LessonWork(lesson=shelved.key, language=get_language() or "kk", **facts)
    services.record_work(person=request.user, work=work)
    if request.POST.get("back") == "notebook":
        messages.success(request, _("Kept in your notebook."))
        return redirect("lessons:notebook")
    return redirect(reverse("lessons:lesson_detail", args=[module_id, lesson_id]) + place)


def _step(request: HttpRequest, shelved: Shelved) -> tuple[dict[str, Any], str]:
    """Return what was done and the part of the page where it was: one form of the page, one step."""
    sent = request.POST
    question = next((one for one in shelved.lesson.self_check if one.id == sent.get("question")), None)
    if question is not None:
        answer = rendering.answer_from(question, sent)
        return {"checks": (Answered(question.id, answer.chosen),)}, f"#check-{question.id}"
    if sent.get("prompt"):
        written = Written(clean_name(sent["prompt"]), clean_lines(sent.get("text", "")))
        return {"notebook": (written,)}, f"#note-{written.prompt}"
    return {"progress": "done" if sent.get("progress") == "done" else "opened"}, "#finish"


@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show how far the reader is, and what they can do now."""
    context = {
        "learning": selectors.summarise_learning(request.user),
        "carried": catalogue.shelf().lessons.values(),
        "page_state": described_list(request, list(catalogue.shelf().lessons), {}),
        "is_signed_in": True,
        "sync_state": described_sync(request),
    }
    return render(request, "lessons/my_learning.html", context)


@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """Show all that the reader wrote down; each entry can be changed."""
    context = {
        "lessons": selectors.list_notebook(request.user),
        "refused": selectors.list_refused(request.user),
        "is_signed_in": True,
        "sync_state": described_sync(request),
    }
    return render(request, "lessons/notebook.html", context)


@require_safe
def notebook_file(request: HttpRequest) -> HttpResponse:
    """Give the notebook as a text file."""
    language = get_language() or "kk"
    lines = [_("My notebook"), ""]
    for one in selectors.list_notebook(request.user):
        lines += [one.shelved.lesson.title.text(language) if one.shelved else one.key, ""]
        for note in one.notes:
            lines += [
                note.prompt.text(language),
                note.text,
                format_date(timezone.localdate(note.changed_at), language),
                "",
            ]
    for refused in selectors.list_refused(request.user):
        lines += [_("Kept, but not written into the notebook:"), refused.lesson, *refused.texts, ""]
    response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="notebook.txt"'
    return response
