"""The rows of surveys in the permission table, its links in the rail, and what its models keep about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []


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
        "surveys.Wave": DataRule(personal=False),
        "surveys.Response": DataRule(True, consent, "until the term of consent is over", None, keep),
        "surveys.PaperSheet": DataRule(True, "authorship of an entry", with_campaign, None, erasure.sheets),
        "surveys.ResponseFile": DataRule(True, consent, "a month", 31, erasure.files, "created_at"),
    }
