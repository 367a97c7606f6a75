"""Everything that calibrations write."""

from sauatty.web.calibrations.services.analysing import (
    ANALYSIS_JOB,
    analysis_address,
    ask_for_analysis,
    do_analysis,
)

__all__ = ["ANALYSIS_JOB", "analysis_address", "ask_for_analysis", "do_analysis"]
