"""A person on the calibrated scale: only where every item that counts has calibrated parameters."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.attempt_results import Json, KeyedItem, Scored
from sauatty.core.psychometrics.irt_results import Calibration, ItemParameters
from sauatty.core.psychometrics.scores import ScoreMatrix

Z_95 = 1.959964


def theta_of(
    items: Sequence[KeyedItem], scored: Scored, parameters: Mapping[str, ItemParameters]
) -> Json | None:
    """Return theta by weighted likelihood with its standard error and 95 % interval; None before a calibration."""
    counted = [one for one in items if not one.is_left_out]
    known = [parameters.get(one.id) for one in counted]
    if not counted or not all(_fits(one, row) for one, row in zip(counted, known, strict=True)):
        return None
    scores = np.array([[float(scored.points[one.id]) for one in counted]])
    ids = tuple(one.id for one in counted)
    matrix = ScoreMatrix(scores, ("person",), ids, tuple(one.key.max_score for one in counted))
    calibration = Calibration("pcm", "mml", 0, tuple(one for one in known if one), (), 0.0, 0, True)
    found = estimate_abilities(matrix, calibration, "wle")
    return _told(float(found.theta[0]), float(found.se[0]), len(counted))


def _fits(one: KeyedItem, known: Any) -> bool:
    return known is not None and known.is_estimated and known.max_score == one.key.max_score


def _told(theta: float, se: float, n_items: int) -> Json | None:
    if not (isfinite(theta) and isfinite(se)):
        return None
    half = Z_95 * se
    return {
        "theta": round(theta, 4), "se": round(se, 4), "low": round(theta - half, 4), "high": round(theta + half, 4),
        "method": "wle", "n_items": n_items,
    }  # fmt: skip
