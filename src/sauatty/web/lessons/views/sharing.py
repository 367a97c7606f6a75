"""What somebody shares from another app with this one: how to check it before it is passed on. Nothing of it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sauatty.web.lessons import catalogue, searching
from sauatty.web.lessons.views.common import show

LONGEST_SHARED = 2000
N_FOUND = 3
# The order in which one asks; each question is a lesson.
QUESTIONS: dict[str, Any] = {
    "reliable-information.first-look": _("Who says it, when, and how do they know?"),
    "reliable-information.check-sideways": _("What do others say about it?"),
    "reliable-information.pictures-and-video": _("Is the picture or the video what it is said to be?"),
    "critical-thinking.manipulation": _("What does it want me to feel and to do?"),
    "reliable-information.pass-it-on": _("Pass it on, or leave it?"),
}


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """Show what was shared as plain words, the questions to ask of it, and lessons that are about it.

    An app of the phone opens this page by the manifest's `share_target`. An address that was shared is shown and never
    opened from here; neither the server nor the browser keeps the page.
    """
    title, text, url = (
        request.GET.get(name, "").strip()[:LONGEST_SHARED] for name in ("title", "text", "url")
    )
    words = (title or text)[: searching.LONGEST_QUERY]
    context = {
        "shared": list(dict.fromkeys(one for one in (title, text, url) if one)),
        "questions": _questions(),
        "found": searching.find(words, get_language() or "kk", kind="lesson", n=N_FOUND) if words else None,
    }
    response = show(request, "lessons/shared.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _questions() -> list[tuple[Any, Any]]:
    """Return each question with its lesson, as far as the lesson stands on the shelf."""
    standing = catalogue.shelf().lessons
    return [(words, standing[key].lesson if key in standing else None) for key, words in QUESTIONS.items()]
