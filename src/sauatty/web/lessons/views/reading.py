"""Modules and lessons: open to everybody."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sauatty.web.base import roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.lessons import catalogue, files, rendering, selectors
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.describing import described, described_list
from sauatty.web.lessons.views.common import show, wants_text


@require_safe
def module_list(request: HttpRequest) -> HttpResponse:
    """Show the whole curriculum, and what the reader has done of it."""
    shelf, states = catalogue.shelf(), selectors.states_of(request.user)
    context = {
        "shelf": shelf,
        "modules": [(one, _n_done(one.lessons, states)) for one in shelf.modules],
        "n_lessons": len(shelf.lessons),
        "page_state": described_list(request, list(shelf.lessons), states),
    }
    return show(request, "lessons/module_list.html", context)


def _n_done(lessons: tuple[Shelved, ...], states: dict[str, str]) -> int:
    return sum(states.get(one.key) == "done" for one in lessons)


@require_safe
def module_detail(request: HttpRequest, module_id: str) -> HttpResponse:
    """Show a module: what it is about, its lessons."""
    shelf, states = catalogue.shelf(), selectors.states_of(request.user)
    module = selectors.access_module(shelf, module_id)
    context = {
        "shelf": shelf,
        "module": module,
        "file_kinds": files.KINDS.items(),
        "rows": [(one, states.get(one.key, "")) for one in module.lessons],
        "n_reviewed": sum(
            one.lesson.provenance.is_reviewed(get_language() or "kk") for one in module.lessons
        ),
        "page_state": described_list(request, [one.key for one in module.lessons], states),
    }
    return show(request, "lessons/module_detail.html", context)


@require_safe
def lesson_detail(request: HttpRequest, module_id: str, lesson_id: str) -> HttpResponse:
    """Show a lesson with the reader's own work in it."""
    shelf = catalogue.shelf()
    shelved = selectors.access_lesson(shelf, module_id, lesson_id)
    work, asked = selectors.summarise_work(request.user, shelved), _answered_here(request, shelved)
    context: dict[str, Any] = {
        "shelf": shelf, "module": shelf.module(module_id), "page_state": described(request, shelved, work),
        "may_copy": roles.is_allowed("authoring:lesson_copy", held_roles(request)),
        "body": rendering.body_of(shelved, is_text=wants_text(request)),
    }  # fmt: skip
    if request.user.is_authenticated or asked:
        context |= rendering.work_context(shelved, replace(work, answers={**work.answers, **asked}))
    else:
        context |= rendering.visitor_context(shelved)
    return show(request, "lessons/lesson_detail.html", context)


def _answered_here(request: HttpRequest, shelved: Shelved) -> dict[str, selectors.Answer]:
    """Return the answer that a visitor without an account asks about; nothing is kept of it."""
    asked = next((one for one in shelved.lesson.self_check if one.id == request.GET.get("question")), None)
    if asked is None or request.user.is_authenticated:
        return {}
    return {asked.id: rendering.answer_from(asked, request.GET)}
