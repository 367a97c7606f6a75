"""The rows of measures in the permission table, and its link in the rail. It has no tables of its own."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.roles import AUDIT_READERS, AUDIT_WRITERS

_READ = (
    "coverage_map",
    "coverage_svg",
    "coverage_export",
    "judged_list",
    "unevenness",
    "progression",
    "gaps",
    "reinforcement",
    "comparison",
    "research",
    "measure_chart",
    "measure_file",
    "judged_file",
    "association_file",
)
PERMISSIONS = {
    **{f"alignments:{name}": AUDIT_READERS for name in _READ},
    "alignments:teaching_hours": AUDIT_WRITERS,
}
RAIL = [Entry("curricula", 30, "alignments:coverage_map", _("Coverage map"), "alignments:coverage")]
