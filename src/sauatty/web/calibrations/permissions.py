"""The rows of calibrations in the permission table, their link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS
from sauatty.web.papers.pages import TestPage

# Reports on questions show their keys, so that nobody else reads them.
READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst"})
_READ = (
    "programme_list",
    "overview",
    "analysis_detail",
    "analysis_chart",
    "analysis_file",
    "analysis_ask",
    "set_list",
    "report",
    "of_test",
)
_MANAGED = ("set_make", "set_use")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"calibrations:{name}": READERS for name in _READ},
    **{f"calibrations:{name}": COORDINATORS for name in _MANAGED},
}
RAIL: list[Entry] = [
    Entry("results", 45, "calibrations:programme_list", _("Results of tests"), "calibrations:")
]
PAGES = (TestPage(40, "calibrations:of_test", _("What the answers say: analyses and report"), managed=False),)


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.calibrations import erasure

    authorship, stays = "authorship of an analysis", "while the programme exists"
    return {
        "calibrations.Analysis": DataRule(True, authorship, stays, None, erasure.analyses),
        "calibrations.ParameterSet": DataRule(True, authorship, stays, None, erasure.parameter_sets),
    }
