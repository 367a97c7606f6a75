"""The papers of a workshop: its guide, slides, task sheets and keys of its subjects, as one ZIP."""

import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.web.base import exports, jobs
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.publications import services as publications
from sauatty.web.workshops import selectors
from sauatty.web.workshops.models import RegionalWorkshop

JOB = "workshops.materials"
_SHOWN = 5


@transaction.atomic
def ask_for_materials(*, actor: Any, workshop: RegionalWorkshop) -> Job:
    """Ask for the papers; they are offered for a day to whoever asked."""
    file_id = str(uuid.uuid4())
    payload = {"workshop": str(workshop.pk), "file": file_id}
    return jobs.enqueue(JOB, key=file_id, payload=payload, actor=actor, total=2)


def language_of(workshop: RegionalWorkshop) -> str:
    """Return the language of the papers: that of the workshop where the guide is written in it."""
    known = workshop.version.languages
    return workshop.language if workshop.language in known else str(known[0])


def do_materials(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the papers (job)."""
    workshop = selectors.find_workshop(UUID(payload["workshop"]))
    job = Job.objects.filter(kind=JOB, payload__file=payload["file"]).select_related("created_by").first()
    if workshop is None or job is None or job.created_by is None:
        return
    if not selectors.may_read(job.created_by, workshop.version):
        return
    report(0, 2)
    language = language_of(workshop)
    content = publications.bundle_of(workshop.version, language, workshop.subjects)
    report(1, 2)
    exports.offer_file(
        owner=job.created_by, name=f"workshop-{workshop.version.identifier}-{language}.zip",
        media_type="application/zip", content=content, file_id=UUID(payload["file"]), workshop=str(workshop.pk),
    )  # fmt: skip
    report(2, 2)


@dataclass(frozen=True, slots=True)
class Made:
    """Papers that somebody asked for: the job, and the file once it is there and lives."""

    job: Job
    file: ExportedFile | None


def list_materials(person: Any, workshop: RegionalWorkshop) -> list[Made]:
    """Return the papers that a person asked for, the newest first (two queries)."""
    jobs_of = Job.objects.filter(kind=JOB, created_by=person, payload__workshop=str(workshop.pk))
    found = list(jobs_of.order_by("-created_at")[:_SHOWN])
    wanted = [UUID(one.payload["file"]) for one in found]
    living = ExportedFile.objects.filter(pk__in=wanted, owner=person, expires_at__gt=timezone.now())
    files = {file.pk: file for file in living.defer("content")}
    return [Made(one, files.get(UUID(one.payload["file"]))) for one in found]
