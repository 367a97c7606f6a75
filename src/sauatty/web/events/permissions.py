"""The rows of events in the permission table, its links in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, PUBLIC, ROLES, SIGNED_IN

# Who sees what is being prepared too; a participant sees what was announced.
READERS: frozenset[str] = frozenset(ROLES) - {"participant"}
WITH_A_ROLE: frozenset[str] = frozenset({ADMIN, *ROLES})
_PUBLIC = (
    "event_list", "open_list", "event_public", "event_calendar", "feed_programme", "feed_personal", "request_ask",
    "request_ask_programme", "request_thanks",
)  # fmt: skip
_READ = ("event_detail", "series_detail", "session_detail", "calendar")
_OWN = ("feed_list", "feed_renew")
_MANAGED = (
    "event_begin", "event_add", "template_add", "event_edit", "event_announce", "event_finish", "event_cancel",
    "event_delete", "event_quotas", "event_editions", "event_as_template", "session_add", "session_edit",
    "session_cancel", "session_delete", "series_announce", "request_list", "request_detail", "request_seen",
    "request_answer", "request_plan", "request_link", "request_back",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"events:{name}": PUBLIC for name in _PUBLIC},
    **{f"events:{name}": WITH_A_ROLE for name in _READ},
    **{f"events:{name}": SIGNED_IN for name in _OWN},
    **{f"events:{name}": COORDINATORS for name in _MANAGED},
}
# Whoever has no role finds behind it the trainings that are open to everybody.
RAIL: list[Entry] = [Entry("people", 18, "events:event_list", _("Trainings"), "events:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.events import erasure

    basis, while_there = "planning of a training", "while the training exists"
    return {
        "events.Series": DataRule(True, basis, "while the series exists", None, erasure.series),
        "events.Event": DataRule(True, basis, while_there, None, erasure.events),
        "events.Quota": DataRule(personal=False),
        "events.Session": DataRule(personal=False),
        "events.SessionTrainer": DataRule(True, basis, while_there, None, erasure.trainers),
        "events.CalendarFeed": DataRule(
            True, "request of its owner", "until it is renewed", None, erasure.feeds
        ),
        "events.TrainingRequest": DataRule(
            True, "request for a training", "three years", 1096, erasure.requests, "asked_at"
        ),
    }
