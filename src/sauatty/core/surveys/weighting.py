"""Weights that bring the responses to known margins: raking, and post-stratification as its case of one margin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isnan, nan
from typing import Any

import numpy as np

from sauatty.core.errors import WeightsRefused
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import BoolArray, FloatArray
from sauatty.core.statistics.weighted import design_effect, effective_n
from sauatty.core.surveys.answers import as_number
from sauatty.core.surveys.asked import Coded, IntArray, coded
from sauatty.core.surveys.plain import as_plain

TRIM = 5.0
JOINT = "*"
_TOLERANCE, _MOST_SWEEPS, _MOST_TRIMS = 1e-10, 1000, 50
Margins = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class MarginRow:
    """One part of a margin: its share of the population, and of the respondents before and after weighting.

    `reason` is 'no-respondents' where nobody stands for it: the weights then leave it out, and `share_after` is
    `nan`.
    """

    margin: str
    code: str
    n: int
    share_population: float
    share_before: float
    share_after: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights with mean 1, and what they cost.

    `design_effect` is Kish's: the variance of a mean is about so many times that of equal weights. `n_trimmed`
    weights were cut at `trim` times the mean; the margins are then met only as far as `largest_difference` says.
    `n_without` respondents have no answer to a margin and are not moved by it. `share_not_represented` is the part
    of the population, largest over the margins, for which nobody answered.
    """

    weights: FloatArray = field(metadata={"json": False})
    rows: tuple[MarginRow, ...]
    design_effect: float
    n_effective: float
    smallest: float
    largest: float
    n_trimmed: int
    trim: float
    n_without: int
    share_not_represented: float
    largest_difference: float
    is_converged: bool

    def as_json(self) -> dict[str, Any]:
        """Return what the weights are like for `json.dumps`, without the weights themselves."""
        found: dict[str, Any] = as_plain(self)
        return found


@dataclass(frozen=True, slots=True)
class _Margin:
    """One margin over the responses: the place of each in `codes`, -1 without one, and the shares to be met."""

    name: str
    codes: tuple[str, ...]
    population: FloatArray
    places: IntArray

    @property
    def counts(self) -> FloatArray:
        return self.sums(np.ones(len(self.places)))

    @property
    def target(self) -> FloatArray:
        """Return the shares to be met: those of the population that has respondents."""
        kept = np.where(self.counts > 0, self.population, 0.0)
        return np.asarray(kept / kept.sum(), dtype=np.float64)

    def sums(self, weights: FloatArray) -> FloatArray:
        is_in = self.places >= 0
        return np.bincount(self.places[is_in], weights[is_in], minlength=len(self.codes)).astype(np.float64)

    def shares(self, weights: FloatArray) -> FloatArray:
        sums = self.sums(weights)
        return np.asarray(sums / sums.sum(), dtype=np.float64)

    def fitted(self, weights: FloatArray) -> FloatArray:
        sums = self.sums(weights)
        factors = np.divide(self.target * sums.sum(), sums, out=np.ones_like(sums), where=sums > 0)
        return np.where(self.places >= 0, weights * factors[self.places], weights)


def rake(table: ResponseTable, margins: Margins, *, trim: float = TRIM) -> Weighting:
    """Return weights under which the responses have the margins of the population [1]_.

    Parameters
    ----------
    table : ResponseTable
        The responses.
    margins : mapping of name to mapping of code to number
        How many there are in the population (or their shares), by the name of a question; 'region*type' with
        codes such as 'KZ-75*school' is a joint margin. One margin alone is post-stratification.
    trim : float
        The largest weight, in means; infinity trims nothing.

    Returns
    -------
    Weighting
        In the order of the responses.

    Raises
    ------
    WeightsRefused
        If a margin has no column, lacks a code that was answered, or has no number above 0; if `trim` is under 1.

    Notes
    -----
    Iterative proportional fitting from equal weights; where a weight is trimmed, the others are fitted again, up
    to 50 times. Checked against R 4.2.2, survey 4.1-1, ``rake`` and ``postStratify``.

    References
    ----------
    .. [1] Deming, W. E., Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when the
       expected marginal totals are known. Annals of Mathematical Statistics, 11(4), 427-444.
    """
    if not len(table) or not margins:
        raise WeightsRefused(problem="there are no responses" if margins else "there are no margins")
    if not trim >= 1:
        raise WeightsRefused(problem=f"weights cannot be cut at {trim} times their mean; the least is 1")
    prepared = [_margin(table, name, shares) for name, shares in margins.items()]
    weights, is_converged = _fit(np.ones(len(table)), prepared)
    weights, is_trimmed = _trimmed(weights, prepared, trim)
    return _weighting(weights, prepared, is_trimmed, trim, is_converged)


