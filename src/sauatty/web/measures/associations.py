"""Judged alignments as CASE associations, with the act and the coding manual that they rest on."""

from typing import Any

from sauatty.core.exchange.case_alignments import AlignmentSource, alignment_package
from sauatty.web.base.texts import translated
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.measures.asking import Asked


def package(asked: Asked, base_url: str) -> dict[str, Any]:
    """Return the judged objectives of an edition with their associations to competences."""
    edition, source = asked.edition, asked.source
    about = AlignmentSource(
        id=str(edition.pk),
        title=translated(edition.document, "title"),
        language=edition.language,
        source=source.key,
        codebook=f"{source.project.codebook} {source.project.codebook_version}" if source.project else "",
        model=source.run.model if source.run else "",
        changed_at=_changed_at(asked),
    )
    return alignment_package(
        asked.measures.objectives, frameworks.get_framework(source.framework), about, base_url
    )


def _changed_at(asked: Asked) -> str:
    """Return when the figures were last settled: never the moment of the export, so that bytes repeat."""
    source = asked.source
    if source.run is not None:
        moment = source.run.finished_at or source.run.created_at
    else:
        moment = source.project.closed_at or source.project.created_at
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
