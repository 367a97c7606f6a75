"""What assessments do: assemble forms, publish them with their keys, grade, release, correct."""

from sauatty.web.assessments.services.assembling import (
    ASSEMBLE_JOB,
    ask_for_forms,
    assembly_address,
    do_assemble,
    save_blueprint,
    suggested_rules,
)
from sauatty.web.assessments.services.correcting import (
    REGRADE_JOB,
    Change,
    Correction,
    affected,
    correct_key,
    do_regrade,
    regrade_address,
)
from sauatty.web.assessments.services.exporting import (
    DATA_JOB,
    ask_for_data,
    data_address,
    do_data,
    may_have,
    tests_of,
)
from sauatty.web.assessments.services.grading import grade
from sauatty.web.assessments.services.publishing import publish_forms, publish_items
from sauatty.web.assessments.services.releasing_results import RELEASE_JOB, do_release, look_for_results
from sauatty.web.assessments.services.shipped import Pair, take_shipped_pair
from sauatty.web.assessments.services.swapping import Candidate, candidates, desk_of, swap_item

__all__ = [
    "ASSEMBLE_JOB",
    "DATA_JOB",
    "REGRADE_JOB",
    "RELEASE_JOB",
    "Candidate",
    "Change",
    "Correction",
    "Pair",
    "affected",
    "ask_for_data",
    "ask_for_forms",
    "assembly_address",
    "candidates",
    "correct_key",
    "data_address",
    "desk_of",
    "do_assemble",
    "do_data",
    "do_regrade",
    "do_release",
    "grade",
    "look_for_results",
    "may_have",
    "publish_forms",
    "publish_items",
    "regrade_address",
    "save_blueprint",
    "suggested_rules",
    "swap_item",
    "take_shipped_pair",
    "tests_of",
]
