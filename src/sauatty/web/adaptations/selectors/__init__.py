# ruff: noqa: F401 - a door: what stands here is what others may use
"""The only door to national versions in the making: drafts, rounds, what stands in the way of publishing."""

from sauatty.web.adaptations.selectors.drafts import (
    AdaptationPage,
    CompetenceRow,
    access_adaptation,
    access_competence,
    access_group_seat,
    list_adaptations,
    list_changes,
    list_changes_of,
    list_seats,
    neighbours_in_list,
    nodes_of,
    source_frameworks,
    summarise_adaptation,
    summarise_competence_texts,
)
from sauatty.web.adaptations.selectors.publishing import (
    Point,
    check_publishable,
    item_hash,
    next_number,
    texts_and_states,
)
from sauatty.web.adaptations.selectors.rounds import (
    ExpertPage,
    RoundPage,
    access_expert_seat,
    access_round,
    compute_results,
    count_ratings,
    is_empty,
    is_rated,
    list_expert_seats,
    list_rounds,
    summarise_expert,
    summarise_round,
    summarise_round_for_expert,
    unsettled_ids,
)
from sauatty.web.adaptations.selectors.validity import count_raters, published_validity
