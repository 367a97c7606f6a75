"""How far coders agree: alpha, kappa and the share of equal judgements, as one value."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np

from sauatty.core.agreement.alpha import Resampled, alpha_interval
from sauatty.core.agreement.distances import NominalMetric, find_patterns
from sauatty.core.agreement.kappa import kappa_interval
from sauatty.core.agreement.ratings import Rating, Ratings, collect_ratings
from sauatty.core.statistics import N_RESAMPLES, SEED, Interval

ONE_CODER, NO_PAIRS, ALL_EQUAL = "one-coder", "no-pairs", "all-equal"
PRESENT, ABSENT = "present", "absent"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree at one level of measurement.

    `alpha` and `kappa` are `nan` where they are undefined, and `undefined` says why: 'one-coder', 'no-pairs' (no
    unit has two values) or 'all-equal' (every value is the same, so that chance would give the same). `kappa` is
    unweighted and None unless there are exactly two coders. `percent` is the share (0-1) of equal pairs of values.

    `n_units` have at least one value; `n_pairable` of them have two or more, and only these enter the indices.
    `n_undefined` of the `n_resamples` gave no alpha (`n_undefined_kappa` no kappa) and stand in no interval.
    """

    alpha: Interval
    kappa: Interval | None
    percent: float
    n_units: int
    n_pairable: int
    n_values: int
    coders: tuple[str, ...]
    undefined: str = ""
    level: str = "nominal"
    set_distance: str = "masi"
    n_resamples: int = N_RESAMPLES
    n_undefined: int = 0
    n_undefined_kappa: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`: numbers unrounded, null where undefined.

        `n_units_pairable` are `n_pairable`: the units that enter alpha.
        'kappa' is there for two coders only.
        """
        content: dict[str, Any] = {"alpha": _number(self.alpha.estimate), "alpha_ci95": _ends(self.alpha)}
        if self.kappa is not None:
            content |= {"kappa": _number(self.kappa.estimate), "kappa_ci95": _ends(self.kappa)}
        content |= {
            "n_units": self.n_units,
            "coders": list(self.coders),
            "level": self.level,
            "percent": _number(self.percent),
            "n_units_pairable": self.n_pairable,
            "n_values": self.n_values,
            "n_resamples": self.n_resamples,
            "n_resamples_undefined": self.n_undefined,
            "undefined": self.undefined or None,
        }
        return content | ({"set_distance": self.set_distance} if self.level == "set" else {})


def agreement(
    decisions: Iterable[Rating],
    *,
    level: str = "nominal",
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
    categories: Sequence[Hashable] | None = None,
    set_distance: str = "masi",
) -> Agreement:
    """Return how far the coders agree.

    Parameters
    ----------
    decisions : iterable of (unit, coder, value)
        In any order; None and `nan` are missing values. Any coders may have judged any units.
    level : {'nominal', 'ordinal', 'interval', 'set'}
        How values compare: equal or not; by rank; by difference; as sets (collections of texts).
    n_resamples, seed
        Number of bootstrap resamples of units (0: no interval), and the seed that makes them repeatable.
    categories : sequence, optional
        The order of ordinal values that are no numbers.
    set_distance : {'masi', 'jaccard'}
        How sets compare. MASI by default: a set that holds the other is nearer than one that only overlaps it,
        which is what happens when one coder gives a second competence and the other does not.

    Raises
    ------
    DecisionsConflict, ValueNotMeasurable
        As in `collect_ratings`.

    Examples
    --------
    >>> found = agreement([("u1", "a", 1), ("u1", "b", 1), ("u2", "a", 0), ("u2", "b", 1)], n_resamples=0)
    >>> found.alpha.estimate, found.kappa.estimate, found.percent
    (0.0, 0.0, 0.5)
    >>> agreement([("u1", "a", 1), ("u1", "b", 1)]).undefined
    'all-equal'
    """
    ratings = collect_ratings(decisions, level, categories)
    return _measure(ratings, set_distance, n_resamples, seed)


def _measure(ratings: Ratings, set_distance: str, n_resamples: int, seed: int) -> Agreement:
    alpha = alpha_interval(ratings, set_distance=set_distance, n_resamples=n_resamples, seed=seed)
    kappa = Resampled(Interval(nan, nan, nan))
    is_two = len(ratings.coders) == 2
    if is_two:
        kappa = kappa_interval(ratings, n_resamples=n_resamples, seed=seed)
    return Agreement(
        alpha=alpha.interval,
        kappa=kappa.interval if is_two else None,
        percent=_percent(ratings),
        n_units=len(ratings.units),
        n_pairable=int(ratings.pairable.sum()),
        n_values=ratings.n_values,
        coders=ratings.coders,
        undefined=_why_undefined(ratings, alpha),
        level=ratings.level,
        set_distance=set_distance,
        n_resamples=n_resamples,
        n_undefined=alpha.n_undefined,
        n_undefined_kappa=kappa.n_undefined,
    )


def _percent(ratings: Ratings) -> float:
    """Return the share of equal pairs, each unit counting by its number of values, as alpha counts it."""
    patterns = find_patterns(ratings)
    if not len(patterns.rows):
        return nan
    different = patterns.n_units @ NominalMetric(patterns).inside
    return float(1.0 - different / (patterns.n_units @ patterns.sizes))


def _why_undefined(ratings: Ratings, alpha: Resampled) -> str:
    if not np.isnan(alpha.interval.estimate):
        return ""
    if len(ratings.coders) == 1:
        return ONE_CODER
    return ALL_EQUAL if ratings.pairable.any() else NO_PAIRS


def agreement_by(
    decisions: Iterable[Rating],
    groups: Mapping[str, str],
    level: str = "nominal",
    *,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
    **options: Any,
) -> dict[str, Agreement]:
    """Return the agreement in each group of units (subject, grade), by the name of the group.

    `groups` says to which group a unit belongs; units that it does not know stand under ''. `options` are those
    of `agreement`.
    """
    parts: dict[str, list[Rating]] = {}
    for unit, coder, value in decisions:
        parts.setdefault(groups.get(unit, ""), []).append((unit, coder, value))
    return {
        group: agreement(parts[group], level=level, n_resamples=n_resamples, seed=seed, **options)
        for group in sorted(parts)
    }


def agreement_by_competence(
    decisions: Iterable[Rating],
    competences: Collection[str] | None = None,
    *,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> dict[str, Agreement]:
    """Return for each competence how far the coders agree that a unit carries it.

    Decisions are sets; each competence is measured alone as a nominal value, given or not. `competences` are
    those to measure, in their order; all that anybody gave by default.
    """
    rows = [(unit, coder, frozenset(value)) for unit, coder, value in decisions if value is not None]
    asked = competences if competences is not None else sorted({one for _, _, given in rows for one in given})
    return {
        competence: agreement(
            ((unit, coder, PRESENT if competence in given else ABSENT) for unit, coder, given in rows),
            n_resamples=n_resamples,
            seed=seed,
        )
        for competence in asked
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _ends(interval: Interval) -> list[float] | None:
    return None if isnan(interval.low) else [float(interval.low), float(interval.high)]
