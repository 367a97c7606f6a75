"""The rows of plans in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, SIGNED_IN

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
_READ = ("survey_list", "plan_detail", "plan_chart", "syllabus_file", "needs_and_content")
_WRITE = ("plan_suggest", "plan_edit", "plan_restore", "cohorts_make", "cohort_dates")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"plans:{name}": READERS for name in _READ},
    **{f"plans:{name}": COORDINATORS for name in _WRITE},
    "plans:my_path": SIGNED_IN,
}
RAIL: list[Entry] = [
    Entry("own", 6, "plans:my_path", _("My path")),
    Entry("programme", 16, "plans:survey_list", _("Plans")),
]
# The other pages of plans stand under the list of surveys, that of one's own path does not.
OF_PLANS = ("plans:plan_", "plans:needs_", "plans:cohort")


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of plans."""
    from sauatty.web.plans import erasure

    return {
        "plans.ProgrammePlan": DataRule(personal=False),
        "plans.PlanVersion": DataRule(
            True, "authorship of a plan", "while the survey exists", None, erasure.versions
        ),
    }
