"""Content validity: how far experts hold items for relevant and clear, and whether they settle between rounds.

Ratings are tables of shape (n_items, n_experts) on a scale of whole numbers, here 1 to 4; `nan` is a rating
that was not given. Each item is judged by the experts who rated it, so that `n` differs between items.
"""

from dataclasses import dataclass
from math import comb, isnan, nan, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sauatty.core.errors import RatingOutOfScale
from sauatty.core.statistics.arrays import FloatArray
from sauatty.core.statistics.intervals import Interval

LOWEST, HIGHEST = 1, 4
RELEVANT_FROM = 3
# Lynn (1986): fewer than three experts say nothing; Polit & Beck (2006): 8 to 12 are good.
MIN_EXPERTS = 3
# Polit, Beck & Owen (2007): what an item and a scale should reach.
ITEM_TARGET = 0.78
SCALE_TARGET = 0.90
# Scheibe, Skutsch & Schofer (1975): below this net change an opinion counts as settled.
STABLE_BELOW = 0.15


@dataclass(frozen=True, slots=True)
class ItemValidity:
    """What the experts hold of one item; `nan` where nobody rated it.

    `i_cvi` is the share of ratings of 3 or 4, `kappa` the same beyond chance, `v` Aiken's V with its interval,
    `median` and the quartiles are on the scale of the ratings.
    """

    n: int
    i_cvi: float
    kappa: float
    v: Interval
    median: float
    lower_quartile: float
    upper_quartile: float

    @property
    def iqr(self) -> float:
        """Return the distance of the quartiles."""
        return self.upper_quartile - self.lower_quartile

    @property
    def is_accepted(self) -> bool:
        """Tell whether the item reaches what is asked for its number of experts."""
        return self.n >= MIN_EXPERTS and self.i_cvi >= item_target(self.n) - 1e-9

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON values; `nan` is null."""
        return {
            "n": self.n,
            "i_cvi": _plain(self.i_cvi),
            "kappa": _plain(self.kappa),
            "v": [_plain(value) for value in (self.v.estimate, self.v.low, self.v.high)],
            "median": _plain(self.median),
            "quartiles": [_plain(self.lower_quartile), _plain(self.upper_quartile)],
            "iqr": _plain(self.iqr),
            "is_accepted": self.is_accepted,
        }


@dataclass(frozen=True, slots=True)
class ScaleValidity:
    """What the experts hold of all items together. `n_items` counts those that anybody rated."""

    items: tuple[ItemValidity, ...]
    s_cvi_ave: float
    s_cvi_ua: float
    n_items: int
    n_experts: int

    def as_json(self) -> dict[str, Any]:
        """Return the figures of the scale as JSON values, without its items; `nan` is null."""
        return {
            "s_cvi_ave": _plain(self.s_cvi_ave),
            "s_cvi_ua": _plain(self.s_cvi_ua),
            "n_items": self.n_items,
        }


def content_validity(ratings: ArrayLike, *, level: float = 0.95) -> ScaleValidity:
    """Return every index of content validity for a table of ratings.

    Parameters
    ----------
    ratings : array-like of shape (n_items, n_experts)
        Whole numbers from 1 to 4; `nan` where an expert did not rate an item.
    level : float
        Coverage of the interval of Aiken's V, a fraction.

    Raises
    ------
    RatingOutOfScale
        If a rating is no whole number from 1 to 4.
    """
    table = _checked(ratings)
    return ScaleValidity(
        items=tuple(_item(row[~np.isnan(row)], level) for row in table),
        s_cvi_ave=s_cvi_ave(table),
        s_cvi_ua=s_cvi_ua(table),
        n_items=int((~np.isnan(table)).any(axis=1).sum()),
        n_experts=int((~np.isnan(table)).any(axis=0).sum()),
    )


def i_cvi(ratings: ArrayLike) -> FloatArray:
    """Return the content-validity index of each item: the share of its ratings that are 3 or 4 [1]_.

    Parameters
    ----------
    ratings : array-like of shape (n_items, n_experts)
        Whole numbers from 1 to 4; `nan` where an expert did not rate an item.

    Returns
    -------
    ndarray of shape (n_items,)
        Fractions; `nan` for an item that nobody rated.

    References
    ----------
    .. [1] Lynn, M. R. (1986). Determination and quantification of content validity. Nursing Research,
       35(6), 382-385. doi:10.1097/00006199-198611000-00017

    Examples
    --------
    >>> i_cvi([[4, 3, 4, 2], [1, 2, 4, float("nan")]]).round(2)
    array([0.75, 0.33])
    """
    table = _checked(ratings)
    n_rated = (~np.isnan(table)).sum(axis=1)
    n_relevant = (table >= RELEVANT_FROM).sum(axis=1)
    return _shares(n_relevant, n_rated)


def s_cvi_ave(ratings: ArrayLike) -> float:
    """Return the mean of the items' indices (S-CVI/Ave) [1]_; `nan` where nothing was rated.

    References
    ----------
    .. [1] Polit, D. F., Beck, C. T. (2006). The content validity index: are you sure you know what's being
       reported? Research in Nursing & Health, 29(5), 489-497. doi:10.1002/nur.20147
    """
    return _mean(i_cvi(ratings))


def s_cvi_ua(ratings: ArrayLike) -> float:
    """Return the share of items that all their experts rated 3 or 4 (S-CVI/UA); `nan` where nothing was rated.

    The more experts, the harder it is to reach, so it is read together with S-CVI/Ave (see `s_cvi_ave`).
    """
    indices = i_cvi(ratings)
    return _mean(np.where(np.isnan(indices), nan, indices == 1.0))


def modified_kappa(n_relevant: int, n: int) -> float:
    """Return the agreement of `n` experts that an item is relevant, beyond chance [1]_.

    With the chance ``pc = C(n, A) * 0.5**n`` that A of n say 'relevant' by coin toss, kappa* is
    ``(I-CVI - pc) / (1 - pc)``.

    Parameters
    ----------
    n_relevant, n : int
        Experts who rated the item 3 or 4 (A), and experts who rated it at all.

    Returns
    -------
    float
        At most 1; `nan` for `n` = 0. Above 0.74 it is called excellent, from 0.60 good, from 0.40 fair.

    Notes
    -----
    Checked against worked values of [1]_ as other software quotes them, and scipy's binomial distribution.

    References
    ----------
    .. [1] Polit, D. F., Beck, C. T., Owen, S. V. (2007). Is the CVI an acceptable indicator of content
       validity? Appraisal and recommendations. Research in Nursing & Health, 30(4), 459-467.
       doi:10.1002/nur.20199

    Examples
    --------
    >>> round(modified_kappa(4, 5), 2)
    0.76
    """
    if n == 0:
        return nan
    chance = comb(n, n_relevant) * 0.5**n
    return (n_relevant / n - chance) / (1 - chance)


def aiken_v(mean: float, n: int, *, low: int = LOWEST, high: int = HIGHEST, level: float = 0.95) -> Interval:
    """Return Aiken's V [1]_ with its score interval [2]_.

    V is the mean rating put on a scale from 0 (all gave the lowest) to 1 (all gave the highest).

    Parameters
    ----------
    mean : float
        Mean of the ratings.
    n : int
        Number of ratings.
    low, high : int
        Ends of the scale; ``high - low`` is k.
    level : float
        Coverage of the interval, a fraction.

    Returns
    -------
    Interval
        All `nan` for `n` = 0.

    Notes
    -----
    The interval is the score interval of a share among ``n * k`` trials [2]_: for k = 1 it is Wilson's.

    References
    ----------
    .. [1] Aiken, L. R. (1985). Three coefficients for analyzing the reliability and validity of ratings.
       Educational and Psychological Measurement, 45(1), 131-142. doi:10.1177/0013164485451012
    .. [2] Penfield, R. D., Giacobbi, P. R. (2004). Applying a score confidence interval to Aiken's item
       content-relevance index. Measurement in Physical Education and Exercise Science, 8(4), 213-225.
       doi:10.1207/s15327841mpee0804_3

    Examples
    --------
    >>> found = aiken_v(3.5, 10)
    >>> round(found.estimate, 3), round(found.low, 3), round(found.high, 3)
    (0.833, 0.664, 0.927)
    """
    if n == 0:
        return Interval(nan, nan, nan, level)
    z, trials = NormalDist().inv_cdf(0.5 + level / 2), n * (high - low)
    v = (mean - low) / (high - low)
    half = z * sqrt(4 * trials * v * (1 - v) + z * z)
    below, above = (2 * trials * v + z * z - half), (2 * trials * v + z * z + half)
    scale = 2 * (trials + z * z)
    return Interval(v, max(0.0, below / scale), min(1.0, above / scale), level)


def net_change(before: ArrayLike, after: ArrayLike) -> FloatArray:
    """Return by how much the group's opinion of each item moved from one round to the next [1]_.

    The counts of each rating are compared between the rounds; half the sum of their differences is the net
    number of people who moved. Only experts who rated the item in both rounds count.

    Parameters
    ----------
    before, after : array-like of shape (n_items, n_experts)
        Ratings of two rounds, experts and items in the same order, `nan` where missing.

    Returns
    -------
    ndarray of shape (n_items,)
        Fractions of the experts; `nan` where nobody rated the item twice. Below 0.15 opinion counts as settled.

    References
    ----------
    .. [1] Scheibe, M., Skutsch, M., Schofer, J. (1975). Experiments in Delphi methodology. In Linstone, H. A.,
       Turoff, M. (eds.), The Delphi Method, 262-287.

    Examples
    --------
    >>> net_change([[1, 2, 3, 4]], [[1, 3, 3, 4]])
    array([0.25])
    """
    first, second = _checked(before), _checked(after)
    both = ~np.isnan(first) & ~np.isnan(second)
    moved = sum(
        np.abs(((first == step) & both).sum(axis=1) - ((second == step) & both).sum(axis=1))
        for step in range(LOWEST, HIGHEST + 1)
    )
    return _shares(np.asarray(moved), 2 * both.sum(axis=1))


def item_target(n: int) -> float:
    """Return the index that an item should reach with `n` experts: all of up to five, 0.78 of more.

    After Lynn (1986), as Polit, Beck & Owen (2007) read it.
    """
    return 1.0 if n <= 5 else ITEM_TARGET


def _item(given: FloatArray, level: float) -> ItemValidity:
    n = given.size
    if n == 0:
        return ItemValidity(0, nan, nan, Interval(nan, nan, nan, level), nan, nan, nan)
    n_relevant = int((given >= RELEVANT_FROM).sum())
    lower, median, upper = (float(value) for value in np.quantile(given, [0.25, 0.5, 0.75]))
    v = aiken_v(float(given.mean()), n, level=level)
    return ItemValidity(n, n_relevant / n, modified_kappa(n_relevant, n), v, median, lower, upper)


def _checked(ratings: ArrayLike) -> FloatArray:
    table = np.atleast_2d(np.asarray(ratings, dtype=np.float64))
    given = table[~np.isnan(table)]
    wrong = given[(given < LOWEST) | (given > HIGHEST) | (given != np.round(given))]
    if wrong.size:
        raise RatingOutOfScale(rating=f"{wrong[0]:g}", low=LOWEST, high=HIGHEST)
    return table


def _shares(parts: ArrayLike, wholes: ArrayLike) -> FloatArray:
    above, below = np.asarray(parts, dtype=np.float64), np.asarray(wholes, dtype=np.float64)
    known = below > 0
    return np.where(known, above / np.where(known, below, 1.0), nan)


def _mean(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else nan


def _plain(value: float) -> float | None:
    return None if isnan(value) else float(value)
