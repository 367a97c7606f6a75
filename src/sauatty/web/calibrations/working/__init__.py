"""The analyses themselves: from answers and choices to a result as plain JSON. No tables here."""

from collections.abc import Callable, Mapping
from typing import Any

from sauatty.web.calibrations.gathering import Answers
from sauatty.web.calibrations.working.calibrating import calibration
from sauatty.web.calibrations.working.comparing import comparison
from sauatty.web.calibrations.working.drifting import change
from sauatty.web.calibrations.working.equating_forms import equating
from sauatty.web.calibrations.working.gaining import paired_gain
from sauatty.web.calibrations.working.item_report import item_report

Json = dict[str, Any]
_WAYS: dict[str, Callable[[Answers, Mapping[str, Any]], Json]] = {
    "items": item_report,
    "calibration": calibration,
    "dif": comparison,
    "equating": equating,
    "gain": paired_gain,
    "drift": change,
}


def work_out(kind: str, answers: Answers, choices: Mapping[str, Any]) -> Json:
    """Return the result of an analysis.

    Raises
    ------
    SauattyError
        What makes the analysis impossible with these answers.
    """
    return _WAYS[kind](answers, choices)
