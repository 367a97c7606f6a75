"""The rows of enrolments in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, PUBLIC, SIGNED_IN

_PUBLIC = ("register", "letter_sent", "finish", "invited", "leave")
_OWN = ("my_trainings", "registration", "registration_cancel")
_MANAGED = (
    "person_add", "cohort_add", "enrolment_cancel", "enrolment_place", "enrolment_move", "question_list",
    "question_edit", "question_remove", "invitation_list", "invitation_withdraw", "people_export",
)  # fmt: skip
_RUN = ("people", "enrolment_detail")
TRAINERS: frozenset[str] = frozenset({ADMIN, "coordinator", "trainer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"enrolments:{name}": PUBLIC for name in _PUBLIC},
    **{f"enrolments:{name}": SIGNED_IN for name in _OWN},
    **{f"enrolments:{name}": COORDINATORS for name in _MANAGED},
    **{f"enrolments:{name}": TRAINERS for name in _RUN},
}
RAIL: list[Entry] = [Entry("own", 6, "enrolments:my_trainings", _("My trainings"), "enrolments:my_trainings")]
# An invitation is of no use after the training, and may be asked about for a while.
INVITATIONS_KEPT, NEWCOMERS_KEPT = 365, 3


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.enrolments import erasure

    basis = "registration for a training"
    return {
        "enrolments.EntryQuestion": DataRule(personal=False),
        "enrolments.EventNotice": DataRule(personal=False),
        "enrolments.Enrolment": DataRule(True, basis, "as long as the training", None, erasure.enrolments),
        "enrolments.Invitation": DataRule(
            True,
            "invitation to a training",
            "a year after it ends",
            INVITATIONS_KEPT,
            erasure.invitations,
            "expires_at",
        ),
        "enrolments.Newcomer": DataRule(
            True, basis, "three days", NEWCOMERS_KEPT, erasure.newcomers, "made_at"
        ),
    }
