"""The tables of a test for research: asked for on a page, rights asked again and made in a job, offered for a day."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from sauatty.core.documents.packing import pack
from sauatty.core.psychometrics.attempt_results import Json
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments import selectors
from sauatty.web.assessments.researching import DataChoice, tables_of
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.papers import selectors as papers

DATA_JOB = "assessments.data"


@transaction.atomic
def ask_for_data(*, actor: Any, test: Any, choice: DataChoice) -> Job:
    """Ask for the tables of a test, and of its partner."""
    file_id = str(uuid.uuid4())
    payload = {"test": str(test.pk), "choice": choice.as_json(), "file": file_id}
    return jobs.enqueue(DATA_JOB, key=file_id, payload=payload, actor=actor, total=2)


def do_data(payload: Json, report: jobs.Report) -> None:
    """Make the tables (job). Who asked may have lost the right since: it is asked again."""
    person, choice = selectors.asker_of(DATA_JOB, payload["file"]), DataChoice(**payload["choice"])
    try:
        test = selectors.access_results(person, uuid.UUID(payload["test"])) if person else None
    except Http404:
        return
    if test is None or not may_have(person, test, with_letters=choice.with_letters):
        return
    report(0, 2)
    tests = tests_of(test, choice)
    files = tables_of(tests, choice)
    report(1, 2)
    exports.offer_file(
        owner=person, name=f"{test.slug}-data.zip", media_type="application/zip", content=pack(files),
        file_id=uuid.UUID(payload["file"]), what="test-data", tests=[str(one.pk) for one in tests],
        letters=choice.with_letters, n=selectors.count_graded(tests),
    )  # fmt: skip
    report(2, 2)


def may_have(person: Any, test: Any, *, with_letters: bool) -> bool:
    """Tell whether somebody may have the tables; of a few people only who knows them all has them."""
    roles = selectors.LETTERS if with_letters else selectors.POINTS
    if not selectors.holds_one_of(person, test, roles):
        return False
    return papers.may_manage(person, test) or selectors.count_people(test) >= MINIMUM_CELL


def tests_of(test: Any, choice: DataChoice) -> list[Any]:
    """Return a test, with its partner where both are asked for, the pre-test first."""
    partner = papers.partner_of(test) if choice.with_partner else None
    return sorted([one for one in (test, partner) if one is not None], key=lambda one: one.purpose != "pre")


def data_address(job: Job) -> str:
    """Return where the made tables are fetched."""
    return reverse("base:file_fetch", args=[job.payload["file"]])
