"""The state of a page as JSON: the one description that its scripts read (`data-lesson`, `data-lessons`).

`person` is empty for a visitor: their work stays in the browser. Everybody else's goes through the inbox, as bodies of
the kind `kind` to `envelopes` + a new UUID.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.languages import LANGUAGE_NAMES, format_date
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


def described_sync(request: HttpRequest, *, is_kept: bool = False) -> str:
    """Return what the line about waiting work reads. A page kept on a phone names nobody: the phone knows who reads."""
    sender = _sender(request)
    name = request.user.short_name if sender["person"] else ""
    own, place = reverse("lessons:own_work"), reverse("lessons:module_list")
    return _json({**sender, "name": name, "kept": is_kept, "own": own, "place": place, "say": _waiting()})


def described_keeping(**facts: Any) -> str:
    """Return what the script that keeps a module reads."""
    return _json(facts)


def described_saving() -> str:
    """Return where the worker of this language is, and what the script that saves modules says."""
    places = {name: reverse(f"lessons:{name}") for name in ("worker", "module_list", "saved")}
    language = get_language() or "kk"
    return _json(
        {**places, "language": language, "names": LANGUAGE_NAMES, "days": _days(language), "say": _saving()}
    )


def _days(language: str) -> list[str]:
    """Return how a date is written in each month: '%d' stands for the day, '%y' for the year."""
    written = (format_date(date(2222, month, 11), language) for month in range(1, 13))
    return [one.replace("2222", "%y").replace("11", "%d") for one in written]


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


def _waiting() -> dict[str, str]:
    return {
        "saved": _("This page is saved on this phone."),
        "account": _("What you do here goes to the account of"),
        "device": _("What you do here stays on this device."),
        "waiting": _("Waiting to be sent:"),
        "signin": _("Sign in again, and it will be sent."),
        "sent": _("Everything is sent."),
        "stuck": _("Could not be taken in:"),
        "away": _("That page is not saved on this phone, and there is no connection."),
    }


def _saving() -> dict[str, str]:
    return {
        "saving": _("Fetching the module…"),
        "saved": _("Saved on this phone. It opens without a connection."),
        "failed": _("It could not be fetched. Try again with a better connection."),
        "full": _("There is no room on this phone. Delete another module or something else first."),
        "deleted": _("Deleted from this phone."),
        "newer": _("There is a new version of this module."),
        "gone": _("This module is no longer on the site. You can go on reading what is saved."),
        "unable": _(
            "This browser cannot save pages, or the address of this site begins with http, not https."
        ),
        "update": _("Get the new version"),
        "delete": _("Delete"),
        "text": _("text only"),
        "size": _("kB"),
        "forgotten": _("Your work is no longer on this phone."),
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
