"""Where the pages of certificates lead to and from: jobs, the page of an event, one's own path."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.web.base.models import Job
from sauatty.web.certificates.models import Certificate
from sauatty.web.enrolments import selectors as enrolments
from sauatty.web.events.pages import EventPage
from sauatty.web.instruments import selectors as instruments

EVENT_PAGE = EventPage(
    60, "certificates:event_awards", gettext_lazy("Certificates"), managed=True,
    shows=lambda event: event.state in ("open", "done"),
)  # fmt: skip


def of_award_job(job: Job) -> str:
    """Return the page of the certificates that a job gave."""
    return reverse("certificates:award_detail", args=[job.payload["award"]])


def of_print_job(job: Job) -> str:
    """Return where a print file is fetched; the page of its award once it has expired."""
    file = instruments.find_file(job.payload["person"], job.payload["name"])
    if file:
        return reverse("base:file_fetch", args=[file])
    return reverse("certificates:award_detail", args=[job.payload["award"]])


def record_link(request: HttpRequest) -> tuple[str, str] | None:
    """Return the link to one's own record for whoever has one."""
    person: Any = request.user
    has_some = Certificate.objects.filter(person=person).exists() or enrolments.my_enrolments(person).exists()
    return (reverse("certificates:record"), _("My record and certificates")) if has_some else None
