"""The only door to the rows of answers: whose coding, the grid, results, codebooks, what the machine suggests."""

from sauatty.web.answers.selectors.access import (
    KIND,
    MANAGERS,
    SOURCE,
    access_campaign,
    access_coding,
    access_managed,
    attribute_questions,
    codable_questions,
    codings_of,
    demo_campaign,
    demo_codings,
    hidden_from,
    list_campaigns,
    list_codings,
    within,
)
from sauatty.web.answers.selectors.books import (
    access_codebook,
    draft_of,
    list_books,
    list_codebooks,
    list_programmes,
    list_recodings,
    list_versions,
    shipped_books,
)
from sauatty.web.answers.selectors.counting import AnswerCount, count_answers
from sauatty.web.answers.selectors.grid import (
    GridFilter,
    GridRow,
    eyes_of,
    facts_of,
    grid_choices,
    list_grid,
    show_grid,
)
from sauatty.web.answers.selectors.machine import MachineState, machine_state
from sauatty.web.answers.selectors.results import (
    AgreedUnit,
    agreed_units,
    coded_answers,
    count_agreed,
    human_codes,
    list_human_ratings,
    programme_of,
    table_rows,
    units_by_response,
)

__all__ = [
    "KIND", "MANAGERS", "SOURCE", "AgreedUnit", "AnswerCount", "GridFilter", "GridRow", "MachineState",
    "access_campaign", "access_codebook", "access_coding", "access_managed", "agreed_units",
    "attribute_questions", "codable_questions", "coded_answers", "codings_of", "count_agreed",
    "count_answers", "demo_campaign", "demo_codings", "draft_of", "eyes_of", "facts_of", "grid_choices",
    "hidden_from", "human_codes", "list_books", "list_campaigns", "list_codebooks", "list_codings",
    "list_grid", "list_human_ratings", "list_programmes", "list_recodings", "list_versions", "machine_state",
    "programme_of", "shipped_books", "show_grid", "table_rows", "units_by_response", "within",
]  # fmt: skip
