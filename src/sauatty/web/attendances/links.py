"""What a person finds on the page of their own path about attendance: the code to type now, the code for the door."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.web.attendances import codes, selectors


def own_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Offer the page of the slide's code while a session is held, and the codes for the door before it."""
    sessions = selectors.list_own_sessions(request.user)
    now = timezone.now()
    found = []
    if any(codes.is_slide_time(one, now) for one in sessions):
        found.append((reverse("attendances:here"), _("I am here: type the code of the slide")))
    if any(one.ends_at and one.ends_at > now for one in sessions):
        found.append((reverse("attendances:my_codes"), _("My codes for the door")))
    return found
