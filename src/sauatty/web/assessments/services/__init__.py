"""What assessments do: assemble forms, publish them with their keys, grade, release, correct."""

from sauatty.web.assessments.services.assembling import (
    ASSEMBLE_JOB,
    ask_for_forms,
    assembly_address,
    do_assemble,
    save_blueprint,
)
from sauatty.web.assessments.services.grading import grade, register_scale
from sauatty.web.assessments.services.publishing import publish_forms, publish_items
from sauatty.web.assessments.services.swapping import Candidate, candidates, desk_of, swap_item

__all__ = [
    "ASSEMBLE_JOB",
    "Candidate",
    "ask_for_forms",
    "assembly_address",
    "candidates",
    "desk_of",
    "do_assemble",
    "grade",
    "publish_forms",
    "publish_items",
    "register_scale",
    "save_blueprint",
    "swap_item",
]
