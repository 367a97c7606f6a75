"""What items and a test tell at each ability: information, expected scores, errors, and reliability on the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.abilities import Abilities
from sauatty.core.psychometrics.irt_kernel import normal_grid
from sauatty.core.psychometrics.irt_results import Calibration, GroupDistribution, ItemParameters
from sauatty.core.psychometrics.irt_scale import scale_of
from sauatty.core.statistics import FloatArray

THETAS = np.linspace(-4.0, 4.0, 81)


@dataclass(frozen=True, slots=True)
class InformationCurves:
    """Curves over `thetas` (n_thetas,): `items` names the rows of the (n_items, n_thetas) arrays.

    `se` is 1 / √information of the whole test (the conditional standard error of measurement on the theta scale),
    `score_se` that of the raw score; `expected_score` is the test's characteristic curve, in points.
    """

    thetas: FloatArray
    items: tuple[str, ...]
    item_information: FloatArray
    item_score: FloatArray
    information: FloatArray
    expected_score: FloatArray
    se: FloatArray
    score_se: FloatArray


def information_curves(
    calibration: Calibration | Sequence[ItemParameters],
    thetas: FloatArray | None = None,
    *,
    items: Sequence[str] | None = None,
) -> InformationCurves:
    """Return the curves of a calibration, or of some of its items (a form); items without parameters are left out.

    Information of an item is discrimination² · variance of its score: for a question of one point a² P (1 - P).

    Raises
    ------
    ItemsNotCalibrated
    """
    scale = scale_of(calibration, items)
    points = THETAS if thetas is None else np.asarray(thetas, float)
    moments = scale.moments(points)
    each = scale.slopes[:, None] ** 2 * moments.second
    information = each.sum(axis=0)
    return InformationCurves(
        points,
        scale.items,
        each,
        moments.mean,
        information,
        moments.mean.sum(axis=0),
        1 / np.sqrt(np.maximum(information, 1e-300)),
        np.sqrt(moments.second.sum(axis=0)),
    )


def marginal_reliability(
    calibration: Calibration | Sequence[ItemParameters],
    group: GroupDistribution | None = None,
    *,
    items: Sequence[str] | None = None,
) -> float:
    """Return the share of the variance of ability that the test sees in a group (the first one of the calibration).

    It is the mean over abilities of information / (information + 1 / variance). Green et al. (1984),
    doi:10.1111/j.1745-3984.1984.tb01039.x
    """
    if group is None:
        group = calibration.groups[0] if isinstance(calibration, Calibration) else STANDARD
    grid = normal_grid(121)
    information = information_curves(calibration, group.mean + group.sd * grid.z, items=items).information
    return float(np.exp(grid.log_weights) @ (information / (information + 1 / group.sd**2)))


STANDARD = GroupDistribution("standard normal", 0, 0.0, 1.0)


def empirical_reliability(abilities: Abilities) -> float | None:
    """Return the reliability of estimated abilities; None for fewer than two people with an estimate.

    For 'eap' it is variance / (variance + mean squared error), otherwise 1 - mean squared error / variance, and not
    below 0.
    """
    known = np.isfinite(abilities.theta)
    if known.sum() < 2:
        return None
    variance = float(abilities.theta[known].var(ddof=1))
    error = float((abilities.se[known] ** 2).mean())
    if abilities.method == "eap":
        return variance / (variance + error)
    return max(0.0, 1 - error / variance) if variance > 0 else 0.0
