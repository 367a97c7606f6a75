"""The rows of practice in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, PUBLIC, SIGNED_IN

MENTORS = frozenset({ADMIN, "coordinator", "trainer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"practice:{name}": MENTORS for name in ("review_list", "review_detail", "review_next")},
    **{f"practice:{name}": SIGNED_IN for name in ("publish", "withdraw")},
    **{f"practice:{name}": PUBLIC for name in ("library", "published_detail", "object")},
    "practice:objection_settle": COORDINATORS,
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.practice import erasure

    own = "what its author gave to the library"
    return {
        "practice.Review": DataRule(
            True, "reviews of activities", "as long as the activity; words and name go when the person asks",
            None, erasure.reviews,
        ),
        "practice.Published": DataRule(True, own, "until its author withdraws it", None, erasure.published),
        "practice.Objection": DataRule(True, own, "as long as what it is about", None, erasure.objections),
    }  # fmt: skip
