"""Modules and lessons: open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sauatty.web.lessons import catalogue, selectors
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
        "modules": [(one, _n_done(one.lessons, states)) for one in shelf.modules],
        "n_lessons": len(shelf.lessons),
        "page_state": described_list(request, list(shelf.lessons), states),
    }
    return show(request, "lessons/module_list.html", context)


def _n_done(lessons: tuple[Shelved, ...], states: dict[str, str]) -> int:
    return sum(states.get(one.key) == "done" for one in lessons)


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
    """Show a lesson with the reader's own work in it."""
    shelf = catalogue.shelf()
    shelved = selectors.access_lesson(shelf, module_id, lesson_id)
    context = lesson_context(request, shelf, shelved, is_text=wants_text(request))
    return show(request, "lessons/lesson_detail.html", context)
