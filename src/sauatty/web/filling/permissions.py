"""The rows of filling in the permission table, and what its model keeps about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC

# Whoever has the address of a survey may answer it; whether the survey takes responses is for its campaign to say.
PERMISSIONS: dict[str, frozenset[str]] = {
    "response_put": PUBLIC,
    "filling:welcome": PUBLIC,
    "filling:welcome_by_token": PUBLIC,
    "filling:start": PUBLIC,
    "filling:section": PUBLIC,
    "filling:check": PUBLIC,
    "filling:thanks": PUBLIC,
    "filling:anew": PUBLIC,
    "filling:file": PUBLIC,
    "filling:worker": PUBLIC,
}
RAIL: list[Entry] = []
DRAFT_DAYS = 14


def data_rules() -> dict[str, DataRule]:
    """Return the rule of the model of filling."""
    from sauatty.web.base.erasure import keep

    basis = "consent to the text of the campaign"
    return {
        "filling.Draft": DataRule(
            True, basis, "until it is sent, at most two weeks", DRAFT_DAYS, keep, "changed_on"
        )
    }
