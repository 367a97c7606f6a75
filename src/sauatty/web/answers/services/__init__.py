"""Every write of answers."""

from sauatty.web.answers.services.codebooks import (
    begin_codebook,
    change_grade,
    change_part,
    change_titles,
    publish_codebook,
    remove_part,
    replace_parts,
    version_from_codes,
)
from sauatty.web.answers.services.importing import keep_codes
from sauatty.web.answers.services.machine import ask_for_suggestions, switch_off
from sauatty.web.answers.services.recoding import (
    PartMapping,
    RecodingPlan,
    added_parts,
    plan_recoding,
    recode,
    usual_mapping,
)
from sauatty.web.answers.services.starting import CodingDraft, start_coding, take_in_new

__all__ = [
    "CodingDraft", "PartMapping", "RecodingPlan", "added_parts", "ask_for_suggestions", "begin_codebook",
    "change_grade", "change_part", "change_titles", "keep_codes", "plan_recoding", "publish_codebook",
    "recode", "remove_part", "replace_parts", "start_coding", "switch_off", "take_in_new", "usual_mapping",
    "version_from_codes",
]  # fmt: skip
