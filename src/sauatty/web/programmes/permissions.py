"""The rows of programmes in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, ADMINS, COORDINATORS, ROLES

WITH_A_ROLE = frozenset({ADMIN, *ROLES})
PERMISSIONS: dict[str, frozenset[str]] = {
    "programmes:programme_list": WITH_A_ROLE,
    "programmes:programme_detail": WITH_A_ROLE,
    "programmes:programme_add": COORDINATORS,
    "programmes:programme_edit": COORDINATORS,
    "programmes:member_list": COORDINATORS,
    "programmes:member_add": COORDINATORS,
    "programmes:member_remove": COORDINATORS,
    "programmes:cohort_list": WITH_A_ROLE,
    "programmes:cohort_add": COORDINATORS,
    "programmes:cohort_edit": COORDINATORS,
    "programmes:cohort_remove": COORDINATORS,
    "programmes:cohort_members": COORDINATORS,
    "programmes:cohort_member_remove": COORDINATORS,
    "programmes:cohort_join": WITH_A_ROLE,
    "programmes:cohort_leave": WITH_A_ROLE,
    "programmes:demo_make": ADMINS,
    "programmes:demo_remove": COORDINATORS,
}
RAIL = [Entry("programme", 10, "programmes:programme_list", _("Programmes"), "programmes:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of programmes."""
    from sauatty.web.programmes import erasure

    basis = "authorship of a programme"
    return {
        "programmes.Programme": DataRule(True, basis, "as long as the programme", None, erasure.programmes),
        "programmes.Cohort": DataRule(personal=False),
        "programmes.CohortMember": DataRule(
            True, "taking part in a programme", "while the cohort exists", None, erasure.memberships
        ),
        "programmes.ModuleDate": DataRule(personal=False),
    }
