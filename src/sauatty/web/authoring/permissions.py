"""The rows of authoring in the permission table, and what its models keep about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN

AUTHORS: frozenset[str] = frozenset({ADMIN, "coordinator", "methodologist", "trainer"})
PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.authoring import erasure

    basis, retention = "authorship of a lesson", "while the lesson exists"
    in_one_place = DataRule(True, basis, retention, None, erasure.keep)
    return {
        "authoring.AuthoredLesson": DataRule(True, basis, retention, None, erasure.authorship),
        "authoring.LessonVersion": in_one_place,
        "authoring.LessonFile": in_one_place,
        "authoring.TextReview": DataRule(
            True, "name under a text that one has read", "while the text exists", None, erasure.signatures
        ),
    }
