"""The only door to the rows of surveys."""

from sauatty.web.surveys.clock import Phase, phase
from sauatty.web.surveys.selectors.campaigns import (
    access_campaign,
    access_managed,
    access_public_campaign,
    consent_of,
    list_campaigns,
    list_managed,
    may_manage,
    with_counts,
)
from sauatty.web.surveys.selectors.links import carried_needs, find_link, is_link_open
from sauatty.web.surveys.selectors.rates import RateRow, ResponseRates, population_of, response_rates
from sauatty.web.surveys.selectors.responses import (
    count_by_state,
    list_waiting,
    open_answers,
    respondents,
    response_table,
)

__all__ = [
    "Phase",
    "RateRow",
    "ResponseRates",
    "access_campaign",
    "access_managed",
    "access_public_campaign",
    "carried_needs",
    "consent_of",
    "count_by_state",
    "find_link",
    "is_link_open",
    "list_campaigns",
    "list_managed",
    "list_waiting",
    "may_manage",
    "open_answers",
    "phase",
    "respondents",
    "population_of",
    "response_rates",
    "response_table",
    "with_counts",
]
