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
    hidden_from,
    list_campaigns,
    list_codings,
    within,
)
from sauatty.web.answers.selectors.books import list_books
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
from sauatty.web.answers.selectors.results import (
    AgreedUnit,
    agreed_units,
    coded_answers,
    coded_rows,
    count_agreed,
    human_codes,
    list_human_ratings,
    units_by_response,
)

__all__ = [
    "KIND", "MANAGERS", "SOURCE", "AgreedUnit", "AnswerCount", "GridFilter", "GridRow", "access_campaign",
    "access_coding", "access_managed", "agreed_units", "attribute_questions", "codable_questions", "coded_answers",
    "coded_rows", "codings_of", "count_agreed", "count_answers", "eyes_of", "facts_of", "grid_choices", "hidden_from",
    "human_codes", "list_books", "list_campaigns", "list_codings", "list_grid", "list_human_ratings", "show_grid",
    "units_by_response", "within",
]  # fmt: skip
