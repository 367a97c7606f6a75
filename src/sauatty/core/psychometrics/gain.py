"""Gain: what the same people can do in the final test beyond the pre-test, and what a reader has to hold against it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sauatty.core.errors import NobodyTookBoth, PreTestMissing
from sauatty.core.psychometrics.classical_moments import moments_of
from sauatty.core.psychometrics.gain_caveats import (
    DropOut,
    Regression,
    ReliableChange,
    drop_out,
    regression_to_mean,
    reliable_change,
)
from sauatty.core.psychometrics.gain_effects import EffectSize, MeanGain, effect_sizes, mean_gain
from sauatty.core.psychometrics.gain_totals import Totals, of_like_items, paper_points, totals_of
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.reliability import alpha_of
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

FEW = 30
CEILING, MANY = 0.95, 0.15


@dataclass(frozen=True, slots=True)
class PartGain:
    """The gain of one component or one group: `unit` is 'points' or 'share'; `most` is the most in that unit."""

    name: str
    unit: str
    gain: MeanGain
    effect_size: EffectSize
    most: float


@dataclass(frozen=True, slots=True)
class Gain:
    """The paired gain of those who took both tests.

    `mean_gain` and `ci95` are in `unit`: 'points' where both tests have the same number of points, else 'share'.
    `effect_size` is d_av; all of them stand in `effect_sizes`. `most` are the most points of pre-test and final test.
    """

    n: int
    unit: str
    most: tuple[int, int]
    gain: MeanGain
    effect_sizes: tuple[EffectSize, ...]
    by_component: tuple[PartGain, ...]
    by_group: tuple[PartGain, ...]
    drop_out: DropOut
    regression: Regression | None
    reliable_change: ReliableChange | None
    notes: tuple[Note, ...] = ()

    @property
    def mean_gain(self) -> float:
        """Return the mean gain in `unit`."""
        return self.gain.mean_gain

    @property
    def ci95(self) -> tuple[float, float] | None:
        """Return the interval of the mean gain."""
        return self.gain.ci95

    @property
    def effect_size(self) -> float | None:
        """Return d_av."""
        return self.effect_sizes[0].value

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        first = self.effect_sizes[0]
        return {
            "n": self.n, "unit": self.unit, "most": list(self.most),
            "mean_gain": self.mean_gain, "ci95": self.ci95, "effect_size": first.value,
            "effect_size_name": first.name, "effect_size_ci95": first.ci95, "gain": asdict(self.gain),
            "effect_sizes": [asdict(one) for one in self.effect_sizes],
            "by_component": [asdict(one) for one in self.by_component],
            "by_group": [asdict(one) for one in self.by_group],
            "drop_out": asdict(self.drop_out),
            "regression": asdict(self.regression) if self.regression else None,
            "reliable_change": asdict(self.reliable_change) if self.reliable_change else None,
            "notes": [{"code": note.code, "text": note.in_words} for note in self.notes],
        }  # fmt: skip


def gain(
    pre: ScoreMatrix | None, post: ScoreMatrix, *,
    groups: Mapping[str, str] | None = None,
    components: Mapping[str, str] | None = None,
    reliability_pre: float | None = None,
) -> Gain:  # fmt: skip
    """Return the gain from a pre-test to a final test.

    Parameters
    ----------
    pre, post : ScoreMatrix
        The items may differ; people are matched by label. Who has no answer at all in a test did not take it.
    groups : mapping, optional
        person -> group (language, cohort …), for a gain of each.
    components : mapping, optional
        item -> component, for a gain of each component that both tests have.
    reliability_pre : float, optional
        For regression to the mean; else alpha of the pre-test.

    Raises
    ------
    PreTestMissing
        There is no pre-test, or nobody answered it.
    NobodyTookBoth

    Notes
    -----
    Student's paired interval; on raw points two forms must be equally hard, else use the theta scale
    (`theta_gain`) after equating. Checked against ``t.test(paired = TRUE)`` and the noncentral t of R 4.2:
    tests/core/reference/psychometrics/gain.R.
    """
    if pre is None or not len(pre.persons) or np.isnan(pre.scores).all():
        raise PreTestMissing()
    pre, post = of_like_items(pre, post), of_like_items(post, pre)
    unit = "points" if paper_points(pre) == paper_points(post) else "share"
    before, after = totals_of(pre, unit), totals_of(post, unit)
    rows = _paired(before, after)
    if not len(rows[0]):
        raise NobodyTookBoth(pre=before.n, post=after.n)
    persons = [pre.persons[row] for row in rows[0]]
    first, last = before.values[rows[0]], after.values[rows[1]]
    found = mean_gain(first, last)
    effects = effect_sizes(found)
    left = drop_out(before, after, groups)
    trust = _trust(pre, reliability_pre)
    regression = regression_to_mean(first, last, trust) if trust is not None else None
    return Gain(
        n=found.n, unit=unit, most=(before.points, after.points), gain=found, effect_sizes=effects,
        by_component=_by_component(pre, post, components or {}, rows),
        by_group=_by_group(persons, before, unit, first, last, groups or {}), drop_out=left, regression=regression,
        reliable_change=reliable_change(found, last - first, trust, _trust(post, None)),
        notes=(*_pairing_notes(before, after, unit), *_notes(found, effects, left, regression, first / before.most)),
    )  # fmt: skip


def _trust(matrix: ScoreMatrix, given: float | None) -> float | None:
    """Return a reliability in [0, 1], given or alpha; None where it is undefined."""
    found = given if given is not None else alpha_of(moments_of(matrix).covariance)
    return None if found is None else min(max(found, 0.0), 1.0)


def _paired(before: Totals, after: Totals) -> tuple[list[int], list[int]]:
    """Return the rows of those who took both, in the order of the pre-test."""
    places = after.rows
    pairs = [(row, places[person]) for person, row in before.rows.items() if person in places]
    return [row for row, _place in pairs], [place for _row, place in pairs]


def _part(name: str, whole: Totals, unit: str, first: FloatArray, last: FloatArray) -> PartGain:
    found = mean_gain(first, last)
    return PartGain(name, unit, found, effect_sizes(found)[0], whole.most)


def _by_group(
    persons: Sequence[str], before: Totals, unit: str, first: FloatArray, last: FloatArray, groups: Mapping[str, str]
) -> tuple[PartGain, ...]:  # fmt: skip
    labels = np.array([groups.get(person, "") for person in persons], dtype=np.str_)
    names = [str(name) for name in np.unique(labels) if name]
    return tuple(_part(name, before, unit, first[labels == name], last[labels == name]) for name in names)


def _by_component(
    pre: ScoreMatrix, post: ScoreMatrix, components: Mapping[str, str], rows: tuple[list[int], list[int]]
) -> tuple[PartGain, ...]:
    names = dict.fromkeys(components[item] for item in pre.items if item in components)
    parts = []
    for name in sorted(names):
        both = [_of_component(matrix, components, name) for matrix in (pre, post)]
        if not both[1].items:
            continue
        unit = "points" if paper_points(both[0]) == paper_points(both[1]) else "share"
        before, after = (totals_of(matrix, unit) for matrix in both)
        first, last = before.values[rows[0]], after.values[rows[1]]
        known = ~np.isnan(first) & ~np.isnan(last)
        if known.any():
            parts.append(_part(name, before, unit, first[known], last[known]))
    return tuple(parts)


def _of_component(matrix: ScoreMatrix, components: Mapping[str, str], name: str) -> ScoreMatrix:
    return matrix.of_items([at for at, item in enumerate(matrix.items) if components.get(item) == name])


def _pairing_notes(before: Totals, after: Totals, unit: str) -> list[Note]:
    notes = []
    if unit == "share":
        notes.append(Note("gain-in-shares", {"pre": before.points, "post": after.points}))
    n_prorated = before.n_prorated + after.n_prorated
    if n_prorated:
        notes.append(Note("gain-scores-prorated", {"count": n_prorated}))
    return notes


def _notes(
    found: MeanGain, effects: Sequence[EffectSize], left: DropOut, regression: Regression | None, shares: FloatArray
) -> list[Note]:  # fmt: skip
    notes = [] if found.n >= FEW else [Note("gain-few-persons", {"count": found.n})]
    if found.n == 1:
        notes.append(Note("gain-interval-undefined"))
    else:
        # g_av corrects d_av by the degrees of freedom, of which two people have too few.
        undefined = [
            one.name for one in effects if one.value is None and not (one.name == "g_av" and found.df < 2)
        ]
        notes += [Note("gain-no-spread", {"figure": name}) for name in undefined]
    at_top = float((shares >= CEILING).mean())
    if at_top > MANY:
        notes.append(Note("gain-ceiling", {"percent": round(100 * at_top)}))
    if left.share_left is not None and left.share_left > MANY:
        notes.append(Note("gain-drop-out", {"percent": round(100 * left.share_left)}))
    if left.difference_ci95 and not left.difference_ci95[0] <= 0 <= left.difference_ci95[1]:
        notes.append(Note("gain-drop-out-differs", {"difference": f"{left.difference:.2f}"}))
    notes.append(Note("gain-regression" if regression else "gain-no-reliability"))
    return [*notes, Note("gain-no-control")]
