"""The only door to the rows of assessments."""

from sauatty.web.assessments.selectors.forms import (  # noqa: F401 - the door of the app
    Exposure,
    access_assembly,
    access_blueprint,
    exposure_shares,
    exposures,
    job_of,
    list_assemblies,
    list_blueprints,
    needs_of,
)
from sauatty.web.assessments.selectors.keys import (  # noqa: F401
    count_waiting,
    current_keys,
    has_public_keys,
    hold_keys,
    key_versions,
    keyed_items,
    keys_of,
    may_explain,
    same_keys,
    tests_to_release,
)
from sauatty.web.assessments.selectors.matrices import (  # noqa: F401
    GROUPINGS,
    Groups,
    ResponseTable,
    Taken,
    components_of,
    count_graded,
    groups_of,
    key_letters_of,
    names_of,
    person_code,
    responses_of,
    score_matrix_of,
    seconds_of,
    taken_of,
)
from sauatty.web.assessments.selectors.results import (  # noqa: F401
    LETTERS,
    POINTS,
    PaperFigures,
    access_results,
    asker_of,
    count_people,
    figures_by_paper,
    holds_one_of,
    list_scores,
)
