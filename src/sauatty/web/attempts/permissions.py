"""The rows of attempts in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, SIGNED_IN

_TAKING = (
    "my_tests",
    "welcome",
    "start",
    "print_size",
    "page",
    "save",
    "check",
    "result",
    "offline",
    "offline_worker",
)
_FOLLOWING = ("takers", "attempt_detail", "set_aside", "count")
READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "trainer", "analyst", "researcher"})
TRAINERS: frozenset[str] = frozenset({ADMIN, "coordinator", "trainer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"attempts:{name}": SIGNED_IN for name in _TAKING},
    **{f"attempts:{name}": COORDINATORS for name in _FOLLOWING},
    "attempts:preview": READERS,
    "attempts:on_paper": TRAINERS,
    "attempts:paper_print": TRAINERS,
}
RAIL: list[Entry] = [Entry("own", 7, "attempts:my_tests", _("My tests"), "attempts:")]
# Long enough for the comparison of a programme with the one after the next; erased at once when a person asks.
KEPT_DAYS = 5 * 365


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of attempts."""
    from sauatty.web.attempts import erasure

    return {
        "attempts.Attempt": DataRule(
            True,
            "taking part in a test",
            "five years after it was begun",
            KEPT_DAYS,
            erasure.attempts,
            "started_at",
        )
    }
