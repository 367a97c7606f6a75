"""Where an event stands: what the coordinator said, and the server's clock. Nobody else's clock."""

from datetime import datetime
from typing import Any, Literal

from django.utils import timezone

from sauatty.web.events.models import Event

Phase = Literal["template", "draft", "coming", "running", "held", "cancelled", "done"]
EntryPhase = Literal["none", "before", "open", "closed"]


def held_sessions(event: Event) -> list[Any]:
    """Return the sessions that have a time and were not called off, by their time (prefetched ones cost nothing)."""
    found = [one for one in event.sessions.all() if one.starts_at and not one.cancelled_at]
    return sorted(found, key=lambda one: (one.starts_at, one.number))


def first_start(event: Event) -> datetime | None:
    """Return when the first session begins."""
    return next((one.starts_at for one in held_sessions(event)), None)


def last_end(event: Event) -> datetime | None:
    """Return when the last session ends."""
    return max((one.ends_at for one in held_sessions(event)), default=None)


def phase(event: Event, now: datetime | None = None) -> Phase:
    """Say where an event stands. 'held': its sessions are past and nobody has said yet that it is over."""
    if event.is_template or event.state != Event.State.OPEN:
        return phase_between(event, None, None)
    return phase_between(event, first_start(event), last_end(event), now)


def phase_between(
    event: Event, begins: datetime | None, ends: datetime | None, now: datetime | None = None
) -> Phase:
    """Say the same of an event whose beginning and end are known already."""
    if event.is_template:
        return "template"
    if event.state != Event.State.OPEN:
        return _SAID[event.state]
    now = now or timezone.now()
    if begins is None or ends is None or begins > now:
        return "coming"
    return "running" if ends > now else "held"


_SAID: dict[str, Phase] = {"draft": "draft", "cancelled": "cancelled", "done": "done"}


def entry_phase(event: Event, now: datetime | None = None) -> EntryPhase:
    """Say whether registration goes on: between its two times, and until the last session has ended."""
    now = now or timezone.now()
    if event.is_template or event.state != Event.State.OPEN:
        return "none"
    if event.opens_at and event.opens_at > now:
        return "before"
    ends = event.closes_at or last_end(event)
    return "closed" if ends and ends <= now else "open"
