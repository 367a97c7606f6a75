"""What of a module can be taken away: asked for on its page, made in a job, offered for a day."""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.lessons import Lesson, Section
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.lesson_document import module_document
from sauatty.core.documents.lesson_exports import cartridge, html_zip
from sauatty.core.documents.lesson_pack import facilitator_pack
from sauatty.core.documents.lesson_sheets import card_sheet
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring.selectors import PublishedFile
from sauatty.web.base import exports, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import Job
from sauatty.web.lessons import catalogue, selectors
from sauatty.web.lessons.catalogue import Shelved

JOB = "lessons.files"
_MARKS = re.compile(r"[\[\]*_`<>|\n]+")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Make = Callable[[ModuleOutline, Sequence[Lesson], str], bytes]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its words on the page, how it is made, the end of its name, and whether it has whole lessons."""

    label: Any
    make: Make
    ending: str
    media_type: str
    is_whole: bool = True


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
        "-cards.pdf", "application/pdf", is_whole=False,
    ),
    "pack": FileKind(
        _("Facilitator's pack: slides, notes, task sheets, cards (ZIP)"), facilitator_pack, "-pack.zip",
        "application/zip", is_whole=False,
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
    lessons = [_with_pictures(one) if kind.is_whole else one.lesson for one in module.lessons]
    content = kind.make(module.outline, lessons, language)
    report(1, 2)
    exports.offer_file(
        owner=job.created_by, name=f"{module.id}-{language}{kind.ending}", media_type=kind.media_type,
        content=content, file_id=UUID(payload["file"]), module=module.id, what=payload["kind"],
    )  # fmt: skip
    report(2, 2)


def _with_pictures(shelved: Shelved) -> Lesson:
    """Return a lesson that ends with its author's pictures and files: where each is seen, and whose it is."""
    if shelved.published is None or not shelved.published.files:
        return shelved.lesson
    texts = {code: "\n".join(_told(one, code) for one in shelved.published.files) for code in LANGUAGES}
    section = Section("pictures", _in_each(gettext_noop("Pictures and files")), Translated(**texts))
    return replace(shelved.lesson, sections=(*shelved.lesson.sections, section))


def _in_each(words: str) -> Translated:
    """Return fixed words of the site in every language."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = gettext(words)
    return Translated(**found)


def _told(file: PublishedFile, language: str) -> str:
    """Return a line about a file; what its author wrote has no marks."""
    with override(language):
        address = settings.PUBLIC_ADDRESS + reverse("authoring:published_file", args=[file.id])
    facts = (file.alt.text(language), file.author, file.source, file.licence)
    name, *told = (" ".join(_MARKS.sub(" ", one).split()) for one in (file.name, *facts))
    return f"- [{name}]({address}): " + ". ".join(filter(None, told))


def file_address(job: Job) -> str:
    """Return where the file of a job is fetched."""
    return reverse("base:file_fetch", args=[job.payload["file"]])
