"""Where the jobs of publications lead."""

from django.urls import reverse

from sauatty.web.base.models import Job


def made_file(job: Job) -> str:
    """Return the page on which the file that was made can be fetched."""
    return reverse("publications:output", args=[job.payload["guide"]])


def returned_file(job: Job) -> str:
    """Return the page that says what a returned file changes, or why it is refused."""
    return reverse("publications:returned", args=[job.payload["guide"], job.payload["file"]])
