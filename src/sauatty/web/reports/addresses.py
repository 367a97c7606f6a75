"""Where jobs of reports lead, and the link on a person's own path."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sauatty.web.base.models import Job
from sauatty.web.reports import selectors


def packs_of_job(job: Job) -> str:
    """Return the page on which a pack that was made stands."""
    return reverse("reports:pack", args=[job.payload["programme"]])


def report_of_job(job: Job) -> str:
    """Return the page of a report that was made."""
    version = selectors.find_version(UUID(job.payload["programme"]), UUID(job.payload["key"]))
    if version is None:
        return reverse("reports:report_list", args=[job.payload["programme"]])
    return reverse("reports:report_detail", args=[version.programme_id, version.number])


def research_link(request: HttpRequest) -> tuple[str, str] | None:
    """Return the link to the questions on research, for those who are asked any."""
    asked = selectors.questions_of(request.user)
    if not asked:
        return None
    is_open = any(not one.is_answered for one in asked)
    words = _("May your data be used for research? Please answer") if is_open else _("My data in research")
    return reverse("reports:my_research"), words
