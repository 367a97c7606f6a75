"""The rows of visits in the permission table, their link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, PUBLIC, SIGNED_IN

_PUBLIC = ("help_ask", "help_follow")
_COORDINATED = ("school_list", "school_file")
_WORK = ("request_list", "request_detail", "request_step", "school_detail")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"visits:{name}": PUBLIC for name in _PUBLIC},
    **{f"visits:{name}": SIGNED_IN for name in _WORK},
    **{f"visits:{name}": COORDINATORS for name in _COORDINATED},
}
# Whoever neither coordinates nor stands in the directory finds an empty list that says how one gets to see more.
RAIL: list[Entry] = [Entry("people", 27, "visits:request_list", _("Schools"), "visits:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.visits import erasure

    return {
        "visits.School": DataRule(personal=False),
        "visits.HelpRequest": DataRule(
            True,
            "help that a school asked for",
            "contacts go a year after the request ended; the request stays with its numbers",
            None,
            erasure.requests,
        ),
        "visits.Step": DataRule(
            True, "help that a school asked for", "as long as the request", None, erasure.steps
        ),
    }
