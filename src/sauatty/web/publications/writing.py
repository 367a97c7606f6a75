"""A guide's rows as a document in one language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from sauatty.core.documents.guide_snapshot import document_as_json
from sauatty.web.base.texts import translated
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import (
    DRAFT,
    FINE,
    STALE,
    BlockView,
    author_names,
    content_sha256,
    facts_of,
    tables_of,
)
from sauatty.web.publications.models import Version

LABELS = {DRAFT: "machine draft", STALE: "stale"}


def written_blocks(views: Iterable[BlockView], language: str) -> list[Any]:
    """Return blocks as core values; a text that is missing is shown in the first language that has one."""
    from sauatty.core.documents.guide_document import WrittenBlock

    found = []
    for view in views:
        shown = view.shown(language)
        found.append(
            WrittenBlock(
                id=view.block.anchor,
                kind=view.block.kind,
                text=shown.text,
                level=view.block.level,
                table=view.block.table,
                label=LABELS.get(shown.state, ""),
                language=shown.language,
                chapter=view.block.chapter,
            )  # fmt: skip
        )
    return found


def reviewed_text(views: Iterable[BlockView], language: str) -> str:
    """Return every text that a person stands behind in one language, one after the other."""
    found = (view.in_language(language) for view in views if not view.block.table)
    return "\n".join(one.text for one in found if one.state == FINE)


def guide_data(guide: Guide) -> Any:
    """Return the figures and tables as the core takes them."""
    from sauatty.core.documents.guide_document import GuideData

    return GuideData(facts_of(guide), tables_of(guide))


def cover_of(guide: Guide, language: str, **facts: Any) -> Any:
    """Return the cover in one language; `facts` are those of a version, or of a file that goes out."""
    from sauatty.core.documents.guide_document import GuideCover

    found: dict[str, Any] = {
        "title": translated(guide, "title").text(language), "audience": guide.audience, "source": guide.source,
        "authors": author_names(guide), "identifier": f"SG-{guide.slug}", "date": timezone.localdate(),
        "is_invented": guide.is_demo,
    }  # fmt: skip
    return GuideCover(**(found | facts))


def document_of(guide: Guide, views: Sequence[BlockView], language: str, cover: Any) -> Any:
    """Return the document of a guide in one language."""
    from sauatty.core.documents.guide_document import guide_document

    return guide_document(written_blocks(views, language), guide_data(guide), language, cover)


def is_as_published(guide: Guide, views: Sequence[BlockView], version: Version) -> bool:
    """Tell whether a version says what the guide says now, the labels of its texts included.

    A draft that somebody has taken over since reads the same, and stands in the version with its label.
    """
    if version.content_sha256 != content_sha256(guide, views) or version.languages != list(guide.languages):
        return False
    return all(
        document_as_json(document_of(guide, views, language, cover_of(guide, language)))["blocks"]
        == version.documents[language]["blocks"]
        for language in version.languages
    )


def citation(guide: Guide, language: str, *, number: int, identifier: str, year: int) -> str:
    """Return how a version is cited."""
    from sauatty.core.catalogue.words import word

    authors, title = ", ".join(author_names(guide)), translated(guide, "title").text(language)
    version = word("guide", "version", language, number=number)
    return f"{authors} ({year}). {title}: {version}. {identifier}."
