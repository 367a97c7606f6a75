"""The report on the tests of a programme: asked for on a page, made in a job, offered for a day."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

import sauatty
from sauatty.core.documents.blocks import Document
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.test_report import KINDS, TestFacts, report_on_tests
from sauatty.core.languages import Translated
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.calibrations import presenting, selectors
from sauatty.web.calibrations.naming import component_names, names_for, note_words

REPORT_JOB = "calibrations.report"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Any] = {"pdf": (render_pdf, "application/pdf"), "docx": (render_docx, DOCX)}


@transaction.atomic
def ask_for_report(*, actor: Any, programme: Any, language: str, format: str) -> Job:
    """Ask for the report of what was worked out last."""
    file_id = str(uuid.uuid4())
    payload = {
        "programme": str(programme.pk), "person": str(actor.pk), "file": file_id, "language": language,
        "format": format,
    }  # fmt: skip
    return jobs.enqueue(REPORT_JOB, key=file_id, payload=payload, actor=actor, total=2)


def do_report(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the report and offer it to who asked (job); rights are asked again."""
    person = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    programme = selectors.list_programmes(person).filter(pk=payload["programme"]).first() if person else None
    if programme is None:
        return
    report(0, 2)
    with translation.override(payload["language"]):
        document = report_of(programme, payload["language"])
    write, media_type = FORMATS[payload["format"]]
    content = write(document)
    report(1, 2)
    exports.offer_file(
        owner=person, name=f"tests-{str(programme.pk)[:8]}-{payload['language']}.{payload['format']}",
        media_type=media_type, content=content, file_id=UUID(payload["file"]), programme=str(programme.pk),
        what="report on tests",
    )  # fmt: skip
    report(2, 2)


def report_of(programme: Any, language: str) -> Document:
    """Return the report from the newest analyses of each kind, in the language that is active.

    Its day is that of the newest analysis, so that the same analyses give the same file.
    """
    found = {kind: row for kind in KINDS if (row := selectors.latest(programme, kind)) is not None}
    days = [row.made_at for row in found.values()]
    facts = TestFacts(
        title=Translated(*(getattr(programme, f"title_{code}") for code in ("kk", "ru", "en"))),
        tests=tuple(dict.fromkeys(title for row in found.values() for title in presenting.titles_of(row))),
        n_persons=max((row.n_persons for row in found.values()), default=0),
        written_on=timezone.localtime(max(days, default=timezone.now())).date(), software=sauatty.__version__,
        results={kind: row.result for kind, row in found.items()},
        hashes={kind: (row.inputs_sha256, row.result_sha256) for kind, row in found.items()},
        say_notes=note_words, names=_names(found), is_invented=programme.is_demo,
        is_provisional=selectors.active_set(programme.pk) is None,
    )  # fmt: skip
    return report_on_tests(facts, language)


def _names(found: dict[str, Any]) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in found.values():
        names |= names_for(row)
    if "gain" in found:
        names |= component_names(one["name"] for one in found["gain"].result["raw"]["by_component"])
    return names


def report_address(job: Job) -> str:
    """Return where the file of a job is fetched."""
    return reverse("base:file_fetch", args=[job.payload["file"]])
