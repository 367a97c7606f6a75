"""Places that are kept for a region or a kind of organisation. Who takes them is counted in `seats`."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from sauatty.core.errors import (
    EventWasCancelled,
    QuotaBelowTaken,
    QuotasAboveCapacity,
    QuotasNeedCapacity,
    QuotaUnknown,
)
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import audit
from sauatty.web.events import told
from sauatty.web.events.models import Event, Quota
from sauatty.web.events.services.events import locked

Wanted = tuple[str, str, int]


@transaction.atomic
def set_quotas(*, actor: Any, event: Event, quotas: Sequence[Wanted]) -> Event:
    """Say for whom how many places are kept: (by, value, seats) each. What is not named is kept no longer."""
    row = locked(event)
    if row.state == Event.State.CANCELLED:
        raise EventWasCancelled
    _refuse_unknown(quotas)
    kept = sum(seats for _by, _value, seats in quotas)
    if quotas and row.capacity is None:
        raise QuotasNeedCapacity
    if row.capacity is not None and kept > row.capacity:
        raise QuotasAboveCapacity(kept=kept, capacity=row.capacity)
    there = {(one.by, one.value): one for one in row.quotas.select_for_update()}
    wanted = {(by, value): seats for by, value, seats in quotas}
    if {key: one.seats for key, one in there.items()} == wanted:
        return row
    for key, seats in wanted.items():
        _write(row, there.get(key), key, seats)
    row.quotas.filter(pk__in=[one.pk for key, one in there.items() if key not in wanted]).delete()
    audit.record("event.quotas", actor=actor, target=row, quotas=[list(one) for one in quotas])
    told.tell(told.Change("places", row, fields=frozenset({"quotas"}), actor=actor))
    return row


def _write(event: Event, there: Quota | None, key: tuple[str, str], seats: int) -> None:
    if there is None:
        Quota.objects.create(event=event, by=key[0], value=key[1], seats=seats)
    elif there.seats != seats:
        if seats < there.taken:
            raise QuotaBelowTaken(quota=key[1], taken=there.taken, seats=seats)
        Quota.objects.filter(pk=there.pk).update(seats=seats)


def _refuse_unknown(quotas: Sequence[Wanted]) -> None:
    known = {(Quota.By.REGION, one.code) for one in accounts.list_regions()}
    known |= {(Quota.By.KIND, key) for key, _label in accounts.organisation_kinds()}
    for by, value, _seats in quotas:
        if (by, value) not in known:
            raise QuotaUnknown(value=value)
