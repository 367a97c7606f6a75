"""The needs index: one figure per competence from what is stated, claimed, shown and practised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import isfinite, isnan, nan
from typing import Any

import numpy as np

from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import WeightsOfPartsInvalid
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import N_RESAMPLES, SEED, BoolArray, FloatArray, Interval, percentile_interval
from sauatty.core.surveys.needs_parts import PARTS, Part, PartValues, index_competences, part_values
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.resampling import resampled_sums
from sauatty.core.surveys.scores import weighted_share, weights_of
from sauatty.core.surveys.small_cells import MINIMUM_CELL

EQUAL_WEIGHTS: Mapping[str, float] = {"stated": 1.0, "claimed": 1.0, "shown": 1.0, "practice": 1.0}


@dataclass(frozen=True, slots=True)
class NeedPart:
    """One part of the index of a competence.

    `value` is the mean over the `n` respondents who have it, 0-1. `share` is the share of them who are in need by
    this part alone: named it at all (stated), or lie below the middle of the scale. `weight` is what the part
    counts in this index, 0 where it is missing. `answers` are the names of the answers it stands on.
    """

    part: Part
    n: int
    value: Interval
    n_in_need: int
    share: Interval
    weight: float
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """The need for one competence. `rank` 1 is the greatest; ranks from `rank_low` to `rank_high` are possible.

    `missing` are the parts that should count and that nobody's answers give: the index is the mean of the others.
    """

    competence: str
    index: Interval
    rank: int
    rank_low: int
    rank_high: int
    parts: tuple[NeedPart, ...]
    missing: tuple[Part, ...]

    def part(self, name: Part) -> NeedPart:
        """Return one part."""
        return next(one for one in self.parts if one.part == name)


@dataclass(frozen=True, slots=True)
class UncertainPair:
    """Two competences whose order is not certain; `difference` is first minus second."""

    first: str
    second: str
    difference: Interval


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of the respondents, greatest first. Competences without any part are in `unknown`.

    `is_comparable` is False where competences stand on different parts: parts have different levels, so a missing
    one moves an index. `draws` are the resampled indices, a row for each resample, in the order of `needs`.
    """

    needs: tuple[Need, ...]
    unknown: tuple[str, ...]
    uncertain: tuple[UncertainPair, ...]
    n: int
    weights_of_parts: Mapping[str, float]
    is_comparable: bool
    is_weighted: bool
    n_resamples: int
    level: float = 0.95
    draws: FloatArray = field(
        default_factory=lambda: np.zeros((0, 0)), metadata={"json": False}, compare=False
    )

    def need(self, competence: str) -> Need | None:
        """Return the need for a competence."""
        return next((one for one in self.needs if one.competence == competence), None)

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`: numbers unrounded, null where there is none."""
        content: dict[str, Any] = as_plain(self)
        return content


def needs(
    instrument: Instrument,
    table: ResponseTable,
    codes: Iterable[CodedAnswer] = (),
    *,
    weights_of_parts: Mapping[str, float] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
    shows: Mapping[str, Sequence[str]] | None = None,
) -> Needs:
    """Rank the competences by need.

    Parameters
    ----------
    instrument, table, codes, shows
        As in `part_values`.
    weights_of_parts : mapping of str to float, optional
        Weights of 'stated', 'claimed', 'shown' and 'practice'; equal without it, 0 for one that is not named.
    n_resamples, seed
        Respondents are drawn with replacement, each with all own answers.

    Raises
    ------
    WeightsOfPartsInvalid
        A negative weight, an unknown part, or no weight above 0.

    Notes
    -----
    The index of a competence is the weighted mean of its parts; a part is the mean over those who have it. One that
    fewer than `MINIMUM_CELL` people give is left out as if nobody gave it: it would lay open what one of them said,
    and no order follows from it. The
    ends of a rank are 1 plus the number of competences that are surely greater, and the number of all less those
    surely smaller, where 'surely' is a 95 % percentile interval of the difference that leaves 0 out. It holds for
    each pair by itself: of the 66 pairs of 12 equal needs about 3 would look certain by chance.
    """
    weights = _checked(weights_of_parts)
    ids = index_competences(instrument)
    found_parts = part_values(instrument, table, codes, competences=ids, shows=shows)
    parts = tuple(_of_enough(one) for one in found_parts)
    responses = weights_of(table)
    index = _Index.of(parts, weights)
    columns = index.columns(parts, responses)
    estimates = index.values(columns.sum(axis=0, keepdims=True))
    resampled = index.values(resampled_sums(columns, n_resamples, seed))
    order = _order(estimates[0][0])
    found = _Found(ids, parts, weights, responses, estimates, resampled)
    pairs = found.pairs(order)
    ranked = tuple(found.need(at, rank, pairs, order) for rank, at in enumerate(order, 1))
    return Needs(
        needs=ranked,
        unknown=tuple(one for at, one in enumerate(ids) if at not in order),
        uncertain=tuple(
            UncertainPair(ids[a], ids[b], difference)
            for (a, b), difference in pairs.items()
            if not is_certain(difference)
        ),
        n=len(table),
        weights_of_parts={str(part): weight for part, weight in weights.items()},
        is_comparable=len({one.missing for one in ranked}) <= 1,
        is_weighted=bool(responses.size and np.ptp(responses) > 0),
        n_resamples=n_resamples,
        draws=resampled[0][:, order],
    )


def respondents_in_need(values: PartValues, at: int) -> tuple[BoolArray, BoolArray]:
    """Return who has a value of the competence in column `at`, and who of them is in need by this part alone."""
    own = values.values[:, at]
    has_value = ~np.isnan(own)
    with np.errstate(invalid="ignore"):
        return has_value, has_value & (own > (0.0 if values.part == "stated" else 0.5))


def responses_in_need(
    instrument: Instrument,
    table: ResponseTable,
    codes: Iterable[CodedAnswer],
    part: Part,
    competence: str,
    *,
    shows: Mapping[str, Sequence[str]] | None = None,
) -> tuple[str, ...]:
    """Return the ids of the responses behind `n_in_need` of one part of one competence."""
    values = part_values(instrument, table, codes, competences=(competence,), shows=shows)[PARTS.index(part)]
    _, in_need = respondents_in_need(values, 0)
    return tuple(table.ids[at] for at in np.flatnonzero(in_need))


def is_certain(difference: Interval) -> bool:
    """Tell whether an interval leaves 0 out."""
    return difference.low > 0 or difference.high < 0


def _checked(weights: Mapping[str, float] | None) -> dict[Part, float]:
    given: dict[str, float] = dict(EQUAL_WEIGHTS if weights is None else weights)
    unknown = [one for one in given if one not in PARTS]
    if unknown:
        raise WeightsOfPartsInvalid(problem=f"there is no part '{unknown[0]}'")
    wrong = [one for one, weight in given.items() if not isfinite(weight) or weight < 0]
    if wrong:
        raise WeightsOfPartsInvalid(problem=f"'{wrong[0]}' is {given[wrong[0]]}")
    if not any(given.values()):
        raise WeightsOfPartsInvalid(problem="all are 0")
    return {part: float(given.get(str(part), 0.0)) for part in PARTS}


def _of_enough(part: PartValues) -> PartValues:
    """Return a part without the values of competences that fewer than `MINIMUM_CELL` people give."""
    is_few = (~np.isnan(part.values)).sum(axis=0) < MINIMUM_CELL
    return replace(part, values=np.where(is_few[None, :], nan, part.values))


def _order(index: FloatArray) -> list[int]:
    """Return the competences with an index, greatest first; equal ones as the framework has them."""
    known = [at for at in range(index.size) if not isnan(index[at])]
    return sorted(known, key=lambda at: (-index[at], at))


@dataclass(frozen=True, slots=True)
class _Index:
    """The index from sums: those of the values, then how many there are, for every part and competence."""

    weights: FloatArray
    shape: tuple[int, int]

    @classmethod
    def of(cls, parts: Sequence[PartValues], weights: Mapping[Part, float]) -> "_Index":
        own = np.array([weights[one.part] for one in parts])[:, None]
        return cls(own, (len(parts), parts[0].values.shape[1]))

    def columns(self, parts: Sequence[PartValues], responses: FloatArray) -> FloatArray:
        """Return what each respondent adds to the sums."""
        values = np.hstack([one.values for one in parts])
        there = (~np.isnan(values)).astype(np.float64)
        return np.asarray(np.hstack([np.nan_to_num(values), there]) * responses[:, None])

    def values(self, sums: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the index (draws × competences) and the means of the parts (draws × parts × competences)."""
        half = sums.shape[1] // 2
        totals, counts = (one.reshape(len(sums), *self.shape) for one in (sums[:, :half], sums[:, half:]))
        with np.errstate(invalid="ignore", divide="ignore"):
            means = np.where(counts > 0, totals / counts, nan)
            used = np.where(counts > 0, self.weights, 0.0)
            index = np.nansum(used * means, axis=1) / used.sum(axis=1)
        return index, means


@dataclass(frozen=True, slots=True)
class _Found:
    ids: Sequence[str]
    parts: Sequence[PartValues]
    weights: Mapping[Part, float]
    responses: FloatArray
    estimates: tuple[FloatArray, FloatArray]
    resampled: tuple[FloatArray, FloatArray]

    def pairs(self, order: Sequence[int]) -> dict[tuple[int, int], Interval]:
        """Return the difference of every two competences, the greater first."""
        index, draws = self.estimates[0][0], self.resampled[0]
        return {
            (a, b): percentile_interval(float(index[a] - index[b]), draws[:, a] - draws[:, b])
            for a, b in combinations(order, 2)
        }

    def need(
        self, at: int, rank: int, pairs: Mapping[tuple[int, int], Interval], order: Sequence[int]
    ) -> Need:
        greater = sum(is_certain(one) for (_, b), one in pairs.items() if b == at)
        smaller = sum(is_certain(one) for (a, _), one in pairs.items() if a == at)
        parts = tuple(self._part(number, at) for number in range(len(self.parts)))
        return Need(
            competence=self.ids[at],
            index=percentile_interval(float(self.estimates[0][0, at]), self.resampled[0][:, at]),
            rank=rank,
            rank_low=1 + greater,
            rank_high=len(order) - smaller,
            parts=parts,
            missing=tuple(one.part for one in parts if not one.n and self.weights[one.part]),
        )

    def _part(self, number: int, at: int) -> NeedPart:
        own = self.parts[number]
        has_value, in_need = respondents_in_need(own, at)
        n = int(has_value.sum())
        value = percentile_interval(float(self.estimates[1][0, number, at]), self.resampled[1][:, number, at])
        return NeedPart(
            part=own.part,
            n=n,
            value=value,
            n_in_need=int(in_need.sum()),
            share=weighted_share(in_need, has_value, self.responses),
            weight=self.weights[own.part] if n else 0.0,
            answers=own.answers.get(self.ids[at], ()),
        )
