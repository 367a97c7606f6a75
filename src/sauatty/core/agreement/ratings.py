"""Decisions as a matrix units × coders: what every index of agreement starts from."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import DecisionsConflict, ValueNotMeasurable
from sauatty.core.statistics import BoolArray

LEVELS = ("nominal", "ordinal", "interval", "set")
MISSING = -1
IntArray = NDArray[np.int64]
Rating = tuple[str, str, Any]


@dataclass(frozen=True, slots=True)
class Ratings:
    """Who gave what to which unit.

    `codes` has one row per unit and one column per coder: a position in `categories`, or -1 where the coder gave
    nothing. Units, coders and categories are sorted, so that the order in which decisions came changes nothing.
    """

    units: tuple[str, ...]
    coders: tuple[str, ...]
    categories: tuple[Any, ...]
    codes: IntArray
    level: str = "nominal"

    @property
    def n_values(self) -> int:
        """Return the number of values that were given."""
        return int((self.codes >= 0).sum())

    @property
    def pairable(self) -> BoolArray:
        """Return which units at least two coders judged: only these can agree or disagree."""
        return np.asarray((self.codes >= 0).sum(axis=1) >= 2, dtype=np.bool_)


def collect_ratings(
    decisions: Iterable[Rating], level: str = "nominal", categories: Sequence[Hashable] | None = None
) -> Ratings:
    """Sort decisions into a matrix.

    Parameters
    ----------
    decisions : iterable of (unit, coder, value)
        None and `nan` are missing values: as if the row were not there. A set is any collection of texts; the
        empty set is a value ('nothing applies').
    level : {'nominal', 'ordinal', 'interval', 'set'}
    categories : sequence, optional
        The values in their order, for ordinal values that are no numbers.

    Raises
    ------
    DecisionsConflict
        A coder gave one unit two different values; the same value twice counts once.
    ValueNotMeasurable
        A value that is no number at the interval level, or neither a number nor one of `categories` at the
        ordinal level.
    """
    given: dict[tuple[str, str], Any] = {}
    for unit, coder, raw in decisions:
        value = _measured(raw, unit, coder, level, categories)
        if value is None:
            continue
        first = given.setdefault((unit, coder), value)
        if first != value:
            raise DecisionsConflict(unit=unit, coder=coder, first=_shown(first), second=_shown(value))
    return _matrix(given, level, categories)


def _matrix(
    given: Mapping[tuple[str, str], Any], level: str, categories: Sequence[Hashable] | None
) -> Ratings:
    units = {unit: at for at, unit in enumerate(sorted({unit for unit, _ in given}))}
    coders = {coder: at for at, coder in enumerate(sorted({coder for _, coder in given}))}
    order = _in_order(set(given.values()), level, categories)
    places = {value: at for at, value in enumerate(order)}
    codes = np.full((len(units), len(coders)), MISSING, dtype=np.int64)
    rows = [units[unit] for unit, _ in given]
    columns = [coders[coder] for _, coder in given]
    codes[rows, columns] = [places[value] for value in given.values()]
    return Ratings(tuple(units), tuple(coders), tuple(order), codes, level)


def _measured(
    raw: Any, unit: str, coder: str, level: str, categories: Sequence[Hashable] | None
) -> Hashable | None:
    """Return a value as its level compares it; None where it is missing."""
    if raw is None or (isinstance(raw, float) and raw != raw):
        return None
    if level == "set":
        return _as_set(raw, unit, coder)
    if level == "nominal":
        return raw  # type: ignore[no-any-return]
    if categories is not None and raw in categories:
        return raw  # type: ignore[no-any-return]
    number = _number(raw) if categories is None else None
    if number is None:
        raise ValueNotMeasurable(value=raw, unit=unit, coder=coder, level=level)
    return number


def _as_set(raw: Any, unit: str, coder: str) -> frozenset[str]:
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        raise ValueNotMeasurable(value=raw, unit=unit, coder=coder, level="set")
    return frozenset(raw)


def _number(raw: Any) -> float | None:
    try:
        number = float(raw)
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None


def _in_order(values: set[Any], level: str, categories: Sequence[Hashable] | None) -> list[Any]:
    if categories is not None:
        asked = list(dict.fromkeys(categories))
        return asked + sorted(values.difference(asked), key=_sort_key)
    return sorted(values) if level in ("ordinal", "interval") else sorted(values, key=_sort_key)


def _sort_key(value: Any) -> tuple[str, ...]:
    return tuple(sorted(value)) if isinstance(value, frozenset) else (type(value).__name__, str(value))


def _shown(value: Any) -> str:
    return ";".join(sorted(value)) if isinstance(value, frozenset) else str(value)
