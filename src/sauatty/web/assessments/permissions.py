"""The rows of assessments in the permission table, and what its models keep about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []


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
