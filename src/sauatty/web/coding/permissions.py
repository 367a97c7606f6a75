"""The rows of coding in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_READERS, AUDIT_WRITERS, SIGNED_IN

# Open to whoever sits in the review: the selectors ask for the seat and answer 404 without one
_SEATED = (
    "seat_list", "project_detail", "manual", "queue", "queue_units", "queue_skip", "decision_undo", "decision_list",
)  # fmt: skip
_MANAGED = (
    "project_edit", "project_close", "project_reopen", "seats", "seat_add", "seat_remove", "problem_list",
    "problem_settle",
)  # fmt: skip
PERMISSIONS = {
    "coding:project_list": AUDIT_READERS,
    **{f"coding:{name}": SIGNED_IN for name in _SEATED},
    **{f"coding:{name}": AUDIT_WRITERS for name in _MANAGED},
}
RAIL = [Entry("curricula", 25, "coding:project_list", _("Reviews"), "coding:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of coding."""
    from sauatty.web.base.erasure import keep
    from sauatty.web.coding.services import problems, seats

    basis, stays = (
        "taking part in a review",
        "while the review exists; an erased coder stays as a former coder",
    )
    nothing = DataRule(personal=False)
    # Decisions name a seat, not a person: once the seat is without its person they are nobody's
    through_seat = DataRule(True, basis, stays, None, keep)
    return {
        "coding.Project": DataRule(
            True, "authorship of an audit", "while the review exists", None, seats.erase_authorship
        ),
        "coding.Seat": DataRule(True, basis, stays, None, seats.erase_seats),
        # open answers are units too: the app that owns them takes their text away with the response
        "coding.Unit": DataRule(
            True, "consent to the survey that is coded", "while the review exists", None, keep
        ),
        "coding.Decision": through_seat,
        "coding.Ranking": nothing,
        "coding.ProblemSubmission": DataRule(
            True, basis, "while the review exists", None, problems.erase_settlers
        ),
    }
