"""The rows of needs in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, PUBLIC

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
_READ = (
    "survey_list", "overview", "tables", "crossed", "claimed", "ranking", "change", "weights", "rows",
    "chart", "figure_file", "report", "research",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"needs:{name}": READERS for name in _READ},
    **{f"needs:{name}": COORDINATORS for name in ("director_links", "director_revoke")},
    # Whoever has the link: it opens the figures of one institution, and no account is asked of its director.
    "needs:director": PUBLIC,
}
RAIL: list[Entry] = [Entry("results", 20, "needs:survey_list", _("What surveys say"), "needs:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of needs."""
    from sauatty.web.needs import erasure

    return {
        "needs.KeptFigure": DataRule(personal=False),
        "needs.DirectorLink": DataRule(
            True, "authorship of a link", "while the survey exists", None, erasure.director_links
        ),
    }
