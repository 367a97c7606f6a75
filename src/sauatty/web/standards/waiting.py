"""What waits for a judge, on the page of one's own path."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from sauatty.web.standards import selectors


def seats(request: HttpRequest) -> list[tuple[str, str]]:
    """Return a link to each session that waits for somebody (one query)."""
    said = gettext("You are asked to judge questions: %(name)s")
    return [
        (reverse("standards:seat", args=[one.session_id]), said % {"name": one.session.name})
        for one in selectors.list_waiting_seats(request.user)
    ]
