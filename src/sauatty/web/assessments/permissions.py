"""The rows of assessments in the permission table, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS
from sauatty.web.papers.pages import TestPage

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
ANALYSTS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst"})
_COORDINATED = (
    "blueprint_list", "blueprint_add", "blueprint_detail", "blueprint_edit", "forms_assemble", "pair_take",
    "form_detail", "form_chart", "form_swap", "form_publish", "exposure", "test_scores", "test_patterns",
    "key_list", "key_correct",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"assessments:{name}": COORDINATORS for name in _COORDINATED},
    "assessments:test_times": ANALYSTS,
    "assessments:test_data": READERS,
}
RAIL: list[Entry] = [Entry("content", 18, "assessments:blueprint_list", _("Forms of tests"))]
# The other pages of forms stand under the list of blueprints, those of a test under the tests.
OF_FORMS = ("assessments:blueprint_", "assessments:form", "assessments:pair_", "assessments:exposure")
OF_TESTS = ("assessments:test_", "assessments:key_")
PAGES = (
    TestPage(30, "assessments:test_scores", _("Results by person")),
    TestPage(32, "assessments:key_list", _("What counts as right")),
    TestPage(34, "assessments:test_times", _("How long questions take"), managed=False),
    TestPage(36, "assessments:test_patterns", _("Unusual patterns of answers")),
    TestPage(38, "assessments:test_data", _("Data for research"), managed=False),
)


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of assessments."""
    from sauatty.web.assessments import erasure

    authorship, stays = "authorship of a test", "while the programme exists"
    return {
        "assessments.Blueprint": DataRule(True, authorship, stays, None, erasure.blueprints),
        "assessments.Assembly": DataRule(True, authorship, stays, None, erasure.assemblies),
        "assessments.Form": DataRule(personal=False),
        "assessments.ScoringKey": DataRule(True, authorship, stays, None, erasure.keys),
        "assessments.AttemptScore": DataRule(
            True, "taking part in a test", "as long as the attempt", None, erasure.scores
        ),
    }
