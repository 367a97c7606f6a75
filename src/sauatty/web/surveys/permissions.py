"""The rows of surveys in the permission table, its links in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
_READ = ("campaign_list", "campaign_detail", "rates")
_MANAGED = (
    "campaign_add", "campaign_edit", "campaign_open", "campaign_close", "campaign_move", "campaign_delete",
    "population_edit", "consent_edit", "waiting_list", "waiting_detail", "response_decide", "late_take",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"surveys:{name}": READERS for name in _READ},
    **{f"surveys:{name}": COORDINATORS for name in _MANAGED},
}
RAIL: list[Entry] = [Entry("programme", 14, "surveys:campaign_list", _("Surveys"), "surveys:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of surveys."""
    from sauatty.web.base.erasure import keep
    from sauatty.web.surveys import erasure

    consent = "consent to the text of the campaign"
    with_campaign = "while the campaign exists"
    return {
        "surveys.Campaign": DataRule(True, "authorship of a survey", with_campaign, None, erasure.authorship),
        "surveys.ConsentPage": DataRule(personal=False),
        "surveys.Link": DataRule(
            True, "invitation to a survey", "until the term of consent is over", None, erasure.links
        ),
        "surveys.Response": DataRule(True, consent, "until the term of consent is over", None, keep),
    }
