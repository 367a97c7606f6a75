"""What waits for a judge, on the page of one's own path, and what a person is told beside a result."""

from typing import Any

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


def verdict(attempt: Any) -> list[str]:
    """Return what a coordinator told the person of an attempt about the pass mark (one query)."""
    found = selectors.release_of(attempt)
    if found is None:
        return []
    facts = {"points": found.points, "mark": found.mark.points, "most": found.mark.most}
    if found.is_reached:
        said = gettext(
            "You reach the pass mark: you have %(points)s points, and %(mark)s of %(most)s are needed."
        )
    else:
        said = gettext(
            "You do not reach the pass mark: you have %(points)s points, and %(mark)s of %(most)s are needed."
        )
    more = gettext("The pass mark is provisional: the form is not calibrated on real answers.")
    return [said % facts, more] if found.mark.is_provisional else [said % facts]
