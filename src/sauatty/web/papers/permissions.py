"""The rows of papers in the permission table, and what its models keep about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []


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
