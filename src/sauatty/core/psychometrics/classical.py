"""Classical item statistics: difficulty, item-rest correlation, alpha without the item, each with what to say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.stats import t as student

from sauatty.core.psychometrics.classical_moments import Moments, moments_of
from sauatty.core.psychometrics.flags import ItemFigures, equal_columns, item_flags, matrix_notes, pairs_of
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.reliability import alpha_of
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray, wilson_share

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ItemStatistic:
    """What is known of one item.

    `difficulty` is the mean as a fraction of the most points (0 nobody, 1 everybody: the classical 'difficulty' is
    an easiness), `mean` and `sd` are in points. `item_rest` is the correlation with the points on the other items.
    None = it can't be computed, and `flags` say why.
    """

    item: str
    n: int
    max_score: int
    mean: float | None
    sd: float | None
    difficulty: float | None
    difficulty_ci95: Ends | None
    item_rest: float | None
    item_rest_ci95: Ends | None
    alpha_if_dropped: float | None
    flags: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        names = [name for name in self.__slots__ if name != "flags"]
        return {name: getattr(self, name) for name in names} | {"flags": notes_as_json(self.flags)}


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """The items of one test, and what has to be said of the whole."""

    n_persons: int
    items: tuple[ItemStatistic, ...]
    notes: tuple[Note, ...] = ()


def notes_as_json(notes: tuple[Note, ...]) -> list[dict[str, Any]]:
    """Return notes with their English sentence."""
    return [{"code": note.code, "params": dict(note.params), "text": note.in_words} for note in notes]


def item_statistics(matrix: ScoreMatrix) -> ItemStatistics:
    """Return the classical statistics of every item.

    Parameters
    ----------
    matrix : ScoreMatrix
        persons × items, nan = not asked. People without any answer are left out and counted in the notes.

    Returns
    -------
    ItemStatistics
        One entry for each item in the order of the matrix.

    Notes
    -----
    Intervals of 95 %: Wilson for items of one point, Student's t for more; Fisher's z for correlations. The rest
    score is the sum of the other items; where people were not asked everything, it is the share of the points they
    could have got on the other items that they were asked. Without missing answers `item_rest` is `r.drop` and
    `alpha_if_dropped` is `raw_alpha` of psych 2.2.9 in R (tests/core/reference/psychometrics/classical.R); with them,
    alpha rests on pairwise covariances as there.

    References
    ----------
    Henrysson, S. (1963). Correction of item-total correlations in item analysis. Psychometrika, 28, 211-218.
    doi:10.1007/BF02289618
    """
    moments = moments_of(matrix)
    copies = equal_columns(matrix)
    rests = item_rests(matrix, moments)
    items = tuple(_item(matrix, moments, at, rests[at], copies) for at in range(matrix.n_items))
    return ItemStatistics(moments.n_persons, items, matrix_notes(matrix, moments.n_persons))


def item_rests(matrix: ScoreMatrix, moments: Moments) -> FloatArray:
    """Return the item-rest correlation of every item, (n_items,); nan where one of the two does not vary."""
    if moments.is_complete:
        return _complete_rests(moments.covariance)
    return _prorated_rests(matrix)


def _complete_rests(covariance: FloatArray) -> FloatArray:
    own = np.diag(covariance)
    with_total = covariance.sum(axis=1)
    rest = covariance.sum() - 2 * with_total + own
    scale = own * rest
    return np.where(scale > 1e-12, (with_total - own) / np.sqrt(np.where(scale > 1e-12, scale, 1.0)), np.nan)


def _prorated_rests(matrix: ScoreMatrix) -> FloatArray:
    """Correlate each item with the share of points on the other items that the person was asked."""
    asked = ~np.isnan(matrix.scores)
    points = np.where(asked, matrix.scores, 0.0)
    most = np.array(matrix.max_scores, float)
    totals, possible = points.sum(axis=1), asked @ most
    found = np.full(matrix.n_items, np.nan)
    for at in range(matrix.n_items):
        rows = asked[:, at] & (possible > most[at])
        own = points[rows, at]
        rest = (totals[rows] - own) / (possible[rows] - most[at])
        if len(own) > 2 and np.ptp(own) > 0 and np.ptp(rest) > 1e-12:
            found[at] = np.corrcoef(own, rest)[0, 1]
    return found


def _item(
    matrix: ScoreMatrix, moments: Moments, at: int, rest: float, copies: Mapping[int, int]
) -> ItemStatistic:
    item, most, n = matrix.items[at], matrix.max_scores[at], int(moments.counts[at])
    mean = float(moments.means[at]) if n else None
    sd = sqrt(max(float(moments.covariance[at, at]), 0.0)) if n > 1 else None
    item_rest = None if np.isnan(rest) else float(rest)
    ends = correlation_interval(item_rest, n)
    copy = matrix.items[copies[at]] if at in copies else ""
    n_pairs = pairs_of(matrix, copies[at], at) if copy else None
    figures = ItemFigures(item, n, mean, most, sd, item_rest, ends, copy, n_pairs, moments.n_persons)
    return ItemStatistic(
        item=item, n=n, max_score=most, mean=mean, sd=sd,
        difficulty=None if mean is None else mean / most,
        difficulty_ci95=_difficulty_interval(mean, sd, n, most),
        item_rest=item_rest, item_rest_ci95=ends,
        alpha_if_dropped=_alpha_without(moments.covariance, at), flags=item_flags(figures),
    )  # fmt: skip


def _difficulty_interval(mean: float | None, sd: float | None, n: int, most: int) -> Ends | None:
    if mean is None:
        return None
    share = mean / most
    if most == 1 or not sd:
        found = wilson_share(share, n)
        return found.low, found.high
    half = float(student.ppf(0.975, n - 1)) * sd / most / sqrt(n)
    return max(share - half, 0.0), min(share + half, 1.0)


def correlation_interval(correlation: float | None, n: int, level: float = 0.95) -> Ends | None:
    """Return the interval of a correlation by Fisher's z; None with fewer than four people."""
    if correlation is None or n < 4:
        return None
    middle = atanh(min(max(correlation, -1 + 1e-12), 1 - 1e-12))
    half = NormalDist().inv_cdf(0.5 + level / 2) / sqrt(n - 3)
    return tanh(middle - half), tanh(middle + half)


def _alpha_without(covariance: FloatArray, at: int) -> float | None:
    keep = np.arange(len(covariance)) != at
    return alpha_of(covariance[np.ix_(keep, keep)])
