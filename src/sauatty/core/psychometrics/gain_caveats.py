"""What stands against a gain: who left, what chance alone brings back to the middle, and errors of measurement."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import t as student

from sauatty.core.psychometrics.gain_effects import Ends, MeanGain
from sauatty.core.psychometrics.gain_totals import Totals
from sauatty.core.statistics import FloatArray, wilson_interval

_Z = 1.959963984540054
THIRDS = ("lowest", "middle", "highest")


@dataclass(frozen=True, slots=True)
class GroupTaking:
    """How many of a group took which test."""

    group: str
    n_both: int
    n_pre_only: int
    n_post_only: int


@dataclass(frozen=True, slots=True)
class DropOut:
    """Who took one test only. `share_left` is of those who took the pre-test, with Wilson's interval.

    `difference` is the mean pre-test of those who left minus of those who stayed, with Welch's interval; None where
    there are too few of one of them.
    """

    n_both: int
    n_pre_only: int
    n_post_only: int
    share_left: float | None
    share_left_ci95: Ends | None
    mean_pre_stayed: float | None
    mean_pre_left: float | None
    difference: float | None
    difference_ci95: Ends | None
    by_group: tuple[GroupTaking, ...]


@dataclass(frozen=True, slots=True)
class ThirdGain:
    """The gain of a third of the people by their pre-test, beside what regression to the mean alone would bring."""

    third: str
    n: int
    mean_pre: float
    mean_post: float
    mean_gain: float
    expected_by_regression: float
    gain_beyond: float


@dataclass(frozen=True, slots=True)
class Regression:
    """Regression to the mean: `reliability` of the pre-test, its correlation with the gain, and the thirds."""

    reliability: float
    correlation_with_gain: float | None
    thirds: tuple[ThirdGain, ...]


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """How many changed by more than errors of measurement explain (Jacobson and Truax 1991)."""

    threshold: float
    n_improved: int
    n_declined: int
    share_improved: float
    share_improved_ci95: Ends


def drop_out(before: Totals, after: Totals, groups: Mapping[str, str] | None) -> DropOut:
    """Return who took one test only, and whether those who left were different in the pre-test."""
    stayed = [row for person, row in before.rows.items() if person in after.rows]
    left = [row for person, row in before.rows.items() if person not in after.rows]
    n_post_only = sum(person not in before.rows for person in after.rows)
    lost = wilson_interval(len(left), before.n)
    mean_stayed, mean_left = (float(before.values[rows].mean()) if rows else None for rows in (stayed, left))
    apart = mean_left - mean_stayed if mean_left is not None and mean_stayed is not None else None
    return DropOut(
        n_both=len(stayed), n_pre_only=len(left), n_post_only=n_post_only,
        share_left=lost.estimate if before.n else None, share_left_ci95=(lost.low, lost.high) if before.n else None,
        mean_pre_stayed=mean_stayed, mean_pre_left=mean_left, difference=apart,
        difference_ci95=welch_interval(before.values[left], before.values[stayed]),
        by_group=_takings(before, after, groups or {}),
    )  # fmt: skip


def _takings(before: Totals, after: Totals, groups: Mapping[str, str]) -> tuple[GroupTaking, ...]:
    counts: dict[str, list[int]] = {}
    for person in dict.fromkeys([*before.rows, *after.rows]):
        if person in groups:
            both = person in before.rows and person in after.rows
            at = 0 if both else 1 if person in before.rows else 2
            counts.setdefault(groups[person], [0, 0, 0])[at] += 1
    return tuple(GroupTaking(name, *three) for name, three in sorted(counts.items()))


def welch_interval(one: FloatArray, other: FloatArray) -> Ends | None:
    """Return the 95 % interval of the difference of two means (one - other), variances unequal; R's ``t.test``."""
    if len(one) < 2 or len(other) < 2:
        return None
    parts = [float(values.var(ddof=1)) / len(values) for values in (one, other)]
    if sum(parts) <= 0:
        return None
    df = sum(parts) ** 2 / sum(part**2 / (len(v) - 1) for part, v in zip(parts, (one, other), strict=True))
    half = float(student.ppf(0.975, df)) * sqrt(sum(parts))
    middle = float(one.mean() - other.mean())
    return middle - half, middle + half


def regression_to_mean(pre: FloatArray, post: FloatArray, trust: float) -> Regression | None:
    """Return what the thirds by pre-test gained, and what they would have gained by chance alone.

    Notes
    -----
    Without any learning the expected final score of people with pre-test x is mean + reliability * (x - mean), so that
    people below the mean 'gain' (1 - reliability) * (mean - x). None with fewer than six people.

    References
    ----------
    Campbell, D. T., Kenny, D. A. (1999). A primer on regression artifacts. Guilford.
    """
    if len(pre) < 6:
        return None
    middle = float(pre.mean())
    thirds = []
    for name, rows in zip(THIRDS, _thirds(pre), strict=True):
        if rows.any():
            first, last = float(pre[rows].mean()), float(post[rows].mean())
            chance = (1 - trust) * (middle - first)
            thirds.append(
                ThirdGain(name, int(rows.sum()), first, last, last - first, chance, last - first - chance)
            )
    varies = np.ptp(pre) > 0 and np.ptp(post - pre) > 1e-12
    correlation = float(np.corrcoef(pre, post - pre)[0, 1]) if varies else None
    return Regression(trust, correlation, tuple(thirds))


def _thirds(values: FloatArray) -> list[np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return three masks by rank; people of equal points stay together."""
    low, high = np.quantile(values, [1 / 3, 2 / 3])
    return [values <= low, (values > low) & (values <= high), values > high]


def reliable_change(
    found: MeanGain, gains: FloatArray, trust_pre: float | None, trust_post: float | None
) -> ReliableChange | None:
    """Return how many changed reliably; None where a reliability or a spread is missing."""
    if trust_pre is None or trust_post is None or found.sd_pre is None or found.sd_post is None:
        return None
    error = sqrt(found.sd_pre**2 * (1 - trust_pre) + found.sd_post**2 * (1 - trust_post))
    n_up, n_down = int((gains > _Z * error).sum()), int((gains < -_Z * error).sum())
    share = wilson_interval(n_up, found.n)
    return ReliableChange(_Z * error, n_up, n_down, share.estimate, (share.low, share.high))
