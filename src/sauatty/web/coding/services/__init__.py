"""Every write of coding: projects, seats, decisions, adjudications, ranks."""

from sauatty.web.coding.services.adjudication import adjudicate
from sauatty.web.coding.services.decisions import (
    DECISION,
    UNDO,
    record_decision,
    submit,
    undo_decision,
)
from sauatty.web.coding.services.importing import import_decisions, keep_table, store_table
from sauatty.web.coding.services.problems import settle_problem
from sauatty.web.coding.services.projects import (
    CarriedResult,
    UnitDraft,
    carry_results,
    change_project,
    close_project,
    create_project,
    delete_project,
    reopen_project,
    set_ranks,
    withdraw_units,
)
from sauatty.web.coding.services.seats import seat_person, unseat_person

__all__ = [
    "DECISION",
    "UNDO",
    "CarriedResult",
    "UnitDraft",
    "adjudicate",
    "carry_results",
    "change_project",
    "close_project",
    "create_project",
    "delete_project",
    "import_decisions",
    "keep_table",
    "record_decision",
    "reopen_project",
    "seat_person",
    "set_ranks",
    "settle_problem",
    "store_table",
    "submit",
    "undo_decision",
    "unseat_person",
    "withdraw_units",
]
