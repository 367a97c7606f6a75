"""Paper forms of published versions: asked for on a page, made by a job, fetched by who asked."""

from importlib.util import find_spec
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.instruments import selectors
from sauatty.web.instruments.models import InstrumentVersion

PAPER_JOB = "instruments.paper"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Any] = {"docx": (render_docx, DOCX), "pdf": (render_pdf, "application/pdf")}


def has_paper_forms() -> bool:
    """Tell whether this site can make paper forms."""
    return find_spec("sauatty.core.documents.paper_form") is not None


def ask_for_paper(*, actor: Any, version: InstrumentVersion, language: str, kind: str) -> Job:
    """Ask for a paper form; while the one made for the same person lives, its job answers at once."""
    payload = {
        "version": str(version.pk), "language": language, "kind": kind, "person": str(actor.pk),
        "instrument": str(version.instrument_id),
        "name": f"{version.instrument.slug}-{version.number}-{language}.{kind}",
    }  # fmt: skip
    is_there = selectors.find_file(actor.pk, payload["name"]) is not None
    key = f"{version.pk}:{language}:{kind}:{actor.pk}"
    return jobs.enqueue(PAPER_JOB, key=key, payload=payload, actor=actor, total=1, again=not is_there)


def do_paper(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the file and offer it to who asked (done by the worker)."""
    from sauatty.core.documents.paper_form import paper_form

    owner = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    if owner is None:  # erased while the job was waiting
        return
    version = selectors.version_of_job(payload["version"])
    write, media_type = FORMATS[payload["kind"]]
    content = write(paper_form(selectors.core_instrument(version), payload["language"]))
    exports.offer_file(
        owner=owner, name=payload["name"], media_type=media_type, content=content, version=payload["version"]
    )
    report(1, 1)


def paper_address(job: Job) -> str:
    """Return where a made form is fetched; its instrument once the file has expired."""
    file_id = selectors.find_file(job.payload["person"], job.payload["name"])
    if file_id:
        return reverse("base:file_fetch", args=[file_id])
    return reverse("instruments:version_list", args=[job.payload["instrument"]])
