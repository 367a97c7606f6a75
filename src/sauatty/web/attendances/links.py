"""What a person finds on the page of their own path about attendance: the code to type now, the code for the door."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.web.attendances import codes, selectors, words
from sauatty.web.events import pages


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


def own_step(request: HttpRequest, event: Any) -> pages.Step | None:
    """Say on the public page of an event, to who is registered, how they stand, and where their code for the door is."""
    if not request.user.is_authenticated or not selectors.is_registered(event, request.user):
        return None
    found = selectors.attendance_of(request.user, event)
    if not found.n_sessions:
        return None
    said = _("You have attended %(n)s of %(all)s sessions.") % {
        "n": found.n_attended,
        "all": found.n_sessions,
    }
    if found.missing and found.n_over:
        said = _("%(said)s Still missing: %(missing)s.") % {"said": said, "missing": words.missing(found)}
    if found.n_over == found.n_sessions:
        return pages.Step(said)
    return pages.Step(said, reverse("attendances:my_codes"), _("My codes for the door"))
