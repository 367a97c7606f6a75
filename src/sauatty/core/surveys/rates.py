"""Response rates against a stated population."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

from sauatty.core.surveys.plain import as_plain

ALL = "*"
Key = tuple[str, ...]
Counts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RateRow:
    """The responses of one part of the population. `key` has one entry per dimension, '*' for all of it.

    `reason` says why there is no rate ('population-unknown') or that it cannot be right ('more-than-population').
    """

    key: Key
    n_responses: int
    n_population: float
    rate: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """Response rates: the whole, each dimension by itself, and every part.

    Responses without a known place (a region that the population does not state) count in the whole only where
    the population of everything is known; `n_elsewhere` says how many they are.
    """

    total: RateRow
    dimensions: tuple[tuple[RateRow, ...], ...]
    parts: tuple[RateRow, ...]
    n_elsewhere: int

    def as_json(self) -> dict[str, Any]:
        """Return the rates for `json.dumps`: numbers unrounded, null where there is none."""
        found: dict[str, Any] = as_plain(self)
        return found


def response_rates(counts: Counts, population: Counts) -> ResponseRates:
    """Return how many of a stated population answered.

    A rate is a fact about this campaign, not an estimate: it has no interval. Nor does a high one make the answers
    representative; it only leaves less room for those who kept silent.

    Parameters
    ----------
    counts : mapping
        Responses by key: {'KZ-75': 12}, or nested, {'KZ-75': {'school': 9, 'library': 3}}.
    population : mapping
        How many were asked, or how many there are, in the same shape.

    Returns
    -------
    ResponseRates
        In the order of the population; parts that it does not have come last.
    """
    answered, stated = _flat(counts), _flat(population)
    keys = [*stated, *(key for key in answered if key not in stated)]
    parts = tuple(_row(key, answered.get(key, 0), stated.get(key, nan)) for key in keys)
    width = max((len(key) for key in keys), default=0)
    dimensions = tuple(_dimension(parts, place, width) for place in range(width)) if width > 1 else ()
    n_elsewhere = sum(one.n_responses for one in parts if one.n_population != one.n_population)
    total = _row(
        (ALL,) * max(width, 1), sum(map(int, answered.values())), sum(stated.values()) if stated else nan
    )
    return ResponseRates(total, dimensions, parts, int(n_elsewhere))


def _flat(counts: Counts, before: Key = ()) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for key, value in counts.items():
        place = (*before, str(key))
        if isinstance(value, Mapping):
            found.update(_flat(value, place))
        else:
            found[place] = float(value)
    return found


def _dimension(parts: tuple[RateRow, ...], place: int, width: int) -> tuple[RateRow, ...]:
    codes = dict.fromkeys(one.key[place] for one in parts if len(one.key) > place)
    return tuple(_summed(parts, place, code, width) for code in codes)


def _summed(parts: tuple[RateRow, ...], place: int, code: str, width: int) -> RateRow:
    own = [one for one in parts if len(one.key) > place and one.key[place] == code]
    key = tuple(code if column == place else ALL for column in range(width))
    # One part of unknown size makes the whole unknown: a rate over the rest would count its responses.
    return _row(key, sum(one.n_responses for one in own), sum(one.n_population for one in own))


def _row(key: Key, n_responses: float, n_population: float) -> RateRow:
    n = int(n_responses)
    if not n_population > 0:
        return RateRow(key, n, n_population, nan, "population-unknown")
    return RateRow(key, n, n_population, n / n_population, "more-than-population" if n > n_population else "")
