"""How well answers fit the model, item by item: infit and outfit, and pairs of items that hang together (Q3)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.abilities import Abilities, estimate_abilities
from sauatty.core.psychometrics.irt_answers import CHUNK, codes_of
from sauatty.core.psychometrics.irt_kernel import product
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.irt_scale import Scale, scale_of
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

LEAST_VARIANCE = 1e-12


@dataclass(frozen=True, slots=True)
class FitOfItem:
    """Mean squares of one item, 1 = as the model says, above = more noise, below = too regular.

    `infit` weighs residuals by information, `outfit` lets people far from the item speak loudest; the z are the cube
    root transformations of Wilson and Hilferty, roughly standard normal. None where fewer than two people answered.
    """

    item: str
    n: int
    infit: float | None
    infit_z: float | None
    outfit: float | None
    outfit_z: float | None


@dataclass(frozen=True, slots=True)
class ItemFit:
    """The fit of all items with parameters; people without an estimate of ability are left out and counted."""

    items: tuple[FitOfItem, ...]
    n_persons: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Residuals:
    """Some thousands of people: residuals, variances and fourth moments, persons × items; nan = not asked."""

    rows: slice
    residual: FloatArray
    variance: FloatArray
    fourth: FloatArray


def residuals(
    matrix: ScoreMatrix, calibration: Calibration, theta: FloatArray
) -> tuple[Scale, Iterator[Residuals]]:
    """Return the items and the residuals from what the model expects; nan for people with no theta."""
    scale = scale_of(calibration, matrix.items)
    columns = [matrix.items.index(item) for item in scale.items]
    scores = matrix.scores if len(columns) == matrix.n_items else matrix.scores[:, columns]
    codes_of(matrix)

    def parts() -> Iterator[Residuals]:
        for start in range(0, len(scores), CHUNK):
            rows = slice(start, start + CHUNK)
            known = np.isfinite(theta[rows])
            moments = scale.moments(np.where(known, theta[rows], 0.0))
            residual = np.where(known[:, None], scores[rows] - moments.mean.T, np.nan)
            variance = np.maximum(moments.second.T, LEAST_VARIANCE)
            yield Residuals(rows, residual, variance, moments.fourth.T)

    return scale, parts()


def item_fit(matrix: ScoreMatrix, calibration: Calibration, abilities: Abilities | None = None) -> ItemFit:
    """Compute infit and outfit of each item.

    Parameters
    ----------
    matrix : ScoreMatrix
        persons × items, nan = not asked.
    calibration : Calibration
    abilities : Abilities, optional
        By default maximum likelihood, so that people with no or all points are left out, as eRm does; estimates that
        are drawn to the mean (EAP) make the mean squares too small.

    Notes
    -----
    Wright & Masters (1982), Rating Scale Analysis, ch. 5. Checked against eRm 1.0-2 (`itemfit`).
    """
    known = abilities or estimate_abilities(matrix, calibration, "mle")
    scale, parts = residuals(matrix, calibration, known.theta)
    sums = np.zeros((6, len(scale.items)))
    for part in parts:
        squares = part.residual**2
        asked = np.isfinite(squares)
        variance = np.where(asked, part.variance, 0.0)
        sums[0] += asked.sum(axis=0)
        sums[1] += np.nansum(squares, axis=0)
        sums[2] += variance.sum(axis=0)
        sums[3] += np.nansum(squares / part.variance, axis=0)
        sums[4] += np.where(asked, part.fourth - part.variance**2, 0.0).sum(axis=0)
        sums[5] += np.where(asked, part.fourth / part.variance**2 - 1, 0.0).sum(axis=0)
    items = tuple(_fit_of(item, column) for item, column in zip(scale.items, sums.T, strict=True))
    return ItemFit(items, int(np.isfinite(known.theta).sum()), known.notes)


def _fit_of(item: str, sums: FloatArray) -> FitOfItem:
    """Return the fit of one item from its sums."""
    n, squares, variance, ratios, spread, ratio_spread = (float(value) for value in sums)
    if n < 2:
        return FitOfItem(item, int(n), None, None, None, None)
    infit, outfit = squares / variance, ratios / n
    return FitOfItem(
        item,
        int(n),
        infit,
        cube_root_z(infit, spread / variance**2),
        outfit,
        cube_root_z(outfit, ratio_spread / n**2),
    )


def cube_root_z(mean_square: float, variance: float) -> float | None:
    """Return a mean square as a z by Wilson and Hilferty; None where it cannot vary."""
    if variance <= 0:
        return None
    q = float(np.sqrt(variance))
    return float((np.cbrt(mean_square) - 1) * 3 / q + q / 3)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items and the correlation of their residuals."""

    item: str
    other: str
    q3: float


@dataclass(frozen=True, slots=True)
class Q3:
    """Correlations of residuals: `matrix` (n_items, n_items), nan where fewer than three people answered both.

    `mean` is the mean off the diagonal (about -1 / (n_items - 1) without dependence); `above` are the pairs whose
    correlation exceeds the mean by `limit`, largest first: such items share more than the ability.
    """

    items: tuple[str, ...]
    matrix: FloatArray
    mean: float | None
    limit: float
    above: tuple[Pair, ...]


def local_dependence(
    matrix: ScoreMatrix, calibration: Calibration, abilities: Abilities | None = None, *, limit: float = 0.2
) -> Q3:
    """Compute Yen's Q3 for all pairs of items; abilities are Warm's by default.

    Yen (1984), doi:10.1177/014662168400800201; the limit above the mean: Christensen et al. (2017),
    doi:10.1177/0146621616677520.
    """
    known = abilities or estimate_abilities(matrix, calibration, "wle")
    scale, parts = residuals(matrix, calibration, known.theta)
    n_items = len(scale.items)
    both, sums, squares, products = (np.zeros((n_items, n_items)) for _ in range(4))
    for part in parts:
        asked = np.isfinite(part.residual).astype(float)
        value = np.nan_to_num(part.residual)
        both += product(asked.T, asked)
        sums += product(value.T, asked)
        squares += product((value**2).T, asked)
        products += product(value.T, value)
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = products / both - (sums / both) * (sums.T / both)
        spread = squares / both - (sums / both) ** 2
        correlations = covariance / np.sqrt(spread * spread.T)
    correlations[(both < 3) | ~np.isfinite(correlations)] = np.nan
    return _described(scale.items, correlations, limit)


def _described(items: tuple[str, ...], correlations: FloatArray, limit: float) -> Q3:
    """Return the correlations with their mean and the pairs far above it."""
    one, other = np.triu_indices(len(items), 1)
    values = correlations[one, other]
    if not np.isfinite(values).any():
        return Q3(items, correlations, None, limit, ())
    mean = float(np.nanmean(values))
    far = [number for number in np.argsort(-np.nan_to_num(values, nan=-2.0)) if values[number] > mean + limit]
    pairs = tuple(Pair(items[one[k]], items[other[k]], float(values[k])) for k in far)
    return Q3(items, correlations, mean, limit, pairs)
