"""The rows of reports in the permission table, their link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, SIGNED_IN

# Who works with figures; of which programme, and of whom, the selectors say.
READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
_READ = ("home", "pack", "report_list", "report_detail", "report_file")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"reports:{name}": READERS for name in _READ},
    **{f"reports:{name}": COORDINATORS for name in ("research_text", "paper_consent")},
    "reports:my_research": SIGNED_IN,
}
RAIL: list[Entry] = [Entry("results", 3, "reports:home", _("Reports and research packs"), "reports:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.reports import erasure

    authorship, stays = "who made it", "as long as the programme; the name goes when the person goes"
    return {
        "reports.ResearchText": DataRule(True, authorship, stays, None, erasure.texts),
        "reports.ResearchChoice": DataRule(
            True,
            "what a person answered on research, which must be shown to have been asked",
            "as long as the person",
            None,
            erasure.choices,
        ),
        "reports.MadePack": DataRule(True, authorship, stays, None, erasure.packs),
        "reports.ReportVersion": DataRule(True, authorship, stays, None, erasure.versions),
        "reports.ReportFile": DataRule(personal=False),
    }
