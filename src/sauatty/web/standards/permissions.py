"""The rows of standards in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, SIGNED_IN
from sauatty.web.papers.pages import TestPage

_COORDINATED = (
    "session_list", "session_begin", "session_add", "session_detail", "session_edit", "session_delete",
    "session_move", "judge_add", "judge_remove", "session_results", "ratings_file", "mark_adopt", "mark_refuse",
    "test_marks",
)  # fmt: skip
# Judges are people of any role: their seat in the session lets them in, everybody else gets a 404.
_JUDGED = ("seat", "seat_agree", "seat_decline", "seat_item", "seat_answer", "seat_rate")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"standards:{name}": COORDINATORS for name in _COORDINATED},
    **{f"standards:{name}": SIGNED_IN for name in _JUDGED},
}
RAIL: list[Entry] = [Entry("content", 19, "standards:session_list", _("Pass marks"), "standards:")]
PAGES = (TestPage(31, "standards:test_marks", _("Who reaches the pass mark")),)


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.standards import erasure

    judged, stays = "consent of the judge", "while the session exists"
    decided = "decision about a pass mark"
    return {
        "standards.StandardSession": DataRule(True, "authorship of a session", stays, None, erasure.sessions),
        "standards.SessionPaper": DataRule(personal=False),
        "standards.Judge": DataRule(True, judged, stays, None, erasure.judges),
        "standards.JudgeAnswer": DataRule(True, judged, stays, None, erasure.answers),
        "standards.Rating": DataRule(True, judged, stays, None, erasure.keep),
        "standards.PassMark": DataRule(True, decided, stays, None, erasure.marks),
        "standards.Release": DataRule(
            True, "taking part in a test", "as long as the attempt", None, erasure.releases
        ),
    }
