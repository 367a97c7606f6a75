"""A guide's rows as a document in one language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from sauatty.web.base.texts import translated
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import DRAFT, STALE, BlockView, author_names, facts_of, tables_of

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


def citation(guide: Guide, language: str, *, number: int, identifier: str, year: int) -> str:
    """Return how a version is cited."""
    from sauatty.core.catalogue.words import word

    authors, title = ", ".join(author_names(guide)), translated(guide, "title").text(language)
    version = word("guide", "version", language, number=number)
    return f"{authors} ({year}). {title}: {version}. {identifier}."
