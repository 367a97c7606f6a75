"""A figure with everything that a reader has to know of it: how many stand behind it, its interval, or why there is none."""

from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from scipy.stats import t as student

from sauatty.core.psychometrics.gain_caveats import welch_interval
from sauatty.core.psychometrics.gain_effects import MeanGain
from sauatty.core.statistics import BoolArray, FloatArray, Interval, wilson_interval


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an evaluation.

    `n` is how many it stands on, `low` and `high` the 95 % interval. `unit` is 'count', 'minutes', 'share' (0-1),
    'index' (0-1), 'points', 'correlation' or 'standard deviations'. Where `value` is None, `why_missing` says why by a
    code; where only the ends are None, it says why there is no interval, or nothing where there can be none (a count).
    """

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "share"
    why_missing: str = ""

    @property
    def is_there(self) -> bool:
        """Tell whether there is a value."""
        return self.value is not None


def missing(why: str, unit: str = "share", n: int = 0) -> Figure:
    """Return a figure that cannot be had."""
    return Figure(n, unit=unit, why_missing=why)


def count(value: float, n: int, unit: str = "count") -> Figure:
    """Return something counted or planned, which has no interval."""
    return Figure(n, float(value), unit=unit)


def of_interval(found: Interval, n: int, unit: str = "share") -> Figure:
    """Return an interval as a figure; nan is None."""
    if not isfinite(found.estimate):
        return missing("nobody", unit, n)
    low, high = (one if isfinite(one) else None for one in (found.low, found.high))
    return Figure(n, found.estimate, low, high, unit, "" if low is not None else "too-few")


def share(n_of: int, n: int) -> Figure:
    """Return a share with Wilson's interval."""
    return of_interval(wilson_interval(n_of, n), n)


def of_gain(found: MeanGain, unit: str, most: float = 1.0) -> Figure:
    """Return a mean gain; with `most`, as a share of the most points."""
    low, high = (one / most for one in found.ci95) if found.ci95 else (None, None)
    return Figure(found.n, found.mean_gain / most, low, high, unit, "" if found.ci95 else "too-few")


def mean(values: FloatArray, unit: str) -> Figure:
    """Return a mean with Student's interval; without nan."""
    n, values = len(values), np.sort(values)  # the last digit of a sum depends on its order
    if not n:
        return missing("nobody", unit)
    middle = float(values.mean())
    if n == 1:
        return Figure(1, middle, unit=unit, why_missing="too-few")
    half = float(student.ppf(0.975, n - 1)) * float(values.std(ddof=1)) / sqrt(n)
    return Figure(n, middle, middle - half, middle + half, unit)


def difference(one: FloatArray, other: FloatArray, unit: str) -> Figure:
    """Return the difference of two means, one minus other, with Welch's interval."""
    n, one, other = len(one) + len(other), np.sort(one), np.sort(other)
    if not len(one) or not len(other):
        return missing("nobody", unit, n)
    ends = welch_interval(one, other)
    value = float(one.mean() - other.mean())
    low, high = ends or (None, None)
    return Figure(n, value, low, high, unit, "" if ends else "too-few")


def share_of(values: BoolArray, among: BoolArray) -> Figure:
    """Return the share of those among whom something holds."""
    return share(int(np.count_nonzero(values & among)), int(np.count_nonzero(among)))
