"""What assessments do: assemble forms, publish them with their keys, grade, release, correct."""

from sauatty.web.assessments.services.assembling import (  # noqa: F401 - the door of the app
    ASSEMBLE_JOB,
    ask_for_forms,
    assembly_address,
    do_assemble,
    save_blueprint,
    suggested_rules,
)
from sauatty.web.assessments.services.correcting import (  # noqa: F401
    REGRADE_JOB,
    Change,
    Correction,
    affected,
    correct_key,
    do_regrade,
    regrade_address,
)
from sauatty.web.assessments.services.exporting import (  # noqa: F401
    DATA_JOB,
    ask_for_data,
    data_address,
    do_data,
    may_have,
    tests_of,
)
from sauatty.web.assessments.services.grading import grade  # noqa: F401
from sauatty.web.assessments.services.publishing import publish_forms, publish_items  # noqa: F401
from sauatty.web.assessments.services.releasing_results import RELEASE_JOB, do_release, look_for_results  # noqa: F401
from sauatty.web.assessments.services.shipped import Pair, take_shipped_pair  # noqa: F401
from sauatty.web.assessments.services.swapping import Candidate, candidates, desk_of, swap_item  # noqa: F401
