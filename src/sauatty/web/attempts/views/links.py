"""What stands on the page of one's own path: the tests that wait for a person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sauatty.web.attempts import selectors
from sauatty.web.base.texts import in_language


def test_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Return a link to each test of a programme that a person can begin or go on with."""
    rows = [one for one in selectors.list_standings(request.user) if one.test.programme_id]
    return [
        (
            reverse("attempts:welcome", args=[one.test.slug]),
            _("Test: %(title)s") % {"title": in_language(one.test, "title")},
        )
        for one in rows
        if one.open or not (one.blocked or one.finished)
    ]
