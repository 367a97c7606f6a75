"""Everything that writes about pass marks."""

from sauatty.web.standards.services.deciding import adopt_marks, refuse_marks, release_results
from sauatty.web.standards.services.judging import agree, answer_question, decline, rate
from sauatty.web.standards.services.sessions import (
    add_session,
    change_session,
    delete_session,
    invite,
    move,
    remove_judge,
)

__all__ = [
    "add_session", "adopt_marks", "agree", "answer_question", "change_session", "decline", "delete_session",
    "invite", "move", "rate", "refuse_marks", "release_results", "remove_judge",
]  # fmt: skip
