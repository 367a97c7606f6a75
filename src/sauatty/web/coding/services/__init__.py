"""Every write of coding: projects, seats, decisions, ranks."""

from sauatty.web.coding.services.batches import Entry, hold_review, store_entries
from sauatty.web.coding.services.decisions import (
    DECISION,
    NOTE_MOST,
    UNDO,
    Judgement,
    lock_unit,
    read_judgement,
    record_decision,
    submit,
    undo_decision,
)
from sauatty.web.coding.services.problems import settle_problem
from sauatty.web.coding.services.projects import (
    CarriedResult,
    UnitDraft,
    add_units,
    carry_results,
    change_project,
    close_project,
    create_project,
    delete_project,
    forget_texts,
    reopen_project,
    set_ranks,
)
from sauatty.web.coding.services.recoding import Carry, recode_project
from sauatty.web.coding.services.seats import seat_person, unseat_person
from sauatty.web.coding.services.settling import FINAL, settle_by_word

__all__ = [
    "DECISION", "FINAL", "NOTE_MOST", "UNDO", "CarriedResult", "Carry", "Entry", "Judgement", "UnitDraft", "add_units",
    "carry_results", "change_project", "close_project", "create_project", "delete_project", "forget_texts",
    "hold_review", "lock_unit", "read_judgement", "recode_project", "record_decision", "reopen_project",
    "seat_person", "set_ranks", "settle_by_word", "settle_problem", "store_entries", "submit",
    "undo_decision", "unseat_person",
]  # fmt: skip
