"""The rows of the pages of trainings in the permission table, and their link in the rail."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.roles import ADMIN, COORDINATORS, PUBLIC, ROLES, SIGNED_IN

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
RAIL: list[Entry] = [Entry("programme", 18, "events:event_list", _("Trainings"), "events:")]
