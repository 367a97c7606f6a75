"""Modules and lessons: open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sauatty.web.lessons import catalogue, rendering, selectors
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.describing import described_list
from sauatty.web.lessons.views.common import show, wants_text
from sauatty.web.lessons.views.keeping import bundle_of, described_bundle
from sauatty.web.lessons.views.pages import lesson_context, module_context


@require_safe
def module_list(request: HttpRequest) -> HttpResponse:
    """Show the whole curriculum, and what the reader has done of it."""
    shelf, states = catalogue.shelf(), selectors.states_of(request.user)
    context = {
        "shelf": shelf,
        "modules": [(one, *_progress(one.lessons, states)) for one in shelf.modules],
        "n_lessons": len(shelf.lessons),
        "page_state": described_list(request, list(shelf.lessons), states),
    }
    return show(request, "lessons/module_list.html", context)


def _progress(lessons: tuple[Shelved, ...], states: dict[str, str]) -> tuple[int, bool]:
    """Return how many lessons are finished, and whether the first of them is begun."""
    n_done = sum(states.get(one.key) == "done" for one in lessons)
    return n_done, not n_done and any(one.key in states for one in lessons)


@require_safe
def module_detail(request: HttpRequest, module_id: str) -> HttpResponse:
    """Show a module: what it is about, its lessons, and how many bytes a phone needs to keep it."""
    shelf = catalogue.shelf()
    module = selectors.access_module(shelf, module_id)
    bundle = bundle_of(shelf, module, is_text=wants_text(request))
    context = module_context(request, shelf, module) | {
        "bundle": bundle,
        "keeping": described_bundle(bundle),
    }
    return show(request, "lessons/module_detail.html", context)


@require_safe
def lesson_detail(request: HttpRequest, module_id: str, lesson_id: str) -> HttpResponse:
    """Show a lesson with the reader's own work in it, or its card alone, to be printed."""
    shelf = catalogue.shelf()
    shelved = selectors.access_lesson(shelf, module_id, lesson_id)
    if request.GET.get("card") == "1" and shelved.lesson.card:
        return show(request, "lessons/card.html", {"shelf": shelf, **rendering.card_context(shelved)})
    context = lesson_context(request, shelf, shelved, is_text=wants_text(request))
    return show(request, "lessons/lesson_detail.html", context)
