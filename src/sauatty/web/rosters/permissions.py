"""The rows of lists in the permission table, and what their models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS

PAGES = (
    "event_rosters",
    "roster_list",
    "roster_detail",
    "roster_decide",
    "roster_decide_open",
    "roster_take",
    "roster_remove",
)
PERMISSIONS: dict[str, frozenset[str]] = {f"rosters:{name}": COORDINATORS for name in PAGES}
KEPT_DAYS = 90


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.rosters import erasure

    basis = "registration of people by their organisation"
    return {
        "rosters.Roster": DataRule(True, basis, "three months", KEPT_DAYS, erasure.rosters, "made_at"),
        "rosters.RosterRow": DataRule(True, basis, "goes with its list", None, erasure.rows),
    }
