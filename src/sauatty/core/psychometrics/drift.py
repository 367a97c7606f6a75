"""Whether items still measure what they measured: two calibrations of the same items, programme after programme.

The new calibration is put onto the scale of the old one by the items that did not move, and what remains of the
others is their displacement. An item whose key got around becomes easier; one whose facts grew old becomes harder.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.psychometrics.equating_curves import thresholds_of
from sauatty.core.psychometrics.equating_links import (
    Link,
    LinkMethod,
    Pair,
    common_items,
    curve_differences,
    link,
)
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import FloatArray

# To be looked at: half a logit and a robust z beyond 1.645 (Huynh & Meyer, 2010, doi:10.7275/wk1e-bz14).
MOVED_LOGITS = 0.5
MOVED_Z = 1.645
# The links rest on at least so many items, however many seem to have moved.
LEAST_KEPT = 3


@dataclass(frozen=True, slots=True)
class ItemDrift:
    """One item, new less old on the old scale.

    `displacement` is in logits, above 0 = harder; `z` relates it to its standard errors (None without them),
    `robust_z` to the spread over the items (median and 0.74 × interquartile range; None where that is 0 or items are
    too few). `points` is the root mean square distance of the expected points; `discrimination_ratio` new over old.
    """

    item: str
    displacement: float
    se: float | None
    z: float | None
    robust_z: float | None
    discrimination_ratio: float
    points: float
    has_moved: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """Items in the order of the new calibration; `link` rests on those that have not moved."""

    link: Link
    items: tuple[ItemDrift, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    @property
    def moved(self) -> tuple[str, ...]:
        """Return the items somebody has to look at."""
        return tuple(item.item for item in self.items if item.has_moved)


def drift(
    old: Sequence[ItemParameters], new: Sequence[ItemParameters], method: LinkMethod = "stocking-lord"
) -> Drift:
    """Return which items moved between two calibrations.

    The link starts from all common items; those that moved are left out and it is made again, until the same items
    move twice.

    Raises
    ------
    EquatingImpossible
        No item in common.
    """
    pairs = common_items(new, old)
    out: set[str] = set()
    rows, found = _rows(pairs, new, old, out, method)
    for _ in range(len(pairs)):
        moved = {row.item for row in rows if row.has_moved}
        if moved == out or len(pairs) - len(moved) < LEAST_KEPT:
            break
        out = moved
        rows, found = _rows(pairs, new, old, out, method)
    common = {pair[0].item for pair in pairs}
    return Drift(
        found,
        rows,
        tuple(item.item for item in old if item.item not in common),
        tuple(item.item for item in new if item.item not in common),
        _notes(rows),
    )


def _rows(
    pairs: Sequence[Pair],
    new: Sequence[ItemParameters],
    old: Sequence[ItemParameters],
    out: set[str],
    method: LinkMethod,
) -> tuple[tuple[ItemDrift, ...], Link]:
    """Return the displacements under the link of the items that are not out."""
    found = link([item for item in new if item.item not in out], old, method)
    on_old = list(zip(found.items([one for one, _ in pairs]), [other for _, other in pairs], strict=True))
    displacements = np.array([_middle(one) - _middle(other) for one, other in on_old])
    robust = robust_z(displacements)
    points = curve_differences(on_old)
    rows = tuple(
        _row(pair, float(displacements[n]), None if robust is None else float(robust[n]), float(points[n]))
        for n, pair in enumerate(on_old)
    )
    return rows, found


def _middle(item: ItemParameters) -> float:
    return float(thresholds_of(item).mean())


def robust_z(values: FloatArray) -> FloatArray | None:
    """Return (value - median) / (0.74 × interquartile range); None for fewer than 4 values or without a range."""
    if len(values) < 4:
        return None
    low, middle, high = np.percentile(values, [25, 50, 75])
    return np.asarray((values - middle) / (0.74 * (high - low))) if high - low > 1e-9 else None


def _row(pair: Pair, displacement: float, robust: float | None, points: float) -> ItemDrift:
    one, other = pair
    se = _joint_error(one.se_difficulty, other.se_difficulty)
    z = displacement / se if se else None
    has_moved = abs(displacement) >= MOVED_LOGITS and _is_beyond_chance(robust, z)
    ratio = one.discrimination / other.discrimination if other.discrimination else float("nan")
    return ItemDrift(one.item, displacement, se, z, robust, ratio, points, has_moved,
                     _words(one.item, displacement) if has_moved else ())  # fmt: skip


def _is_beyond_chance(robust: float | None, z: float | None) -> bool:
    """Say whether the move stands out from the other items and, where its errors are known, from its own noise."""
    stands_out = robust is None or abs(robust) > MOVED_Z
    is_sure = z is None or abs(z) > MOVED_Z
    return stands_out and is_sure


def _joint_error(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else float(np.hypot(one, other))


def _words(item: str, displacement: float) -> tuple[Note, ...]:
    code = "item-became-easier" if displacement < 0 else "item-became-harder"
    return (Note(code, {"item": item, "logits": round(abs(displacement), 2)}),)


def _notes(rows: Sequence[ItemDrift]) -> tuple[Note, ...]:
    if rows and all(row.robust_z is None for row in rows):
        return (Note("drift-few-items", {"count": len(rows)}),)
    return ()
