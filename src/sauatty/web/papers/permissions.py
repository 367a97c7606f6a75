"""The rows of papers in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "trainer", "analyst", "researcher"})
_READ = ("test_list", "test_detail")
_MANAGED = (
    "test_begin",
    "test_add",
    "test_add_public",
    "test_edit",
    "test_open",
    "test_close",
    "test_delete",
)
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"papers:{name}": READERS for name in _READ},
    **{f"papers:{name}": COORDINATORS for name in _MANAGED},
}
RAIL: list[Entry] = [Entry("content", 17, "papers:test_list", _("Tests"), "papers:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of papers."""
    from sauatty.web.papers import erasure

    return {
        "papers.Test": DataRule(True, "authorship of a test", "while the test exists", None, erasure.tests),
        "papers.Paper": DataRule(
            True, "authorship of a paper", "while the paper exists", None, erasure.papers
        ),
        "papers.TestPaper": DataRule(personal=False),
        "papers.TestCohort": DataRule(personal=False),
    }
