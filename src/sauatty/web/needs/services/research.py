"""Data for research: asked for on a page, checked again and made in a job, offered for a day."""

import secrets
import uuid
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.core.documents.packing import pack
from sauatty.web.base import exports, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import Job
from sauatty.web.needs import selectors
from sauatty.web.needs.figures import Figures
from sauatty.web.needs.researching import Choice, Research
from sauatty.web.surveys import selectors as surveys

RESEARCH_JOB = "needs.research"
KEY_BYTES = 32


@transaction.atomic
def ask_for_data(*, actor: Any, campaign: Any, choice: Choice) -> Job:
    """Ask for data for research."""
    file_id = str(uuid.uuid4())
    payload = {"campaign": str(campaign.pk), "choice": choice.as_json(), "file": file_id}
    return jobs.enqueue(RESEARCH_JOB, key=file_id, payload=payload, actor=actor, total=2)


def do_research(payload: dict[str, Any], report: Report) -> None:
    """Make the files (job). Responses may have changed since they were asked for, so the check is made again."""
    job = selectors.job_of_file(RESEARCH_JOB, payload["file"])
    person = job.created_by if job else None
    campaign = surveys.list_campaigns(person).filter(pk=payload["campaign"]).first() if person else None
    if campaign is None or not selectors.sees_rows(person, campaign):
        return
    report(0, 2)
    choice = Choice.from_json(payload["choice"])
    if choice.with_codes and selectors.codes_hidden_from(person, campaign):
        return
    # The key of the pseudonyms lives in this variable and nowhere else.
    files, prepared = Research(Figures(campaign)).files(choice, secrets.token_bytes(KEY_BYTES))
    report(1, 2)
    exports.offer_file(
        owner=person, name=f"{campaign.slug}-{choice.language}.zip", media_type="application/zip",
        content=pack(files), file_id=UUID(payload["file"]), campaign=str(campaign.pk), what="research",
        audience=choice.audience, n=len(prepared.table), k=prepared.check.k, minimum=prepared.check.minimum,
        pointing=list(prepared.check.names), left_out=list(choice.leave_out), reviewed=list(choice.reviewed),
        n_left_out=prepared.n_left_out,
    )  # fmt: skip
    report(2, 2)
