"""What of a module can be taken away: asked for on its page, made in a job, offered for a day."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.lesson_document import module_document
from sauatty.core.documents.lesson_exports import cartridge, html_zip
from sauatty.core.documents.lesson_pack import facilitator_pack
from sauatty.core.documents.lesson_sheets import card_sheet
from sauatty.core.documents.pdf import render_pdf
from sauatty.web.base import exports, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import Job
from sauatty.web.lessons import catalogue, selectors

JOB = "lessons.files"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Make = Callable[[ModuleOutline, Sequence[Lesson], str], bytes]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its words on the page, how it is made, the end of its name."""

    label: Any
    make: Make
    ending: str
    media_type: str


KINDS: dict[str, FileKind] = {
    "pdf": FileKind(
        _("Module as PDF, to print"),
        lambda module, lessons, language: render_pdf(module_document(module, lessons, language)),
        ".pdf", "application/pdf",
    ),
    "docx": FileKind(
        _("Module as DOCX, to change"),
        lambda module, lessons, language: render_docx(module_document(module, lessons, language)),
        ".docx", _DOCX,
    ),
    "cards": FileKind(
        _("Cards, one page a lesson (PDF)"),
        lambda module, lessons, language: render_pdf(card_sheet(module, lessons, language)),
        "-cards.pdf", "application/pdf",
    ),
    "pack": FileKind(
        _("Facilitator's pack: slides, notes, task sheets, cards (ZIP)"), facilitator_pack, "-pack.zip",
        "application/zip",
    ),
    "cartridge": FileKind(
        _("Common Cartridge, for Moodle and Canvas"), cartridge, ".imscc", "application/zip"
    ),
    "html": FileKind(_("Pages without a network (ZIP)"), html_zip, "-pages.zip", "application/zip"),
}  # fmt: skip


@transaction.atomic
def ask_for_file(*, actor: Any, module: str, kind: str, language: str) -> Job:
    """Ask for a file of a module in a language; who asks again while it is made gets the same one."""
    wanted = {"module": module, "kind": kind, "language": language}
    asked = selectors.unfinished_job(JOB, actor, wanted)
    if asked is not None:
        return asked
    file_id = str(uuid.uuid4())
    payload = {**wanted, "file": file_id}
    return jobs.enqueue(JOB, key=file_id, payload=payload, actor=actor, total=2)


def do_files(payload: dict[str, Any], report: Report) -> None:
    """Make a file (job)."""
    job = selectors.job_of_file(JOB, payload["file"])
    module = catalogue.shelf().module(payload["module"])
    if job is None or job.created_by is None or module is None:
        return
    report(0, 2)
    kind, language = KINDS[payload["kind"]], payload["language"]
    content = kind.make(module.outline, [one.lesson for one in module.lessons], language)
    report(1, 2)
    exports.offer_file(
        owner=job.created_by, name=f"{module.id}-{language}{kind.ending}", media_type=kind.media_type,
        content=content, file_id=UUID(payload["file"]), module=module.id, what=payload["kind"],
    )  # fmt: skip
    report(2, 2)


def file_address(job: Job) -> str:
    """Return where the file of a job is fetched."""
    return reverse("base:file_fetch", args=[job.payload["file"]])
