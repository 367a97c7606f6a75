"""Moving a review to other codes: what still says the same is carried over, the rest is to be decided again."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F

from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.coding.services.batches import BATCH, hold_review
from sauatty.web.coding.services.settling import settle_units

# The new codes of a judgement (step, codes); None where somebody has to judge again
Carry = Callable[[int, Sequence[str]], list[str] | None]


def recode_project(*, project: Project, manual: Any, carry: Carry) -> tuple[list[Unit], list[Unit]]:
    """Return the units that keep their judgements and those that come back; earlier decisions stay as replaced."""
    locked = hold_review(project)
    units = {unit.pk: unit for unit in locked.units.exclude(state=Unit.State.WITHDRAWN)}
    standing = list(Decision.objects.filter(unit__in=list(units), state=Decision.State.STANDING))
    judged = [*((one.unit_id, one) for one in standing), *units.items()]
    back = {
        pk
        for pk, one in judged
        if one.relevance is not None and carry(one.relevance, one.competences) is None
    }
    _replace(standing, carry)
    for pk, unit in units.items():
        unit.project = locked
        if pk in back:
            unit.state = Unit.State.OPEN
        elif unit.relevance is not None:
            unit.competences = carry(unit.relevance, unit.competences)
    Unit.objects.bulk_update(units.values(), ["state", "competences"], batch_size=BATCH)
    settle_units([unit for pk, unit in units.items() if pk in back])
    fields = {"codebook": manual.id, "codebook_version": manual.version, "codebook_sha256": manual.sha256}
    Project.objects.filter(pk=project.pk).update(**fields)
    return [unit for pk, unit in units.items() if pk not in back], [units[pk] for pk in back]


def _replace(standing: Sequence[Decision], carry: Carry) -> None:
    fresh, old = [], []
    for one in standing:
        codes = carry(one.relevance, one.competences)
        if codes == one.competences:
            continue
        old.append(one.pk)
        if codes is None:
            Seat.objects.filter(pk=one.seat_id).update(n_standing=F("n_standing") - 1)
        else:
            one.pk, one.competences = uuid.uuid4(), codes
            fresh.append(one)
    for start in range(0, len(old), BATCH):
        Decision.objects.filter(pk__in=old[start : start + BATCH]).update(state=Decision.State.REPLACED)
    Decision.objects.bulk_create(fresh, batch_size=BATCH)
