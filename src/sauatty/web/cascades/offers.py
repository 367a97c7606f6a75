"""What the page of one's own path leads to."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sauatty.web.cascades import selectors


def own_cascade(request: HttpRequest) -> tuple[str, str] | None:
    """Lead to whom one passed it on, once one has run an activity."""
    if not selectors.has_passed_on(request.user):
        return None
    return reverse("cascades:own_list"), _("Whom I passed it on to")
