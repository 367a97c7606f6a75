"""Where the jobs of guides lead."""

from django.urls import reverse

from sauatty.web.base.models import Job


def drafted_guide(job: Job) -> str:
    """Return the page of the guide that was drafted."""
    return reverse("guides:guide_detail", args=[job.payload["guide"]])


def measured_figures(job: Job) -> str:
    """Return the page that says which figures changed."""
    return reverse("guides:figures", args=[job.payload["guide"]])
