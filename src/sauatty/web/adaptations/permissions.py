"""The rows of adaptations in the permission table, and the rules for personal data."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_WRITERS, SIGNED_IN

# The working group's pages; `access_adaptation` then asks whose group it is.
_GROUP = (
    "adaptation_list",
    "adaptation_start",
    "adaptation_detail",
    "adaptation_edit",
    "member_seat",
    "member_remove",
    "source_decide",
    "competence_add",
    "competence_edit",
    "competence_withdraw",
    "expert_list",
    "expert_remove",
    "round_open",
    "round_detail",
    "round_close",
    "round_withdraw",
    "version_publish",
)
# Anybody can be seated as an expert; `access_expert_seat` asks whose seat it is.
_EXPERTS = ("rating_list", "rating_overview", "rating_edit", "rating_result")
PERMISSIONS = {
    **{f"adaptations:{name}": AUDIT_WRITERS for name in _GROUP},
    **{f"adaptations:{name}": SIGNED_IN for name in _EXPERTS},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of adaptations."""
    from sauatty.web.adaptations import erasure

    basis, kept = "authorship of a national version", "while the national version exists"
    authored = DataRule(True, basis, kept, None, erasure.authorship)
    return {
        "adaptations.Adaptation": authored,
        "adaptations.NationalCompetence": authored,
        "adaptations.ChangeNote": authored,
        "adaptations.Round": authored,
        "adaptations.Seat": DataRule(True, "work as member or expert", kept, None, erasure.seats),
        "adaptations.Rating": DataRule(True, "work as expert", kept, None, erasure.ratings),
    }
