"""Workshops on a guide, what stood in the way there, and the paragraphs that it concerns."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.core.errors import FormSentAnew
from sauatty.web.base import audit
from sauatty.web.guides.models import Block, Guide
from sauatty.web.guides.services import plain
from sauatty.web.publications.models import Challenge, Workshop


@transaction.atomic
def record_workshop(
    *, guide: Guide, actor: Any, facts: Mapping[str, Any], key: UUID | None = None
) -> Workshop:
    """Write down a workshop: day, region, number of participants.

    `key` is made by the form: sent twice it is one workshop, and two workshops of one day in one region are two.
    """
    told = {name: facts[name] for name in ("held_on", "region", "n_participants")}
    workshop, is_new = _once(Workshop, key, actor, {"guide": guide}, told)
    if is_new:
        audit.record("guide.workshop_recorded", actor=actor, target=workshop, guide=str(guide.pk))
    return workshop


@transaction.atomic
def correct_workshop(*, workshop: Workshop, held_on: date, n_participants: int) -> None:
    """Note on which day a workshop is and how many came, where a training says so."""
    Workshop.objects.filter(pk=workshop.pk).update(held_on=held_on, n_participants=n_participants)


@transaction.atomic
def forget_workshop(*, workshop: Workshop, actor: Any) -> bool:
    """Delete a workshop that was not held after all; False where something was said there."""
    if workshop.challenges.exists():
        return False
    audit.record("guide.workshop_forgotten", actor=actor, target=workshop, guide=str(workshop.guide_id))
    workshop.delete()
    return True


@transaction.atomic
def add_challenge(
    *, workshop: Workshop, actor: Any, facts: Mapping[str, Any], key: UUID | None = None
) -> Challenge:
    """Write down what stood in the way; without a `key` of the form the same words again are the same challenge."""
    told = {name: facts[name] for name in ("subject_id", "kind", "language")} | {"text": plain(facts["text"])}
    challenge, is_new = _once(Challenge, key, actor, {"workshop": workshop}, told)
    if is_new:
        audit.record("guide.challenge_recorded", actor=actor, target=challenge, workshop=str(workshop.pk))
    return challenge


def _once(
    model: Any, key: UUID | None, actor: Any, owner: dict[str, Any], told: Mapping[str, Any]
) -> tuple[Any, bool]:
    """Return the row of a form that was sent before, or a new one."""
    if key is None:
        known = model.objects.filter(**owner, **told).first()
        return (known, False) if known else (model.objects.create(**owner, **told, recorded_by=actor), True)
    row, is_new = model.objects.get_or_create(pk=key, defaults={**owner, **told, "recorded_by": actor})
    if any(getattr(row, name) != value for name, value in owner.items()):
        raise FormSentAnew
    return row, is_new


@transaction.atomic
def link_challenge(*, challenge: Challenge, blocks: Iterable[Block], actor: Any) -> None:
    """Say which paragraphs a challenge concerns; what was said before is replaced."""
    chosen = list(blocks)
    challenge.blocks.set(chosen)
    audit.record(
        "guide.challenge_linked", actor=actor, target=challenge, blocks=[str(block.pk) for block in chosen]
    )
