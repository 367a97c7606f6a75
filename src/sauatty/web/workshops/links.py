"""What workshops add to the pages of trainings, and where their jobs lead."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.web.base.models import Job
from sauatty.web.events import pages
from sauatty.web.workshops import selectors


def register() -> None:
    """Fill the places that the pages of trainings leave open."""
    label = gettext_lazy("Workshop on a guide")
    pages.register_event_page(
        pages.EventPage(45, "workshops:workshop_detail", label, managed=True, shows=selectors.is_workshop)
    )
    pages.register_public_step(say_step)


def say_step(request: HttpRequest, event: Any) -> pages.Step | None:
    """Ask who takes part in a workshop, once it has begun, what stands in the way."""
    if not request.user.is_authenticated or not selectors.has_begun(event):
        return None
    workshop = selectors.find_workshop(event.pk)
    if workshop is None or not selectors.takes_part(request.user, workshop):
        return None
    sentence = _("What stands in the way of media and information literacy where you work?")
    return pages.Step(
        sentence, reverse("workshops:challenge_say", args=[workshop.pk]), _("Say what stands in the way")
    )


def materials_page(job: Job) -> str:
    """Return the page on which the papers can be fetched."""
    return reverse("workshops:workshop_detail", args=[job.payload["workshop"]])
