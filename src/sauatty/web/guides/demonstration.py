"""The invented guide on the invented curricula: drafted, its first chapter read."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.documents.guide_templates import chapter_slugs
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts.services import people
from sauatty.web.alignments.judged import current_project
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import in_language
from sauatty.web.curricula import selectors as curricula
from sauatty.web.guides import services
from sauatty.web.guides.models import Guide, Membership

TITLES = {
    "kk": "Пәндердегі медиа және ақпараттық сауаттылық: ойдан құрастырылған нұсқаулық",
    "ru": "Медийная и информационная грамотность в предметах: вымышленное руководство",
    "en": "Media and information literacy in subjects: an invented guide",
}
AUTHOR = "Айгүл Үлгі"
COMMENT = "Бұл абзацқа өңірден бір мысал қоссақ қайтеді?"
CHAPTER = "introduction"


def make(actor: Any) -> None:
    """Make the invented guide unless it is there; it rests on the invented review."""
    edition = next((one for one in curricula.list_demo_editions() if one.language == "kk"), None)
    if edition is None or current_project(edition) is None or Guide.objects.filter(is_demo=True).exists():
        return
    facts = {
        "titles": TITLES, "grades": [], "source": "agreed", "languages": list(LANGUAGES), "audience": "teachers",
        "chapters": list(chapter_slugs()), "stale_policy": "warn", "signatures_needed": 0, "is_public": False,
    }  # fmt: skip
    programmes = curricula.list_programmes(edition)
    guide = services.create_guide(actor=actor, edition=edition, programmes=programmes, facts=facts)
    _sign_over(guide, actor)
    services.do_draft({"guide": str(guide.pk)}, lambda done, total: None)
    guide = Guide.objects.get(pk=guide.pk)
    for language in LANGUAGES:
        services.take_over_chapter(guide=guide, chapter=CHAPTER, language=language, actor=actor)
    services.add_comment(
        guide=guide, block=guide.blocks.get(key="map.reading"), language="kk", text=COMMENT, actor=actor
    )


def _sign_over(guide: Guide, actor: Any) -> None:
    """Name an invented author: whoever looks around did not write the guide and is not cited for it."""
    author = people.add_person(actor=actor, name=AUTHOR, is_demo=True)
    services.add_member(guide=guide, person=author, role=Membership.Role.AUTHOR, actor=actor)
    services.add_member(guide=guide, person=actor, role=Membership.Role.REVIEWER, actor=actor)


def count() -> Iterator[DemoCount]:
    """Name the guides that go: all that rest on invented curricula."""
    rows = list(Guide.objects.filter(is_demo=True))
    yield DemoCount(_("Guides"), len(rows), tuple(in_language(one, "title") for one in rows))


def remove() -> None:
    """Delete every guide that rests on invented curricula."""
    services.delete_demo_guides()
