"""Many decisions at once, as a table brings them; the caller has checked every one of them."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db.models import F
from django.utils import timezone

from sauatty.core.errors import ReviewNotOpen
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.coding.services.decisions import Judgement
from sauatty.web.coding.services.settling import settle_units

BATCH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision to store; `present` is the standing one of the same coder, which it replaces."""

    unit: Unit
    seat: Seat
    judgement: Judgement
    present: Decision | None


def hold_review(project: Project) -> Project:
    """Lock an open review with its units: whoever decides about one of them meanwhile comes afterwards."""
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if locked.state != Project.State.OPEN:
        raise ReviewNotOpen
    list(locked.units.select_for_update().values_list("pk", flat=True))
    return locked


def store_entries(entries: Sequence[Entry]) -> None:
    """Write the rows of many decisions, in the transaction in which the review is held."""
    now = timezone.now()
    replaced = [one.present.pk for one in entries if one.present is not None]
    for start in range(0, len(replaced), BATCH):
        Decision.objects.filter(pk__in=replaced[start : start + BATCH]).update(state=Decision.State.REPLACED)
    fresh = [
        Decision(id=uuid.uuid4(), unit=one.unit, seat=one.seat, decided_at=now, is_imported=True, **asdict(one.judgement))
        for one in entries
    ]  # fmt: skip
    Decision.objects.bulk_create(fresh, batch_size=BATCH)
    _count(entries)
    settle_units(list({one.unit.pk: one.unit for one in entries}.values()))


def _count(entries: Sequence[Entry]) -> None:
    added: dict[uuid.UUID, int] = {}
    for one in entries:
        added[one.seat.pk] = added.get(one.seat.pk, 0) + (one.present is None)
    for seat_id, n in added.items():
        Seat.objects.filter(pk=seat_id).update(n_standing=F("n_standing") + n)
