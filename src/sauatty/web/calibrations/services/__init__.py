"""Everything that calibrations write."""

from sauatty.web.calibrations.services.analysing import (
    ANALYSIS_JOB,
    analysis_address,
    ask_for_analysis,
    do_analysis,
)
from sauatty.web.calibrations.services.parameters import put_out_of_use, take_into_use, use_set
from sauatty.web.calibrations.services.reporting import (
    REPORT_JOB,
    ask_for_report,
    do_report,
    report_address,
    report_of,
)

__all__ = [
    "REPORT_JOB",
    "ask_for_report",
    "do_report",
    "report_address",
    "report_of",
    "ANALYSIS_JOB",
    "analysis_address",
    "ask_for_analysis",
    "do_analysis",
    "put_out_of_use",
    "take_into_use",
    "use_set",
]
