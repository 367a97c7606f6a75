"""What changed between two versions of parameters."""

from collections.abc import Mapping
from typing import Any

from sauatty.core.errors import ParametersMissing
from sauatty.core.psychometrics.drift import drift
from sauatty.web.calibrations.gathering import Answers
from sauatty.web.calibrations.working.parameters import items_from
from sauatty.web.calibrations.working.plain import plain


def change(answers: Answers, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return how far each item moved.

    Raises
    ------
    ParametersMissing, EquatingImpossible
    """
    old, new = choices.get("old_set"), choices.get("new_set")
    if not old or not new:
        raise ParametersMissing(found=int(bool(old)) + int(bool(new)))
    found = drift(items_from(old["items"]), items_from(new["items"]))
    return {"old": old["number"], "new": new["number"], **plain(found), "moved": list(found.moved)}
