"""The report of a survey: asked for on a page, made in a job, offered for a day."""

import uuid
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from sauatty.web.base import exports, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import Job
from sauatty.web.needs import reporting, selectors
from sauatty.web.needs.figures import Figures
from sauatty.web.surveys import selectors as surveys

REPORT_JOB = "needs.report"


@transaction.atomic
def ask_for_report(*, actor: Any, campaign: Any, **asked: Any) -> Job:
    """Ask for a report: `language`, `format`, `source`, `weighted`."""
    file_id = str(uuid.uuid4())
    payload = {"campaign": str(campaign.pk), "file": file_id, **asked}
    return jobs.enqueue(REPORT_JOB, key=file_id, payload=payload, actor=actor, total=2)


def do_report(payload: dict[str, Any], report: Report) -> None:
    """Make a report (job)."""
    job = selectors.job_of_file(REPORT_JOB, payload["file"])
    person = job.created_by if job else None
    campaign = surveys.list_campaigns(person).filter(pk=payload["campaign"]).first() if person else None
    if campaign is None or not selectors.sees_rows(person, campaign):
        return
    if selectors.codes_hidden_from(person, campaign):
        return
    report(0, 2)
    figures = Figures(campaign, payload["source"], bool(payload["weighted"]))
    with translation.override(payload["language"]):
        content = reporting.render(figures, payload["language"], payload["format"])
    report(1, 2)
    exports.offer_file(
        owner=person, name=f"{campaign.slug}-report-{payload['language']}.{payload['format']}",
        media_type=reporting.MEDIA_TYPES[payload["format"]], content=content, file_id=UUID(payload["file"]),
        campaign=str(campaign.pk), what="report", source=payload["source"],
    )  # fmt: skip
    report(2, 2)
