"""Where a job of the thread leads."""

from django.urls import reverse

from sauatty.web.base.models import Job


def thread_of_job(job: Job) -> str:
    """Return the page for which a thread was worked out."""
    return reverse("evaluations:programme_thread", args=[job.payload["programme"]])
