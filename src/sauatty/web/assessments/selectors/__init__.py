"""The only door to the rows of assessments."""

from sauatty.web.assessments.selectors.keys import current_keys, keyed_items, keys_of, may_explain
from sauatty.web.assessments.selectors.matrices import (
    GROUPINGS,
    Groups,
    ResponseTable,
    Taken,
    components_of,
    count_graded,
    groups_of,
    key_letters_of,
    person_code,
    responses_of,
    score_matrix_of,
    taken_of,
    times_of,
)

__all__ = [
    "GROUPINGS",
    "Groups",
    "ResponseTable",
    "Taken",
    "components_of",
    "count_graded",
    "current_keys",
    "groups_of",
    "key_letters_of",
    "keyed_items",
    "keys_of",
    "may_explain",
    "person_code",
    "responses_of",
    "score_matrix_of",
    "taken_of",
    "times_of",
]
