"""Differential item functioning: is an item harder for one group than for equally able people of another?

Every item is looked at twice: matched on the raw total including the item, and matched on a total purified of the
items that were flagged. Mantel-Haenszel finds a difference that is the same at all levels, logistic regression also one
that turns round. A flag is a reason to read the two versions side by side, not a verdict.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sauatty.core.errors import GroupsDoNotFit, GroupsTooFew, ScoresTooFew
from sauatty.core.psychometrics.dif_logistic import LogisticDif, logistic_dif
from sauatty.core.psychometrics.dif_mantel import MantelHaenszel, mantel_haenszel
from sauatty.core.psychometrics.dif_tables import Matching, matching_of, tables_of
from sauatty.core.psychometrics.flags import matrix_notes
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray

MAX_ROUNDS = 10
SMALL, SMALLEST = 100, 5
ETS_MODERATE = 1.5


@dataclass(frozen=True, slots=True)
class DifFigures:
    """One way to match: Mantel-Haenszel and logistic regression."""

    mantel_haenszel: MantelHaenszel
    logistic: LogisticDif | None

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`."""
        logistic = self.logistic.as_json() if self.logistic else None
        return self.mantel_haenszel.as_json() | {"logistic": logistic}


@dataclass(frozen=True, slots=True)
class ItemDif:
    """One item compared between the reference group and one focal group.

    `unpurified` matches on the raw total including the item; `purified` leaves the flagged items out of the total (not
    the item itself) and is None where nothing is left to match on. `is_flagged` says that the purified class (else
    the unpurified one) is B or C.
    """

    item: str
    reference: str
    focal: str
    unpurified: DifFigures
    purified: DifFigures | None
    notes: tuple[Note, ...] = ()

    @property
    def ets_class(self) -> str | None:
        """Return the class of the unpurified comparison: A negligible, B moderate, C large."""
        return self.unpurified.mantel_haenszel.ets_class

    @property
    def is_flagged(self) -> bool:
        """Say whether somebody should look at the item."""
        figures = self.purified or self.unpurified
        return figures.mantel_haenszel.ets_class in ("B", "C")

    @property
    def harder_for(self) -> str | None:
        """Return the group for which a flagged item is harder than for equally able people of the other."""
        figures = (self.purified or self.unpurified).mantel_haenszel
        difference = figures.standardised_difference if figures.delta is None else figures.delta
        if not self.is_flagged or difference is None:
            return None
        return self.focal if difference < 0 else self.reference

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        return {
            "item": self.item, "reference": self.reference, "focal": self.focal, **self.unpurified.as_json(),
            "purified": self.purified.as_json() if self.purified else None, "is_flagged": self.is_flagged,
            "harder_for": self.harder_for,
            "notes": [{"code": note.code, "text": note.in_words} for note in self.notes],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dif:
    """All items, one focal group after the other. `group_sizes` count the people with any answer."""

    reference: str
    focals: tuple[str, ...]
    group_sizes: dict[str, int]
    items: tuple[ItemDif, ...]
    purified_of: dict[str, tuple[str, ...]]
    detectable: dict[str, float | None]
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        return {
            "reference": self.reference, "focals": list(self.focals), "group_sizes": self.group_sizes,
            "items": [item.as_json() for item in self.items],
            "purified_of": {focal: list(items) for focal, items in self.purified_of.items()},
            "detectable": self.detectable,
            "notes": [{"code": note.code, "text": note.in_words} for note in self.notes],
        }  # fmt: skip


def dif(
    matrix: ScoreMatrix, groups: Sequence[str], reference: str | None = None, *, with_logistic: bool = True
) -> Dif:
    """Compare every item between a reference group and each other group.

    Parameters
    ----------
    matrix : ScoreMatrix
        persons × items, nan = not asked (then people are matched on the share of points on what they were asked).
    groups : sequence of str of length n_persons
        '' = stands in no group and is left out.
    reference : str, optional
        Default: the largest group, the first by name among equals.
    with_logistic : bool
        Whether to fit the logistic regressions as well.

    Returns
    -------
    Dif
        `odds_ratio` above 1 and `delta` below 0 mean that the item is harder for the focal group. `detectable` is for
        each focal group the median over items of the smallest |delta| that a two-sided test at 5 % would have found
        with 80 % power in this sample.

    Raises
    ------
    GroupsDoNotFit, GroupsTooFew
        Another number of groups than people; fewer than two groups of at least 5 people, or no such reference.
    ScoresTooFew
        Fewer than two items.

    Notes
    -----
    Chi-square with Yates' continuity correction as in R's ``mantelhaen.test`` and difR; standard errors after Robins,
    Breslow and Greenland, as there. ETS classes [1]_: A where |delta| < 1 or p >= 0.05; C where |delta| >= 1.5 and
    |delta| lies significantly above 1 (one-sided, 5 %); else B. Purification [2]_ leaves B and C out of the total and
    repeats until the set stands. `p_adjusted` is Benjamini-Hochberg over the items of one comparison. Checked against
    R 4.2 (``mantelhaen.test``, ``glm``): tests/core/reference/psychometrics/dif.R.

    References
    ----------
    .. [1] Zieky, M. (1993). Practical questions in the use of DIF statistics in test development. In: Holland, P.,
       Wainer, H. (eds.), Differential item functioning, 337-347. Erlbaum.
    .. [2] Holland, P. W., Thayer, D. T. (1988). Differential item performance and the Mantel-Haenszel procedure. In:
       Wainer, H., Braun, H. (eds.), Test validity, 129-145. Erlbaum.
    """
    if len(groups) != matrix.n_persons:
        raise GroupsDoNotFit(groups=len(groups), persons=matrix.n_persons)
    if matrix.n_items < 2:
        raise ScoresTooFew(persons=matrix.n_persons, items=matrix.n_items)
    answered = np.asarray((~np.isnan(matrix.scores)).any(axis=1))
    labels = np.array(groups, dtype=np.str_)
    sizes = Counter(str(label) for label in labels[answered] if label)
    reference, focals = _chosen_groups(sizes, reference)
    pairs = {focal: _compare(matrix, labels, answered, reference, focal, with_logistic) for focal in focals}
    detectable = {focal: _median([_detectable(item) for item in pair.items]) for focal, pair in pairs.items()}
    return Dif(
        reference=reference, focals=focals, group_sizes=dict(sorted(sizes.items())),
        items=tuple(item for pair in pairs.values() for item in pair.items),
        purified_of={focal: pair.left_out for focal, pair in pairs.items()}, detectable=detectable,
        notes=(*_notes(matrix, sizes, focals, reference, int(answered.sum())), *_power_notes(detectable)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    items: tuple[ItemDif, ...]
    left_out: tuple[str, ...]


def _chosen_groups(sizes: Counter[str], reference: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the reference and the focal groups, the largest first."""
    large = sorted(
        (name for name, n in sizes.items() if n >= SMALLEST), key=lambda name: (-sizes[name], name)
    )
    if len(large) < 2 or (reference is not None and reference not in large):
        found = ", ".join(f"'{name}' ({n})" for name, n in sorted(sizes.items())) or "none"
        raise GroupsTooFew(found=found)
    chosen = large[0] if reference is None else reference
    return chosen, tuple(name for name in large if name != chosen)


def _compare(
    matrix: ScoreMatrix, labels: Any, answered: BoolArray, reference: str, focal: str, with_logistic: bool
) -> _Pair:
    rows = np.flatnonzero(answered & ((labels == reference) | (labels == focal)))
    part = matrix.of_persons([int(row) for row in rows]) if len(rows) < matrix.n_persons else matrix
    is_focal = labels[rows] == focal
    nothing = np.zeros(matrix.n_items, bool)
    plain = _figures(part, is_focal, matching_of(part, nothing), with_logistic)
    flagged, is_settled = _purify(part, is_focal, plain)
    has_enough = int((~flagged).sum()) >= 2
    pure = plain
    if has_enough and flagged.any():
        pure = _figures(part, is_focal, matching_of(part, flagged), with_logistic)
    shared: list[Note] = [] if is_settled else [Note("dif-purification-unsettled", {"rounds": MAX_ROUNDS})]
    if not has_enough:
        shared.append(Note("dif-all-items-flagged", {"reference": reference, "focal": focal}))
    items = tuple(
        ItemDif(item, reference, focal, plain[at], pure[at] if has_enough else None,
                (*_item_notes(matrix, at, plain[at], reference, focal), *shared))
        for at, item in enumerate(matrix.items)
    )  # fmt: skip
    return _Pair(items, tuple(item for item, out in zip(matrix.items, flagged, strict=True) if out))


def _purify(matrix: ScoreMatrix, is_focal: BoolArray, plain: Sequence[DifFigures]) -> tuple[BoolArray, bool]:
    """Return which items to leave out of the total, and whether the set came to stand."""
    flagged = _flagged([one.mantel_haenszel for one in plain])
    for _round in range(MAX_ROUNDS):
        if not flagged.any() or (~flagged).sum() < 2:
            return flagged, True
        again = _flagged(_mantel(matrix, is_focal, matching_of(matrix, flagged)))
        if (again == flagged).all():
            return flagged, True
        flagged = again
    return flagged, False


def _flagged(found: Sequence[MantelHaenszel]) -> BoolArray:
    return np.array([one.ets_class in ("B", "C") for one in found])


def _mantel(matrix: ScoreMatrix, is_focal: BoolArray, matching: Matching) -> list[MantelHaenszel]:
    tables = tables_of(matrix, is_focal, matching)
    return with_adjusted([mantel_haenszel(table) for table in tables])


def _figures(
    matrix: ScoreMatrix, is_focal: BoolArray, matching: Matching, with_logistic: bool
) -> list[DifFigures]:
    tables = tables_of(matrix, is_focal, matching)
    found = with_adjusted([mantel_haenszel(table) for table in tables])
    logistic = [logistic_dif(table) if with_logistic else None for table in tables]
    return [DifFigures(one, other) for one, other in zip(found, logistic, strict=True)]


def with_adjusted(found: Sequence[MantelHaenszel]) -> list[MantelHaenszel]:
    """Return the results with p-values adjusted for the number of items (Benjamini and Hochberg 1995)."""
    known = sorted((one.p, at) for at, one in enumerate(found) if one.p is not None)
    adjusted: dict[int, float] = {}
    smallest = 1.0
    for rank in range(len(known), 0, -1):
        p, at = known[rank - 1]
        smallest = min(smallest, p * len(known) / rank)
        adjusted[at] = smallest
    return [replace(one, p_adjusted=adjusted.get(at)) for at, one in enumerate(found)]


def _detectable(item: ItemDif) -> float | None:
    return item.unpurified.mantel_haenszel.detectable


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.median(known)) if known else None


def _item_notes(matrix: ScoreMatrix, at: int, figures: DifFigures, reference: str, focal: str) -> list[Note]:
    notes, item = [], matrix.items[at]
    if matrix.max_scores[at] > 1:
        notes.append(Note("dif-partial-credit", {"item": item, "most": matrix.max_scores[at]}))
    if figures.mantel_haenszel.odds_ratio is None:
        notes.append(Note("dif-undefined", {"item": item, "reference": reference, "focal": focal}))
    if figures.logistic is not None and figures.logistic.p_uniform is None:
        notes.append(Note("dif-logistic-undefined", {"item": item}))
    return notes


def _notes(
    matrix: ScoreMatrix, sizes: Counter[str], focals: Sequence[str], reference: str, n_answered: int
) -> list[Note]:
    notes = list(matrix_notes(matrix, n_answered))
    for name, n in sorted(sizes.items()):
        if name not in (reference, *focals):
            notes.append(Note("dif-group-left-out", {"group": name, "count": n}))
        elif n < SMALL:
            notes.append(Note("dif-group-small", {"group": name, "count": n}))
    if np.isnan(matrix.scores).any():
        notes.append(Note("dif-matching-prorated"))
    return notes


def _power_notes(detectable: dict[str, float | None]) -> list[Note]:
    worst = max((value for value in detectable.values() if value is not None), default=0.0)
    return [Note("dif-small-sample", {"delta": f"{worst:.1f}"})] if worst > ETS_MODERATE else []
