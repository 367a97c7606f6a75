"""Files of published versions: asked for on a page, made by a job, fetched by who asked."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model

from sauatty.core.documents.blocks import Document
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.frameworks import selectors
from sauatty.web.frameworks.documents import build_document
from sauatty.web.frameworks.selectors import Published

DOCUMENT_JOB = "frameworks.document"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "docx": (render_docx, DOCX),
    "pdf": (render_pdf, "application/pdf"),
}


def ask_for_document(*, actor: Any, version: Published, language: str, kind: str) -> Job:
    """Ask for a file; while the one made for the same person lives, its job answers at once."""
    payload = {
        "slug": version.slug,
        "number": version.number,
        "language": language,
        "kind": kind,
        "person": str(actor.pk),
    }
    is_there = selectors.find_version_file(actor.pk, file_name(payload)) is not None
    key = f"{version.id}:{language}:{kind}:{actor.pk}"
    return jobs.enqueue(DOCUMENT_JOB, key=key, payload=payload, actor=actor, total=1, again=not is_there)


def file_name(payload: dict[str, Any]) -> str:
    """Return the name of the file that a payload asks for."""
    return f"{payload['slug']}-{payload['number']}-{payload['language']}.{payload['kind']}"


def do_document(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the file and offer it to who asked (done by the worker)."""
    owner = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    if owner is None:  # erased while the job was waiting
        return
    page = selectors.summarise_version(selectors.access_version(payload["slug"], payload["number"]))
    write, media_type = FORMATS[payload["kind"]]
    content = write(build_document(page, payload["language"]))
    exports.offer_file(
        owner=owner,
        name=file_name(payload),
        media_type=media_type,
        content=content,
        version=page.version.name,
    )
    report(1, 1)
