"""What the pages of modules and lessons are made from: the same for a browser and for what is saved on a phone."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from sauatty.web.base import roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.lessons import files, rendering, selectors
from sauatty.web.lessons.catalogue import Shelf, Shelved, ShelvedModule
from sauatty.web.lessons.describing import described, described_list


def module_context(request: HttpRequest, shelf: Shelf, module: ShelvedModule) -> dict[str, Any]:
    """Return what the page of a module needs (one query for a person, none for a visitor)."""
    states = selectors.states_of(request.user)
    return {
        "shelf": shelf,
        "module": module,
        "file_kinds": files.KINDS.items(),
        "rows": [(one, states.get(one.key, "")) for one in module.lessons],
        "n_reviewed": sum(
            one.lesson.provenance.is_reviewed(get_language() or "kk") for one in module.lessons
        ),
        "page_state": described_list(request, [one.key for one in module.lessons], states),
    }


def lesson_context(request: HttpRequest, shelf: Shelf, shelved: Shelved, *, is_text: bool) -> dict[str, Any]:
    """Return what the page of a lesson needs; a visitor's part is made already."""
    work, asked = selectors.summarise_work(request.user, shelved), _answered_here(request, shelved)
    context: dict[str, Any] = {
        "shelf": shelf, "module": shelf.module(shelved.lesson.module),
        "page_state": described(request, shelved, work),
        "may_copy": roles.is_allowed("authoring:lesson_copy", held_roles(request)),
        "body": rendering.body_of(shelved, is_text=is_text),
    }  # fmt: skip
    if request.user.is_authenticated or asked:
        return context | rendering.work_context(shelved, replace(work, answers={**work.answers, **asked}))
    return context | rendering.visitor_context(shelved, is_text=is_text)


def _answered_here(request: HttpRequest, shelved: Shelved) -> dict[str, selectors.Answer]:
    """Return the answer that a visitor without an account asks about; nothing is kept of it."""
    asked = next((one for one in shelved.lesson.self_check if one.id == request.GET.get("question")), None)
    if asked is None or request.user.is_authenticated:
        return {}
    return {asked.id: rendering.answer_from(asked, request.GET)}
