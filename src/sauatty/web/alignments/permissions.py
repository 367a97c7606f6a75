"""The rows of alignments in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_READERS

_READ = ("coverage_map", "coverage_svg", "coverage_export", "run_detail", "standard_trace")
PERMISSIONS = {f"alignments:{name}": AUDIT_READERS for name in _READ}
RAIL = [
    Entry("curricula", 30, "alignments:coverage_map", _("Coverage map"), "alignments:coverage"),
    Entry("curricula", 40, "alignments:standard_trace", _("State standard")),
]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of alignments."""
    from sauatty.web.alignments import services

    run = DataRule(
        True, "authorship of an audit", "while the edition exists", None, services.erase_authorship
    )
    return {
        "alignments.MatchRun": run,
        "alignments.MatchResult": DataRule(personal=False),
        "alignments.EmbeddingCacheRow": DataRule(personal=False),
    }
