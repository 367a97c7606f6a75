"""The invented guide goes out: published, taken to a workshop, changed by what was said there, published again."""

from datetime import date
from typing import Any

from sauatty.core.languages import LANGUAGES
from sauatty.web.guides import services as guides
from sauatty.web.guides.demonstration import TITLES
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import view_of
from sauatty.web.publications import services

CHALLENGE = "Мұғалімдер алдымен нені оқу керегін түсінбеді, нұсқаулық ұзақ көрінді."
ADDED = {
    "kk": "Уақытыңыз аз болса, бірінші тараудан кейін бірден өз пәніңіздің картасын ашыңыз.",
    "ru": "Если времени мало, сразу после первой главы откройте карту своего предмета.",
    "en": "If you have little time, open the map of your subject right after the first chapter.",
}


def make(actor: Any) -> None:
    """Publish the invented guide unless that was done; there is none where the invented review is missing."""
    guide = Guide.objects.filter(is_demo=True, title_kk=TITLES["kk"]).order_by("created_at").first()
    if guide is None or guide.versions.exists():
        return
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
        row = view_of(block, LANGUAGES).in_language(language)
        guides.write_text(
            guide=guide, block=block, language=language, text=f"{row.text} {text}", actor=actor,
            revision=row.revision, is_new_meaning=language == guide.leading_language,
        )  # fmt: skip


def remove() -> None:
    """Delete the versions of every guide that rests on invented curricula; the guides go after them."""
    services.delete_demo_versions()
