"""Workshops on a guide, what stood in the way there, and the paragraphs that it concerns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from sauatty.web.base import audit
from sauatty.web.guides.models import Block, Guide
from sauatty.web.guides.services import plain
from sauatty.web.publications.models import Challenge, Workshop


@transaction.atomic
def record_workshop(*, guide: Guide, actor: Any, facts: Mapping[str, Any]) -> Workshop:
    """Write down a workshop: day, region, number of participants."""
    workshop, is_new = Workshop.objects.get_or_create(
        guide=guide, held_on=facts["held_on"], region=facts["region"], n_participants=facts["n_participants"],
        defaults={"recorded_by": actor},
    )  # fmt: skip
    if is_new:
        audit.record("guide.workshop_recorded", actor=actor, target=workshop, guide=str(guide.pk))
    return workshop


@transaction.atomic
def add_challenge(*, workshop: Workshop, actor: Any, facts: Mapping[str, Any]) -> Challenge:
    """Write down what stood in the way; the same words again are the same challenge."""
    challenge, is_new = Challenge.objects.get_or_create(
        workshop=workshop, subject_id=facts["subject_id"], kind=facts["kind"], language=facts["language"],
        text=plain(facts["text"]), defaults={"recorded_by": actor},
    )  # fmt: skip
    if is_new:
        audit.record("guide.challenge_recorded", actor=actor, target=challenge, workshop=str(workshop.pk))
    return challenge


@transaction.atomic
def link_challenge(*, challenge: Challenge, blocks: Iterable[Block], actor: Any) -> None:
    """Say which paragraphs a challenge concerns; what was said before is replaced."""
    chosen = list(blocks)
    challenge.blocks.set(chosen)
    audit.record(
        "guide.challenge_linked", actor=actor, target=challenge, blocks=[str(block.pk) for block in chosen]
    )
