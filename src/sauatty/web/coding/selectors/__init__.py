"""The only door to reviews: what a person may see, the next units, decisions, results, progress."""

from sauatty.web.coding.selectors.access import (
    access_active_seat,
    access_decision,
    access_managed,
    access_project,
    access_seat,
    access_seat_of,
    access_unit_of,
    codes_blindly,
    codes_the_same_elsewhere,
    has_seats,
    list_projects,
    list_seats_of,
    may_know_decisions,
    may_manage,
    own_roles,
)
from sauatty.web.coding.selectors.progress import (
    ProjectProgress,
    SeatProgress,
    access_problem,
    content_of,
    list_problems,
    list_seats,
    summarise_progress,
    summarise_projects,
)
from sauatty.web.coding.selectors.queue import (
    QueueCount,
    count_queue,
    last_decision,
    list_own_decisions,
    next_units,
)
from sauatty.web.coding.selectors.results import (
    SETTLED,
    Result,
    has_results,
    judged_decisions,
    origin_of,
    standing_decisions,
    standing_results,
    units_by_ref,
)
from sauatty.web.coding.selectors.several import (
    coded_by,
    coders_by_label,
    decisions_stamp,
    labels_with_proposals,
    list_standing,
    list_units,
    list_units_of_kind,
    standing_by_place,
    subjects_by_ref,
    units_by_name,
    units_decided_by,
)
from sauatty.web.coding.selectors.sources import (
    RankedUnit,
    blind_sources,
    find_project,
    is_finished,
    list_projects_of,
    list_units_to_rank,
    readable_seats,
    results_stamp,
    states_by_ref,
    units_that_may_be_known,
)

__all__ = [
    "SETTLED", "ProjectProgress", "QueueCount", "RankedUnit", "Result", "SeatProgress", "access_active_seat",
    "access_decision", "access_managed", "access_problem", "access_project", "access_seat", "access_seat_of",
    "access_unit_of", "blind_sources", "coded_by", "coders_by_label", "codes_blindly", "codes_the_same_elsewhere",
    "content_of", "count_queue", "decisions_stamp", "find_project", "has_results", "has_seats", "is_finished",
    "judged_decisions", "labels_with_proposals", "last_decision", "list_own_decisions", "list_problems",
    "list_projects", "list_projects_of", "list_seats", "list_seats_of", "list_standing", "list_units",
    "list_units_of_kind", "list_units_to_rank", "may_know_decisions", "may_manage", "next_units", "origin_of",
    "own_roles", "readable_seats", "results_stamp", "standing_by_place", "standing_decisions",
    "standing_results", "states_by_ref", "subjects_by_ref", "summarise_progress", "summarise_projects",
    "units_by_name", "units_by_ref", "units_decided_by", "units_that_may_be_known",
]  # fmt: skip
