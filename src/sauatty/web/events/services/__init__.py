"""Every write of events."""

from sauatty.web.events.services.editions import make_editions, save_as_template
from sauatty.web.events.services.events import (
    announce,
    cancel_event,
    change_event,
    create_event,
    create_series,
    delete_event,
    end_past_events,
    finish_event,
)
from sauatty.web.events.services.feeds import make_feed, renew_feed
from sauatty.web.events.services.quotas import set_quotas
from sauatty.web.events.services.requests import (
    answer_request,
    ask_for_training,
    link_training,
    mark_seen,
    plan_training,
    take_back,
)
from sauatty.web.events.services.sessions import (
    add_session,
    add_sessions,
    cancel_session,
    change_session,
    delete_session,
    set_trainers,
)

__all__ = [
    "add_session", "add_sessions", "announce", "answer_request", "ask_for_training", "cancel_event",
    "cancel_session", "change_event", "change_session", "create_event", "create_series", "delete_event",
    "delete_session", "end_past_events", "finish_event", "link_training", "make_editions", "make_feed",
    "mark_seen", "plan_training", "renew_feed", "save_as_template", "set_quotas", "set_trainers", "take_back",
]  # fmt: skip