def _margin(table: ResponseTable, name: str, shares: Mapping[str, float]) -> _Margin:
    codes, population = tuple(shares), np.array([float(one) for one in shares.values()], dtype=np.float64)
    if not np.isfinite(population).all() or (population < 0).any() or not population.sum() > 0:
        raise WeightsRefused(
            problem=f"a number of the margin '{name}' is negative or no number, or all are 0"
        )
    answered = _joint_column(table, name)
    known = {code: place for place, code in enumerate(codes) if population[place] > 0}
    unknown = sorted(value for value in answered.values if value and value not in known)
    if unknown:
        raise WeightsRefused(
            problem=f"the margin '{name}' has no number for '{unknown[0]}', which was answered"
        )
    by_value = np.array([known.get(value, -1) for value in answered.values], dtype=np.int64)
    found = _Margin(name, codes, population / population.sum(), by_value[answered.codes])
    if not found.counts.sum():
        raise WeightsRefused(problem=f"nobody answered '{name}'")
    return found


def _joint_column(table: ResponseTable, name: str) -> Coded:
    """Return a column; of 'a*b' both joined by '*', empty where one of them is."""
    columns = []
    for part in name.split(JOINT):
        if part not in table.columns:
            raise WeightsRefused(problem=f"the responses have no column '{part}'")
        columns.append(table.column(part))
    joined = columns[0] if len(columns) == 1 else tuple(map(_joined, *columns))
    return coded(joined)


def _joined(*values: str) -> str:
    return JOINT.join(value.strip() for value in values) if all(values) else ""


def _fit(weights: FloatArray, margins: list[_Margin]) -> tuple[FloatArray, bool]:
    for _ in range(_MOST_SWEEPS):
        for margin in margins:
            weights = margin.fitted(weights)
        if _largest_difference(weights, margins) < _TOLERANCE:
            return weights / weights.mean(), True
    return weights / weights.mean(), False


def _largest_difference(weights: FloatArray, margins: list[_Margin]) -> float:
    return max(float(np.abs(one.shares(weights) - one.target).max()) for one in margins)


def _trimmed(weights: FloatArray, margins: list[_Margin], trim: float) -> tuple[FloatArray, BoolArray]:
    """Cut the weights and fit the rest again; what is over the limit after the last time is cut for good."""
    is_cut = np.zeros(len(weights), dtype=np.bool_)
    for _ in range(_MOST_TRIMS):
        cut = _cut(weights, trim)
        if cut is weights:
            break
        is_cut |= cut < weights
        weights, _ = _fit(cut, margins)
    cut = _cut(weights, trim)
    return cut / cut.mean(), is_cut


def _cut(weights: FloatArray, trim: float) -> FloatArray:
    """Return the weights with none over the limit; cutting lowers their mean, and the limit with it."""
    while weights.max() > trim * weights.mean() * (1 + 1e-9):
        weights = np.minimum(weights, trim * weights.mean())
    return weights


def _weighting(
    weights: FloatArray, margins: list[_Margin], is_cut: BoolArray, trim: float, is_converged: bool
) -> Weighting:
    return Weighting(
        weights, tuple(row for one in margins for row in _margin_rows(one, weights)),
        design_effect(weights), effective_n(weights), float(weights.min()), float(weights.max()),
        int(is_cut.sum()), trim, int(np.any([one.places < 0 for one in margins], axis=0).sum()),
        max(float(one.population[one.counts == 0].sum()) for one in margins),
        _largest_difference(weights, margins), is_converged,
    )  # fmt: skip


def _margin_rows(margin: _Margin, weights: FloatArray) -> Iterable[MarginRow]:
    counts, after = margin.counts, margin.shares(weights)
    for place, code in enumerate(margin.codes):
        n = int(counts[place])
        yield MarginRow(
            margin.name, code, n, float(margin.population[place]), n / float(counts.sum()),
            float(after[place]) if n else nan, "" if n else "no-respondents",
        )  # fmt: skip


def margins_from_rows(rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, float]]:
    """Return margins from rows of margin, code and number in the population; WeightsRefused names what is wrong."""
    found: dict[str, dict[str, float]] = {}
    for margin, code, written in rows:
        number = as_number(written)
        if isnan(number):
            raise WeightsRefused(problem=f"'{written}' of '{code}' in the margin '{margin}' is no number")
        if code.strip() in found.setdefault(margin.strip(), {}):
            raise WeightsRefused(problem=f"the margin '{margin}' has '{code}' twice")
        found[margin.strip()][code.strip()] = number
    return found
