"""The analyses themselves: from answers and choices to a result as plain JSON. No tables here."""

from collections.abc import Mapping
from typing import Any

from sauatty.web.calibrations.gathering import Answers
from sauatty.web.calibrations.working import item_report

Json = dict[str, Any]


def work_out(kind: str, answers: Answers, choices: Mapping[str, Any]) -> Json:
    """Return the result of an analysis.

    Raises
    ------
    SauattyError
        What makes the analysis impossible with these answers.
    """
    return _WAYS[kind](answers, choices)


_WAYS = {"items": item_report.item_report}
