"""Where the pages of certificates lead to and from: jobs, the page of an event."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from sauatty.web.base.models import Job
from sauatty.web.events.pages import EventPage
from sauatty.web.instruments import selectors as instruments

EVENT_PAGE = EventPage(
    60, "certificates:event_awards", gettext_lazy("Certificates"), managed=True,
    shows=lambda event: event.state in ("open", "done"),
)  # fmt: skip


def of_award_job(job: Job) -> str:
    """Return the page of the certificates that a job gave."""
    return reverse("certificates:award_detail", args=[job.payload["award"]])


def of_list_job(job: Job) -> str:
    """Return where a list is fetched; the register once it has expired."""
    file = instruments.find_file(job.payload["person"], job.payload["name"])
    if file:
        return reverse("base:file_fetch", args=[file])
    return reverse("certificates:register", args=[job.payload["programme"]])


def of_print_job(job: Job) -> str:
    """Return where a print file is fetched; the page of its award once it has expired."""
    file = instruments.find_file(job.payload["person"], job.payload["name"])
    if file:
        return reverse("base:file_fetch", args=[file])
    return reverse("certificates:award_detail", args=[job.payload["award"]])
