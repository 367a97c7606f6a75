"""The places of an event: who holds the row of the event counts them, and the tables refuse one too many.

Places of a quota are kept for those it is for; the others, 'general' ones, are for everybody. What is asked of a
place is asked in the UPDATE itself, so that two who come at the same moment cannot both have the last one.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sauatty.web.events.models import Event, Quota


def hold(event_id: UUID) -> Event:
    """Return the row of an event as it is now; until the caller's transaction ends nobody else counts its places."""
    return Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event_id)


def list_quotas(event_id: UUID) -> QuerySet[Quota]:
    """List the quotas of an event: those of regions first."""
    return Quota.objects.filter(event=event_id).order_by("-by", "value")


def _with_kept(event_id: UUID) -> QuerySet[Event]:
    """Return the event with the places that wait for the people of its quotas, as `kept`."""
    open_ones = Quota.objects.filter(event=OuterRef("pk")).order_by().values("event")
    kept = open_ones.annotate(n=Sum(F("seats") - F("taken"))).values("n")
    return Event.objects.filter(pk=event_id).annotate(
        kept=Coalesce(Subquery(kept, output_field=IntegerField()), 0)
    )


def take_seat(event_id: UUID, quota_id: UUID | None = None, *, n: int = 1) -> bool:
    """Take `n` places of a quota, or general ones; False where fewer are left, and then none is taken."""
    if quota_id is None:
        has_room = Q(capacity__isnull=True) | Q(taken__lte=F("capacity") - F("kept") - n)
        return bool(_with_kept(event_id).filter(has_room).update(taken=F("taken") + n))
    with transaction.atomic():
        if not Quota.objects.filter(pk=quota_id, taken__lte=F("seats") - n).update(taken=F("taken") + n):
            return False
        has_room = Q(capacity__isnull=True) | Q(taken__lte=F("capacity") - n)
        if Event.objects.filter(has_room, pk=event_id).update(taken=F("taken") + n):
            return True
        transaction.set_rollback(True)
        return False


def free_seat(event_id: UUID, quota_id: UUID | None = None) -> None:
    """Give one place back."""
    Event.objects.filter(pk=event_id, taken__gt=0).update(taken=F("taken") - 1)
    if quota_id is not None:
        Quota.objects.filter(pk=quota_id, taken__gt=0).update(taken=F("taken") - 1)


def move_to_quota(quota_id: UUID) -> bool:
    """Count somebody who has a general place to a quota, so that the general place is free."""
    return bool(Quota.objects.filter(pk=quota_id, taken__lt=F("seats")).update(taken=F("taken") + 1))
