"""Files of a guide: asked for on a page, made in a job, offered to whoever asked for a day."""

import re
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import GuideNothingJudged
from sauatty.web.base import exports, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import Job
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import changed_on, figures_of, list_blocks
from sauatty.web.guides.services import guide_of_job
from sauatty.web.publications import rendering, writing
from sauatty.web.publications.models import Version

OUTPUT_JOB = "publications.output"
WHAT = ("pdf", "docx", "summary", "bundle")
_GUIDE_FORMATS = ("pdf", "docx")


@transaction.atomic
def ask_for_file(*, guide: Guide, actor: Any, what: str, language: str, scope: str = "") -> Job:
    """Ask for a file: the guide as 'pdf' or 'docx', the 'summary' of a subject, or the 'bundle' of a workshop."""
    if figures_of(guide) is None:
        raise GuideNothingJudged(source=guide.get_source_display())
    file_id = str(uuid.uuid4())
    payload = {"guide": str(guide.pk), "what": what, "language": language, "scope": scope, "file": file_id}
    return jobs.enqueue(OUTPUT_JOB, key=file_id, payload=payload, actor=actor, total=2)


def do_output(payload: dict[str, Any], report: Report) -> None:
    """Make a file (job)."""
    guide = guide_of_job(payload)
    job = (
        Job.objects.filter(kind=OUTPUT_JOB, payload__file=payload["file"])
        .select_related("created_by")
        .first()
    )
    if guide is None or job is None or job.created_by is None:
        return
    report(0, 2)
    content, format = _MAKERS[payload["what"]](guide, payload)
    report(1, 2)
    exports.offer_file(
        owner=job.created_by, name=_name(guide, payload, format), media_type=rendering.MEDIA_TYPES[format],
        content=content, file_id=UUID(payload["file"]), guide=str(guide.pk), what=payload["what"],
    )  # fmt: skip
    report(2, 2)


def _name(guide: Guide, payload: Mapping[str, Any], format: str) -> str:
    what = payload["what"] if payload["what"] in {"summary", "bundle"} else ""
    parts = [guide.slug, what, _subject_slug(guide, payload["scope"])]
    named = "-".join(part for part in [*parts, payload["language"]] if part)
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', named)}.{format}"


def _subject_slug(guide: Guide, scope: str) -> str:
    """Return the name of a subject in the names of files: a programme's own ('a1-kk') reads as a language."""
    from sauatty.core.documents.guide_outputs import file_slugs

    papers = _papers(guide, guide.leading_language) if scope else []
    names = {one.scope: slug for one, slug in zip(papers, file_slugs(papers), strict=True)}
    return names.get(scope, scope)


def working_cover(guide: Guide, views: Any, language: str) -> Any:
    """Return the cover of the guide as it stands: that of its newest version where nothing has changed since."""
    version = guide.versions.first()
    if version is not None and writing.is_as_published(guide, views, version):
        return writing.cover_of(
            guide, language, identifier=version.identifier, date=timezone.localdate(version.published_at),
            version=str(version.number), is_published=True,
            citation=version.citation.get(language, ""),
        )  # fmt: skip
    return writing.cover_of(guide, language, date=changed_on(guide))


def _guide_file(guide: Guide, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    views, language = list_blocks(guide), payload["language"]
    document = writing.document_of(guide, views, language, working_cover(guide, views, language))
    return rendering.render(document, payload["what"]), payload["what"]


def _papers(guide: Guide, language: str, scope: str = "") -> list[Any]:
    from sauatty.core.documents.guide_outputs import SubjectPaper, subject_scopes

    data = writing.guide_data(guide)
    views = list_blocks(guide)
    cover, reviewed = working_cover(guide, views, language), writing.reviewed_text(views, language)
    scopes = [one for one in subject_scopes(data) if scope in {"", one}]
    return [SubjectPaper(one, data, language, cover, reviewed) for one in scopes]


def _summary_file(guide: Guide, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    from sauatty.core.documents.guide_outputs import summary_document

    papers = _papers(guide, payload["language"], payload["scope"])
    if not papers:
        raise GuideNothingJudged(source=guide.get_source_display())
    return rendering.render(summary_document(papers[0]), "pdf"), "pdf"


def _bundle_file(guide: Guide, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    language = payload["language"]
    files = {
        format: _guide_file(guide, {"what": format, "language": language})[0] for format in _GUIDE_FORMATS
    }
    return _bundle(_papers(guide, language), files, language), "zip"


def bundle_of(version: Version, language: str, scopes: Collection[str]) -> bytes:
    """Return what a workshop on some subjects needs: the published version, and the papers of these subjects.

    The papers are made from the figures as they stand now; their cover says so where the guide has changed since.
    """
    from sauatty.core.documents.guide_snapshot import document_from_json

    guide = version.guide
    papers = [one for one in _papers(guide, language) if one.scope in scopes]
    if not papers:
        raise GuideNothingJudged(source=guide.get_source_display())
    made = {one.format: bytes(one.content) for one in version.files.filter(language=language)}
    document = document_from_json(version.documents[language])
    files = {format: made.get(format) or rendering.render(document, format) for format in _GUIDE_FORMATS}
    return _bundle(papers, files, language)


def _bundle(papers: Sequence[Any], guides: Mapping[str, bytes], language: str) -> bytes:
    from sauatty.core.documents.guide_outputs import (
        bundle,
        facilitator_key,
        file_slugs,
        task_sheet,
        workshop_slides,
    )
    from sauatty.core.documents.slides import render_pptx

    files = {f"guide-{language}.{format}": content for format, content in guides.items()}
    files[f"slides-{language}.pptx"] = render_pptx(workshop_slides(papers))
    for paper, slug in zip(papers, file_slugs(papers), strict=True):
        files[f"task-sheet-{slug}-{language}.docx"] = rendering.render(task_sheet(paper), "docx")
        files[f"facilitator-{slug}-{language}.docx"] = rendering.render(facilitator_key(paper), "docx")
    return bundle(files)


_MAKERS: dict[str, Callable[[Guide, Mapping[str, Any]], tuple[bytes, str]]] = {
    "pdf": _guide_file,
    "docx": _guide_file,
    "summary": _summary_file,
    "bundle": _bundle_file,
}
