"""The invented guide on the invented curricula: drafted, edited, taken to a workshop, published twice."""

from datetime import date
from typing import Any

from sauatty.core.documents.guide_templates import chapter_slugs
from sauatty.core.languages import LANGUAGES
from sauatty.web.alignments.judged import current_project
from sauatty.web.curricula import selectors as curricula
from sauatty.web.guides import selectors, services
from sauatty.web.guides.models import Guide

TITLES = {
    "kk": "Пәндердегі медиа және ақпараттық сауаттылық: ойдан құрастырылған нұсқаулық",
    "ru": "Медийная и информационная грамотность в предметах: вымышленное руководство",
    "en": "Media and information literacy in subjects: an invented guide",
}
CHALLENGE = "Мұғалімдер алдымен нені оқу керегін түсінбеді, нұсқаулық ұзақ көрінді."
ADDED = {
    "kk": "Уақытыңыз аз болса, бірінші тараудан кейін бірден өз пәніңіздің картасын ашыңыз.",
    "ru": "Если времени мало, сразу после первой главы откройте карту своего предмета.",
    "en": "If you have little time, open the map of your subject right after the first chapter.",
}
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
    services.do_draft({"guide": str(guide.pk)}, lambda done, total: None)
    guide = Guide.objects.get(pk=guide.pk)
    for language in LANGUAGES:
        services.take_over_chapter(guide=guide, chapter=CHAPTER, language=language, actor=actor)
    services.publish(guide=guide, actor=actor)
    _take_to_workshop(guide, actor)
    services.publish(guide=guide, actor=actor, note=ADDED["kk"])


def _take_to_workshop(guide: Guide, actor: Any) -> None:
    """Record what a workshop said and change the paragraph that it concerns."""
    block = guide.blocks.get(key="introduction.teachers")
    workshop = services.record_workshop(
        guide=guide,
        actor=actor,
        facts={"held_on": date(2026, 10, 14), "region": "KZ-11", "n_participants": 27},
    )
    facts = {"subject_id": "", "kind": "time", "language": "kk", "text": CHALLENGE}
    challenge = services.add_challenge(workshop=workshop, actor=actor, facts=facts)
    services.link_challenge(challenge=challenge, blocks=[block], actor=actor)
    for language, text in ADDED.items():
        row = selectors.view_of(block, LANGUAGES).in_language(language)
        services.write_text(
            guide=guide, block=block, language=language, text=f"{row.text} {text}", actor=actor,
            revision=row.revision, is_new_meaning=language == guide.leading_language,
        )  # fmt: skip
    services.add_comment(
        guide=guide, block=guide.blocks.get(key="map.reading"), language="kk", text=COMMENT, actor=actor
    )


def remove() -> None:
    """Delete every guide that rests on invented curricula, with its versions."""
    services.delete_demo_guides()
