"""The pages of coding."""

from sauatty.web.coding.views.projects import (
    home_link,
    home_without_role,
    manual,
    problem_list,
    problem_settle,
    project_close,
    project_detail,
    project_edit,
    project_list,
    project_reopen,
    seat_add,
    seat_list,
    seat_remove,
    seats,
)
from sauatty.web.coding.views.queue import decision_list, decision_undo, queue, queue_skip, queue_units

__all__ = [
    "decision_list",
    "decision_undo",
    "home_link",
    "home_without_role",
    "manual",
    "problem_list",
    "problem_settle",
    "project_close",
    "project_detail",
    "project_edit",
    "project_list",
    "project_reopen",
    "queue",
    "queue_skip",
    "queue_units",
    "seat_add",
    "seat_list",
    "seat_remove",
    "seats",
]
