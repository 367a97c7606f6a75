"""The rows of classrooms in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, PUBLIC, SIGNED_IN

# Who holds a session may have no other role: the selectors of events say who runs which.
_RUNNING = ("room", "notes", "screen", "poll_add", "poll_close", "poll_remove")
_PUBLIC = ("poll_find", "poll")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"classrooms:{name}": SIGNED_IN for name in _RUNNING},
    **{f"classrooms:{name}": PUBLIC for name in _PUBLIC},
    "classrooms:offers": COORDINATORS,
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.classrooms import erasure

    with_session = "as long as the session"
    return {
        "classrooms.Poll": DataRule(True, "who asked", with_session, None, erasure.polls),
        "classrooms.PollVote": DataRule(
            True, "a quick poll", "until the poll is closed, a day at most", None, erasure.votes
        ),
        "classrooms.SessionLink": DataRule(personal=False),
    }
