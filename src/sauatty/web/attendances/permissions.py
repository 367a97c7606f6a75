"""The rows of attendances in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, SIGNED_IN

# Who holds a session may have no other role: the selectors of events say who runs which.
_RUNNING = (
    "session", "hand_set", "person", "person_set", "mark_strike", "door", "door_worker", "door_people", "card_list",
    "slide", "sheet", "sheet_print", "scan_add", "scan_show", "scan_remove", "minutes", "match_sure", "report_remove",
    "row_match", "row_nobody", "row_undo",
)  # fmt: skip
_OWN = ("here", "my_codes", "arrive")
_MANAGED = ("event", "event_warn", "event_export")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"attendances:{name}": SIGNED_IN for name in (*_RUNNING, *_OWN)},
    **{f"attendances:{name}": COORDINATORS for name in _MANAGED},
}
# As long as certificates are asked about after a training of five years ago; erased at once when a person asks.
KEPT_DAYS = 5 * 365
# A signed sheet shows many people on one picture: it goes when the accounts of the training are closed.
SCAN_DAYS = 3 * 365


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.attendances import erasure

    basis, five = "taking part in a training", "five years after it was noted"
    return {
        "attendances.Mark": DataRule(True, basis, five, KEPT_DAYS, erasure.marks, "at"),
        "attendances.Attendance": DataRule(True, basis, five, KEPT_DAYS, erasure.attendances, "changed_at"),
        "attendances.MinutesRow": DataRule(True, basis, "as long as its report", None, erasure.rows),
        "attendances.MinutesMatch": DataRule(True, basis, "as long as its report", None, erasure.matches),
        "attendances.MinutesFile": DataRule(
            True, basis, "three years after it was uploaded", SCAN_DAYS, erasure.files, "made_at"
        ),
        "attendances.SheetScan": DataRule(
            True, basis, "three years after it was uploaded", SCAN_DAYS, erasure.scans, "made_at"
        ),
    }
