"""The only door to the rows of events."""

from sauatty.web.events.clock import (
    EntryPhase,
    Phase,
    entry_phase,
    first_start,
    held_sessions,
    last_end,
    phase,
)
from sauatty.web.events.selectors.calendars import (
    access_feed,
    feed_of,
    list_feed_sessions,
    list_month,
    list_personal_sessions,
    list_programme_sessions,
)
from sauatty.web.events.selectors.events import (
    access_event,
    access_managed_event,
    access_series,
    access_template,
    count_drafts,
    event_for,
    find_event,
    list_events,
    list_open_events,
    list_series,
    list_templates,
    list_visible,
    may_manage,
    open_event,
)
from sauatty.web.events.selectors.requests import (
    LATE_AFTER,
    access_request,
    count_waiting,
    is_late,
    list_requests,
    programmes_taking_requests,
    summarise_board,
    title_of_programme,
)
from sauatty.web.events.selectors.sessions import (
    Overlap,
    access_managed_session,
    access_session,
    find_session,
    is_trainer_of,
    list_my_sessions,
    list_sessions,
    list_trainers,
    may_run,
    module_choices,
    overlaps_of,
    trainers_of,
)

__all__ = [
    "LATE_AFTER", "EntryPhase", "Overlap", "Phase", "access_event", "access_feed", "access_managed_event",
    "access_managed_session", "access_request", "access_series", "access_session", "access_template", "count_drafts",
    "count_waiting", "entry_phase", "event_for", "feed_of", "find_event", "find_session", "first_start",
    "held_sessions", "is_late", "is_trainer_of", "last_end", "list_events", "list_feed_sessions", "list_month",
    "list_my_sessions", "list_open_events", "list_personal_sessions", "list_programme_sessions", "list_requests",
    "list_series", "list_sessions", "list_templates", "list_trainers", "list_visible", "may_manage", "may_run",
    "module_choices", "open_event", "overlaps_of", "phase", "programmes_taking_requests", "summarise_board",
    "title_of_programme", "trainers_of",
]  # fmt: skip
