"""The rows of activities in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

_OWN = (
    "activity_list", "idea_list", "activity_plan", "activity_change", "activity_report", "activity_drop",
    "activity_detail", "joined", "activity_sheet", "guest_sheet", "offline", "offline_mine", "offline_worker",
)  # fmt: skip
_PUBLIC = ("join", "join_code")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"activities:{name}": SIGNED_IN for name in _OWN},
    **{f"activities:{name}": PUBLIC for name in _PUBLIC},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.activities import erasure

    return {
        "activities.Activity": DataRule(
            True,
            "activities of the programme",
            "while the programme exists; the name goes when the person asks",
            None,
            erasure.activities,
        ),
        "activities.Evidence": DataRule(
            True, "activities of the programme", "as long as its file", None, erasure.evidence
        ),
        "activities.Guest": DataRule(
            True, "taking part in an activity", "five years after it was noted", 1826, erasure.guests, "at"
        ),
    }
