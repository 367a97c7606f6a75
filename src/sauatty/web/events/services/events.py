"""Making, changing, announcing, calling off and ending events."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.text import slugify

from sauatty.core.errors import (
    CapacityBelowTaken,
    EventHasNoSession,
    EventIsKnown,
    EventIsTemplate,
    EventNotOver,
    EventNotReady,
    EventTimezoneUnknown,
    EventTitleMissing,
    EventWasCancelled,
    EventWasHeld,
    QuotasAboveCapacity,
    QuotasNeedCapacity,
)
from sauatty.core.languages import LANGUAGES, search_key
from sauatty.web.base import audit
from sauatty.web.events import clock, told, zones
from sauatty.web.events.models import Event, Series, TrainingRequest

# What a calendar shows: a change of one of these is a new sequence.
SHOWN = frozenset(
    {f"{name}_{code}" for name in ("title", "about") for code in LANGUAGES} | {"contact", "timezone"}
)
# How long after its last session an event is over by itself.
OVER_AFTER = timedelta(hours=24)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
State = Event.State


def texts(name: str, values: Mapping[str, str], *, one_line: bool = True) -> dict[str, str]:
    """Return the three columns of a text."""
    said = {code: values.get(code, "") for code in LANGUAGES}
    return {
        f"{name}_{code}": " ".join(text.split()) if one_line else text.strip() for code, text in said.items()
    }


def key_of(columns: Mapping[str, str]) -> str:
    """Fold the titles for search."""
    return search_key(" ".join(columns[f"title_{code}"] for code in LANGUAGES))[:800]


def make_slug(titles: Mapping[str, str], region: str = "") -> str:
    """Return a public name that is free: words of the title where they are Latin, and letters by chance."""
    words = slugify(f"{titles.get('en') or 'training'} {region}")[:48].strip("-") or "training"
    return f"{words}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"


def locked(event: Event | UUID) -> Event:
    """Return the row of an event as it is now, held until the transaction ends."""
    pk = event if isinstance(event, UUID) else event.pk
    found = Event.objects.select_for_update(of=("self",)).select_related("programme", "region", "series")
    return found.get(pk=pk)


@transaction.atomic
def create_series(
    *, actor: Any, programme: Any, titles: Mapping[str, str], key: UUID | None = None
) -> Series:
    """Begin a series, for events that belong together."""
    if not any(titles.values()):
        raise EventTitleMissing
    own = {"id": key} if key else {}
    series = Series.objects.create(programme=programme, created_by=actor, **own, **texts("title", titles))
    audit.record("event-series.added", actor=actor, target=series)
    return series


@transaction.atomic
def create_event(
    *, actor: Any, programme: Any, titles: Mapping[str, str], form: str, language: str,
    abouts: Mapping[str, str] | None = None, **fields: Any,
) -> Event:  # fmt: skip
    """Prepare an event or, with `is_template`, what editions are made from. `fields`: the columns of an event."""
    if not any(text.strip() for text in titles.values()):
        raise EventTitleMissing
    _refuse_unknown_zone(fields)
    fields.setdefault("slug", make_slug(titles))
    fields["search_key"] = key_of(texts("title", titles))
    event = Event.objects.create(
        programme=programme, form=form, language=language, created_by=actor, **texts("title", titles),
        **texts("about", abouts or {}, one_line=False), **fields,
    )  # fmt: skip
    audit.record("event.added", actor=actor, target=event, is_template=event.is_template)
    told.tell(told.Change("made", event, actor=actor, source=event.template))
    return event


def _refuse_unknown_zone(fields: Mapping[str, Any]) -> None:
    if fields.get("timezone", "Asia/Almaty") not in zones.ZONES:
        raise EventTimezoneUnknown(timezone=fields["timezone"])


@transaction.atomic
def change_event(
    *, actor: Any, event: Event, titles: Mapping[str, str] | None = None, abouts: Mapping[str, str] | None = None,
    **fields: Any,
) -> Event:  # fmt: skip
    """Change an event; those who are registered hear of it from the apps that listen."""
    row = locked(event)
    refuse_cancelled(row)
    _refuse_unknown_zone(fields)
    wanted = dict(fields)
    if titles is not None:
        if not any(text.strip() for text in titles.values()):
            raise EventTitleMissing
        wanted |= texts("title", titles)
        wanted["search_key"] = key_of(wanted)
    if abouts is not None:
        wanted |= texts("about", abouts, one_line=False)
    changed = _changes(row, wanted)
    if "capacity" in changed:
        _refuse_too_few(row, wanted["capacity"])
    if "timezone" in changed:
        _keep_clocks(row, wanted["timezone"])
    return _write(row, wanted, changed, actor)


def _changes(row: Event, wanted: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(
        name for name, value in wanted.items() if getattr(row, name) != value and name != "programme"
    )


def _write(row: Event, wanted: Mapping[str, Any], changed: frozenset[str], actor: Any) -> Event:
    if not changed:
        return row
    for name in changed:
        setattr(row, name, wanted[name])
    if changed & SHOWN:
        row.sequence += 1
        row.changed_at = timezone.now()
    columns = {row._meta.get_field(name).attname for name in changed}
    row.save(update_fields=[*columns, "sequence", "changed_at"])
    audit.record("event.changed", actor=actor, target=row, fields=sorted(changed))
    told.tell(told.Change("changed", row, fields=changed, actor=actor))
    if "capacity" in changed:
        told.tell(told.Change("places", row, fields=changed, actor=actor))
    return row


def refuse_cancelled(row: Event) -> None:
    if row.state == State.CANCELLED:
        raise EventWasCancelled


def _refuse_too_few(row: Event, capacity: int | None) -> None:
    kept = sum(one.seats for one in row.quotas.all())
    if capacity is None:
        if kept:
            raise QuotasNeedCapacity
        return
    if capacity < row.taken:
        raise CapacityBelowTaken(taken=row.taken, capacity=capacity)
    if kept > capacity:
        raise QuotasAboveCapacity(kept=kept, capacity=capacity)


def _keep_clocks(row: Event, new: str) -> None:
    """Let the sessions begin at the same day and hour in the new time zone."""
    for one in row.sessions.filter(starts_at__isnull=False):
        one.starts_at = zones.moved_clock(one.starts_at, row.timezone, new)
        one.ends_at = zones.moved_clock(one.ends_at, row.timezone, new)
        one.save(update_fields=["starts_at", "ends_at"])


@transaction.atomic
def announce(*, actor: Any, event: Event) -> Event:
    """Let people know of an event: from now on it stands in lists and calendars and can be registered for."""
    row = locked(event)
    refuse_cancelled(row)
    if row.is_template:
        raise EventIsTemplate
    if row.state != State.DRAFT:
        return row
    _refuse_unready(row)
    row.state, row.announced_at, row.changed_at = State.OPEN, timezone.now(), timezone.now()
    row.save(update_fields=["state", "announced_at", "changed_at"])
    audit.record("event.announced", actor=actor, target=row)
    told.tell(told.Change("announced", row, actor=actor))
    return row


def _refuse_unready(row: Event) -> None:
    sessions = list(row.sessions.filter(cancelled_at__isnull=True))
    if not sessions:
        raise EventHasNoSession
    without = [one.number for one in sessions if one.starts_at is None]
    if without:
        raise EventNotReady(session=without[0])


@transaction.atomic
def cancel_event(*, actor: Any, event: Event, why: str = "") -> Event:
    """Call an event off; those who wished for it stand on the board again."""
    row = locked(event)
    if row.is_template:
        raise EventIsTemplate
    if row.state == State.CANCELLED:
        return row
    if row.state == State.DONE:
        raise EventWasHeld
    row.state, row.cancelled_why = State.CANCELLED, why.strip()
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["state", "cancelled_why", "sequence", "changed_at"])
    row.requests.filter(state=TrainingRequest.State.PLANNED).update(state=TrainingRequest.State.SEEN)
    audit.record("event.cancelled", actor=actor, target=row, why=row.cancelled_why)
    told.tell(told.Change("cancelled", row, actor=actor))
    return row


@transaction.atomic
def finish_event(*, actor: Any, event: Event) -> Event:
    """Say that an event is over; the wishes that led to it are fulfilled."""
    row = locked(event)
    if row.is_template:
        raise EventIsTemplate
    refuse_cancelled(row)
    if row.state == State.DONE:
        return row
    starts = [one.starts_at for one in clock.held_sessions(row)]
    if row.state == State.DRAFT or not starts or max(starts) > timezone.now():
        raise EventNotOver
    row.state = State.DONE
    row.save(update_fields=["state"])
    row.requests.filter(state=TrainingRequest.State.PLANNED).update(state=TrainingRequest.State.HELD)
    audit.record("event.done", actor=actor, target=row)
    told.tell(told.Change("done", row, actor=actor))
    return row


def end_past_events() -> int:
    """End the events whose last session was over a day ago (a chore); returns how many."""
    held = Q(sessions__cancelled_at__isnull=True)
    past = Event.objects.filter(state=State.OPEN, is_template=False)
    past = past.annotate(over_at=Max("sessions__ends_at", filter=held))
    ended = 0
    for event in past.filter(over_at__lt=timezone.now() - OVER_AFTER)[:50]:
        finish_event(actor=None, event=event)
        ended += 1
    return ended


@transaction.atomic
def delete_event(*, actor: Any, event: Event) -> None:
    """Delete a template, or an event that nobody knows of."""
    row = locked(event)
    if row.state != State.DRAFT or row.taken:
        raise EventIsKnown
    audit.record("event.deleted", actor=actor, target=row, slug=row.slug)
    row.delete()


def reopened(row: Event) -> None:
    """Let an event that was over go on, where one of its sessions lies ahead again."""
    if row.state == State.DONE:
        Event.objects.filter(pk=row.pk).update(state=State.OPEN)
        row.state = State.OPEN


def touch(row: Event) -> None:
    """Note that a calendar shows something else of the event as a whole."""
    now = timezone.now()
    Event.objects.filter(pk=row.pk).update(sequence=F("sequence") + 1, changed_at=now)
