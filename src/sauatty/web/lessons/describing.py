"""The state of a page as JSON: the one description that its scripts read (`data-lesson`, `data-lessons`).

`person` is empty for a visitor: their work stays in the browser. Everybody else's goes through the inbox, as bodies of
the kind `kind` to `envelopes` + a new UUID.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.catalogue.lessons import Lesson
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.selectors import OwnWork
from sauatty.web.lessons.submission import KIND


def described(request: HttpRequest, shelved: Shelved, work: OwnWork) -> str:
    """Return the description of a lesson's page."""
    lesson = shelved.lesson
    return _json(
        {
            **_sender(request),
            "lesson": lesson.key,
            "module": lesson.module,
            "sha256": shelved.sha256,
            "state": work.state,
            "questions": {one.id: _question(one.kind, lesson, one.id) for one in lesson.self_check},
            "answers": {id: list(one.chosen) for id, one in work.answers.items()},
            "prompts": [one.id for one in lesson.task.notebook],
            "say": _sentences(),
        }
    )


def described_list(request: HttpRequest, keys: Sequence[str], states: Mapping[str, str]) -> str:
    """Return the description of a page that lists lessons."""
    own = {key: states[key] for key in keys if key in states}
    say = {"done": _("finished"), "opened": _("begun"), **_where_kept()}
    return _json({**_sender(request), "lessons": list(keys), "states": own, "say": say})


def _sender(request: HttpRequest) -> dict[str, Any]:
    return {
        "kind": KIND,
        "language": get_language() or "kk",
        "person": str(request.user.pk) if request.user.is_authenticated else "",
        "envelopes": reverse("envelope_put", args=[_ANY_ID]).removesuffix(_ANY_ID),
        "csrf": settings.CSRF_COOKIE_NAME,
    }


_ANY_ID = "00000000-0000-4000-8000-000000000000"


def _question(kind: str, lesson: Lesson, question_id: str) -> dict[str, Any]:
    question = next(one for one in lesson.self_check if one.id == question_id)
    right = [one.id for one in question.options if one.is_right or kind == "order"]
    return {"kind": kind, "right": right}


def _where_kept() -> dict[str, str]:
    """Return what the scripts say of where work is now."""
    return {
        "here": _("Kept on this device only."),
        "kept": _("Kept on this device, being sent."),
        "sent": _("Kept in your account."),
        "later": _("Kept on this device. It will be sent once there is a connection."),
        "signin": _("Kept on this device. Sign in again, and it will be sent."),
        "stuck": _("This could not be taken in. Copy the text and reload the page."),
        "lost": _("This browser cannot keep it. Copy the text before you leave the page."),
    }


def _sentences() -> dict[str, str]:
    """Return what the script of a lesson says, in the language of the page."""
    return {
        **_where_kept(),
        "choose": _("Choose an answer first."),
        "places": _("Give each line a place of its own."),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
