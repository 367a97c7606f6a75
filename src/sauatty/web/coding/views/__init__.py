"""The pages of coding."""

from sauatty.web.coding.views.adjudication import adjudication, adjudication_list
from sauatty.web.coding.views.agreement import agreement, agreement_address, agreement_compute
from sauatty.web.coding.views.exchange import decision_export, decision_import, decision_store, import_address
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
    "adjudication",
    "adjudication_list",
    "agreement",
    "agreement_address",
    "agreement_compute",
    "decision_export",
    "decision_import",
    "decision_list",
    "decision_store",
    "decision_undo",
    "home_link",
    "home_without_role",
    "import_address",
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
