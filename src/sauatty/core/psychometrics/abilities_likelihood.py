"""Maximum and weighted likelihood of an ability: where the points got meet the points expected.

For people who were asked the same the expected points are one curve, and its inverse answers for all at once.
"""

import numpy as np
from scipy.interpolate import CubicHermiteSpline

from sauatty.core.psychometrics.irt_answers import CHUNK, Codes
from sauatty.core.psychometrics.irt_scale import Scale
from sauatty.core.statistics import FloatArray

REACH = 6.0  # thetas of the curve: sinh(±6) / 4 = ±50
N_NODES = 2001
MOST_ROUNDS = 60
LONGEST_STEP = 1.0
PRECISION = 1e-8
LEAST_INFORMATION = 1e-9
FURTHEST = 12.0  # people with no or all points run away by maximum likelihood


def curve(
    scale: Scale, thetas: FloatArray, *, is_weighted: bool
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the points expected (slope-weighted, less Warm's correction), their derivative and the information."""
    moments, slopes = scale.moments(thetas), scale.slopes[:, None]
    expected = (slopes * moments.mean).sum(axis=0)
    information = (slopes**2 * moments.second).sum(axis=0)
    if not is_weighted:
        return expected, information, information
    skew = (slopes**3 * moments.third).sum(axis=0)
    excess = (slopes**4 * (moments.fourth - 3 * moments.second**2)).sum(axis=0)
    safe = np.maximum(information, 1e-300)
    return (
        expected - skew / (2 * safe),
        information - (excess - skew * (skew / safe)) / (2 * safe),
        information,
    )


def solved(codes: Codes, scale: Scale, *, is_weighted: bool) -> tuple[FloatArray, FloatArray]:
    """Return abilities and standard errors of people who were asked all items; those at an end get the curve's end."""
    thetas = np.sinh(np.linspace(-REACH, REACH, N_NODES)) / 4
    points, rise, information = curve(scale, thetas, is_weighted=is_weighted)
    usable = np.isfinite(points) & (rise > LEAST_INFORMATION) & (information > LEAST_INFORMATION)
    usable &= points > np.concatenate(
        [[-np.inf], np.maximum.accumulate(np.where(usable, points, -np.inf))[:-1]]
    )
    thetas, points, rise, logs = thetas[usable], points[usable], rise[usable], np.log(information[usable])
    if len(thetas) < 2:
        return np.full(len(codes), np.nan), np.full(len(codes), np.nan)
    got = np.clip(_got(codes, scale), points[0], points[-1])
    theta = np.clip(CubicHermiteSpline(points, thetas, 1 / rise)(got), thetas[0], thetas[-1])
    error = CubicHermiteSpline(thetas, logs, np.gradient(logs, thetas))
    return theta, np.exp(-0.5 * error(theta))


def _got(codes: Codes, scale: Scale) -> FloatArray:
    """Return the slope-weighted points of each person."""
    return np.concatenate(
        [codes[start : start + CHUNK].astype(float) @ scale.slopes for start in range(0, len(codes), CHUNK)]
    )


def solved_with_holes(codes: Codes, scale: Scale, *, is_weighted: bool) -> tuple[FloatArray, FloatArray]:
    """Return abilities and standard errors of people who were each asked something else, by Newton's method."""
    n_rows = max(1, CHUNK * 40 // (scale.intercepts.size or 1))
    parts = [
        _newton(codes[start : start + n_rows], scale, is_weighted) for start in range(0, len(codes), n_rows)
    ]
    return np.concatenate([theta for theta, _ in parts]), np.concatenate([se for _, se in parts])


def _newton(codes: Codes, scale: Scale, is_weighted: bool) -> tuple[FloatArray, FloatArray]:
    """Solve some thousands of people at once."""
    asked = (codes >= 0).T.astype(float)
    got = (np.where(codes >= 0, codes, 0) * scale.slopes).sum(axis=1)
    theta = np.zeros(len(codes))
    moving = np.arange(len(codes))
    for _ in range(MOST_ROUNDS):
        own = asked[:, moving]
        expected, rise, information = _masked_curve(scale, theta[moving], own, is_weighted)
        step = (got[moving] - expected) / np.maximum(rise, 0.2 * information)
        theta[moving] += np.clip(np.where(np.isfinite(step), step, 0.0), -LONGEST_STEP, LONGEST_STEP)
        moving = moving[(np.abs(step) > PRECISION) & (np.abs(theta[moving]) < FURTHEST)]
        if not len(moving):
            break
    information = _masked_curve(scale, theta, asked, False)[2]
    return theta, 1 / np.sqrt(np.maximum(information, 1e-300))


def _masked_curve(
    scale: Scale, theta: FloatArray, asked: FloatArray, is_weighted: bool
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what `curve` does, each person at their own theta with their own items (n_items, n_persons)."""
    moments, slopes = scale.moments(theta), scale.slopes[:, None] * asked
    expected = (slopes * moments.mean).sum(axis=0)
    information = np.maximum((slopes**2 * moments.second).sum(axis=0), 1e-300)
    if not is_weighted:
        return expected, information, information
    skew = (slopes**3 * moments.third).sum(axis=0)
    excess = (slopes**4 * (moments.fourth - 3 * moments.second**2)).sum(axis=0)
    rise = information - (excess - skew * (skew / information)) / (2 * information)
    return expected - skew / (2 * information), rise, information
