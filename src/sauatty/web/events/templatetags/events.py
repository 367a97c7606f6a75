"""When and where, in templates: always by the clocks of the event."""

from typing import Any

from django import template
from django.utils.translation import get_language

from sauatty.core.languages import format_date
from sauatty.web.events import wording, zones
from sauatty.web.events.calendars import place_of

register = template.Library()
register.filter("when", wording.when_session)
register.filter("zone_words", wording.zone_words)


@register.filter
def days(event: Any) -> str:
    """The days of an event that carries `begins_at` and `over_at`."""
    return wording.when_days(event.begins_at, event.over_at, event.timezone)


@register.filter
def hours(session: Any) -> str:
    """From which hour to which a session lasts."""
    first, last = (zones.local(one, session.event.timezone) for one in (session.starts_at, session.ends_at))
    return f"{first:%H:%M}–{last:%H:%M}"


@register.filter
def clock_of(moment: Any, timezone: str) -> str:
    """A moment by the clocks of a zone: date and time."""
    if moment is None:
        return "–"
    local = zones.local(moment, timezone)
    return f"{format_date(local.date(), get_language() or 'kk')}, {local:%H:%M}"


@register.filter
def place(session: Any) -> str:
    """Where a session is held; '' where nobody has said."""
    return place_of(session, get_language() or "kk")
