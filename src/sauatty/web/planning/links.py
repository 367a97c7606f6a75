"""What waits for a person on the page of their own path: the next sessions that they hold."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sauatty.web.base.texts import in_language
from sauatty.web.events import selectors, wording

SHOWN = 5


def session_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the next sessions that somebody holds."""
    return [
        (reverse("events:session_detail", args=[one.pk]), _named(one))
        for one in selectors.list_my_sessions(request.user)[:SHOWN]
    ]


def _named(session: object) -> str:
    said = _("You hold a session: %(event)s, %(when)s")
    return said % {"event": in_language(session.event, "title"), "when": wording.when_session(session)}  # type: ignore[attr-defined]
