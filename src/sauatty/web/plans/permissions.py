"""The rows of plans in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
_READ = ("survey_list", "plan_detail", "plan_chart", "syllabus_file")
_WRITE = ("plan_suggest", "plan_edit", "plan_restore", "cohorts_make")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"plans:{name}": READERS for name in _READ},
    **{f"plans:{name}": COORDINATORS for name in _WRITE},
}
RAIL: list[Entry] = [Entry("people", 16, "plans:survey_list", _("Plans"), "plans:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of plans."""
    from sauatty.web.plans import erasure

    return {
        "plans.ProgrammePlan": DataRule(personal=False),
        "plans.PlanVersion": DataRule(
            True, "authorship of a plan", "while the survey exists", None, erasure.versions
        ),
    }
