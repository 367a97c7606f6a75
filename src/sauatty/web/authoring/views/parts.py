"""A lesson in the making: its outline, one part on its page, the order of parts, who is named."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import LessonPartMoved, SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import checking, overview, parts, selectors, services, stale
from sauatty.web.authoring.forms import AuthorForm, PartForm
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say


def page_of(request: HttpRequest, lesson: Any, tab: str = "") -> dict[str, Any]:
    """Return what every page of a lesson needs."""
    return {"lesson": lesson, "tab": tab}


@require_safe
def lesson_detail(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Show the parts of a draft, each with what is missing or out of date, and how far each language is."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    found = overview.outline(lesson, get_language() or "kk")
    context = page_of(request, lesson, "draft") | {
        "parts": found, "languages": overview.language_states(lesson), "last": selectors.last_version(lesson),
        "provenance": lesson.body.get("provenance") or {},
        "has_newer_source": services.source_has_changed(lesson),
        "may_add_section": not parts.is_full(lesson.body, "section"),
        "may_add_check": not parts.is_full(lesson.body, "check"),
    }  # fmt: skip
    return render(request, "authoring/lesson_detail.html", context)


@require_POST
def lesson_delete(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Delete a draft that was never published."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    if not request.POST.get("sure"):
        messages.error(request, gettext("Tick the box to delete the draft."))
        return redirect("authoring:lesson_detail", lesson.pk)
    try:
        services.delete_draft(lesson=lesson, actor=request.user)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("authoring:lesson_detail", lesson.pk)
    messages.success(request, gettext("The draft is deleted."))
    return redirect("authoring:lesson_list")


@require_http_methods(["GET", "POST"])
def part_edit(request: HttpRequest, lesson_id: UUID, name: str) -> HttpResponse:
    """Write one part in three columns."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    part = parts.find_part(lesson.body, name)
    if part is None:
        raise Http404
    seen = services.part_hash(part)
    form = PartForm(posted(request), part=part, leading=lesson.language, seen=seen)
    is_moved = False
    if request.method == "POST" and form.is_valid():
        try:
            services.write_part(
                lesson=lesson, name=name, content=form.content(), actor=request.user, seen=form.cleaned_data["seen"],
                fits=form.fitting_languages(),
            )  # fmt: skip
        except LessonPartMoved as error:
            form.add_error(None, say(error))
            form.data, is_moved = form.data.copy(), True  # a union would show its lists as texts
            form.data["seen"] = seen
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, gettext("Kept."))
            return redirect("authoring:part_edit", lesson.pk, _next(request, lesson, name))
    context = (
        page_of(request, lesson) | _part_context(lesson, part, form) | {"stands": part if is_moved else None}
    )
    return render(request, "authoring/part_edit.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, lesson: Any, name: str) -> str:
    names = [one.name for one in parts.parts_of(lesson.body)]
    place = names.index(name) + 1
    return names[place] if "next" in request.POST and place < len(names) else name


def _part_context(lesson: Any, part: parts.Part, form: PartForm) -> dict[str, Any]:
    names = [one.name for one in parts.parts_of(lesson.body)]
    place = names.index(part.name)
    counts = stale.count_states([part], lesson.sources, lesson.language)
    columns = form.columns()
    for column in columns:
        column["n_missing"] = counts[column["language"]][stale.MISSING]
        column["n_stale"] = counts[column["language"]][stale.STALE]
    return {
        "part": part, "form": form, "columns": columns, "title": checking.part_title(part, get_language() or "kk"),
        "before": names[place - 1] if place else "", "after": names[place + 1] if place + 1 < len(names) else "",
        "fits": [one for one in columns if one["fits"] and one["n_stale"]],
        "texts_now": list(parts.part_texts(part)), "number": place + 1, "n_parts": len(names),
    }  # fmt: skip


@require_POST
def part_change(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Add a section or question, move one, or take one out."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    action, name = request.POST.get("action", ""), request.POST.get("name", "")
    kind = name.partition(".")[0]
    if kind not in parts.LISTS or (action == "add" and parts.is_full(lesson.body, kind)):
        raise Http404
    if action == "add":
        row, new = services.add_part(lesson=lesson, kind=kind, actor=request.user)
        return redirect("authoring:part_edit", row.pk, new)
    if parts.find_part(lesson.body, name) is None:
        raise Http404
    if action in ("up", "down"):
        services.move_part(lesson=lesson, name=name, step=-1 if action == "up" else 1, actor=request.user)
    elif action == "remove" and request.POST.get("sure"):
        services.take_out_part(lesson=lesson, name=name, actor=request.user)
        messages.success(request, gettext("Taken out. Published versions still have it."))
    else:
        messages.error(request, gettext("Tick the box to take the part out."))
        return redirect("authoring:part_edit", lesson.pk, name)
    return redirect("authoring:lesson_detail", lesson.pk)


@require_http_methods(["GET", "POST"])
def author_edit(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Say who is named as the author, who wrote each language, and which language leads."""
    lesson = selectors.access_lesson(request.user, lesson_id)
    known = lesson.body.get("provenance") or {}
    written = known.get("written") or {}
    initial = {"author": known.get("author", ""), "language": lesson.language}
    initial |= {f"written_{one}": written.get(one, "") for one in LANGUAGES}
    form = AuthorForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        services.write_head(
            lesson=lesson, actor=request.user, author=found["author"], language=found["language"],
            written={one: found[f"written_{one}"] for one, _name in settings.LANGUAGES if found[f"written_{one}"]},
        )  # fmt: skip
        messages.success(request, gettext("Kept."))
        return redirect("authoring:lesson_detail", lesson.pk)
    context = page_of(request, lesson) | {"form": form}
    return render(request, "authoring/author_edit.html", context, status=422 if form.errors else 200)
