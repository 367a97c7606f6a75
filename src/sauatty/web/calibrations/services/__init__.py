"""Everything that calibrations write."""

from sauatty.web.calibrations.services.analysing import (
    ANALYSIS_JOB,
    analysis_address,
    ask_for_analysis,
    do_analysis,
)
from sauatty.web.calibrations.services.parameters import put_out_of_use, take_into_use, use_set

__all__ = [
    "ANALYSIS_JOB",
    "analysis_address",
    "ask_for_analysis",
    "do_analysis",
    "put_out_of_use",
    "take_into_use",
    "use_set",
]
