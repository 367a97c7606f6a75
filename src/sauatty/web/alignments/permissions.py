"""The rows of alignments in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_READERS, AUDIT_WRITERS, SIGNED_IN

_READ = ("run_detail", "standard_trace")
_WRITE = ("review_start", "review_new_edition", "review_pair")
PERMISSIONS = {
    **{f"alignments:{name}": AUDIT_READERS for name in _READ},
    **{f"alignments:{name}": AUDIT_WRITERS for name in _WRITE},
    # a coder may have a seat and no role; the view asks for the seat
    "alignments:review_changed": SIGNED_IN,
}
RAIL = [
    Entry("curricula", 40, "alignments:standard_trace", _("State standard")),
]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of alignments."""
    from sauatty.web.alignments import carrying, hours, services

    run = DataRule(
        True, "authorship of an audit", "while the edition exists", None, services.erase_authorship
    )
    return {
        "alignments.MatchRun": run,
        "alignments.MatchResult": DataRule(personal=False),
        "alignments.EmbeddingCacheRow": DataRule(personal=False),
        "alignments.MeasureResult": DataRule(personal=False),
        "alignments.ReviewScope": DataRule(personal=False),
        "alignments.UnitOrigin": DataRule(
            True, "authorship of an audit", "while the review exists", None, carrying.erase_confirmations
        ),
        "alignments.TeachingHours": DataRule(
            True, "authorship of an audit", "while the edition exists", None, hours.erase_hours_authorship
        ),
    }
