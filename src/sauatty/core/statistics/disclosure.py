"""Which numbers of a public table are hidden, so that no small one can be worked out, not even as a range."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MINIMUM = 5
ROUNDED_TO = 5
_FEW = 1e-6


@dataclass(frozen=True, slots=True)
class Sum:
    """Says that one number of a release is the sum of others; all are named by their place."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Numbers of people that are published together, in one table or in several that share numbers.

    Numbers from 1 to under `minimum` are small. `base` 5 rounds all that is shown to 5; `base` 1 shows it as it is.
    `known` are places of numbers that everybody is taken to know exactly from elsewhere, whatever is shown of them.
    `decided` are places that another table shows too (True) or hides (False): here they are shown as there.
    """

    values: tuple[int, ...]
    sums: tuple[Sum, ...]
    base: int = 1
    minimum: int = MINIMUM
    known: frozenset[int] = frozenset()
    decided: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody sees of a release: None is hidden. With it goes what everybody knows about how it was made.

    `known` are places with their exact numbers that stand elsewhere, as in a newspaper.
    """

    shown: tuple[int | None, ...]
    sums: tuple[Sum, ...]
    base: int = 1
    minimum: int = MINIMUM
    known: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a number can be."""

    low: float
    high: float


def table_release(counts: Sequence[Sequence[int]], *, base: int = 1, minimum: int = MINIMUM) -> Release:
    """Lay out a table with its margins.

    Row by row, each row with its total at the end, stand the counts; the last row holds the totals of the columns. How
    many people there are in all is taken to be known: a programme says it at every occasion.
    """
    n_columns = len(counts[0]) if counts else 0
    rows = [[*row, sum(row)] for row in counts]
    rows.append([sum(column) for column in zip(*rows, strict=True)] if rows else [0])
    width, last = n_columns + 1, len(counts)
    across = [
        Sum(r * width + n_columns, tuple(r * width + c for c in range(n_columns))) for r in range(last + 1)
    ]
    down = [Sum(last * width + c, tuple(r * width + c for r in range(last))) for c in range(width)]
    values = tuple(value for row in rows for value in row)
    # a table of one column says it twice
    of_all = {len(values) - 1} | ({len(values) - 2} if n_columns == 1 else set())
    known = frozenset(of_all if values[-1] >= minimum else ())
    return Release(values, tuple(one for one in (*across, *down) if one.parts), base, minimum, known)


def protect(release: Release, *, with_others: bool = True) -> Published:
    """Hide small numbers, and so many others that each hidden small one can still be anything from 1 to under the minimum.

    Parameters
    ----------
    release : Release
    with_others : bool
        False hides the small ones alone: only to see what that gives away.

    Returns
    -------
    Published
        With every number shown that need not be hidden, rounded to the base.

    Notes
    -----
    Whoever attacks knows this rule, all that is shown, what is `known` besides, and that a hidden number is not 0 (but
    in groups that are hidden as a whole). `ranges` works out what follows, exactly, by integer programming; as long as
    it says more of a small number than the rule does, the next number that stands in a sum with it is hidden. It ends,
    as there are only so many numbers.
    """
    hidden = _small(release)
    for place in _small_places(release) if with_others else []:
        while _is_weak(release, _published(release, hidden), place):
            helper = _helper(release, hidden, place)
            if helper is None:
                break
            hidden.add(helper)
    return _published(release, hidden)


def weak_places(release: Release, published: Published) -> list[int]:
    """Return the small numbers of which more follows than that they are small."""
    return [place for place in _small_places(release) if _is_weak(release, published, place)]


def solved_places(release: Release, published: Published) -> list[int]:
    """Return the small numbers that follow exactly."""
    small = _small_places(release)
    found = zip(small, ranges(published, small), strict=True)
    return [place for place, one in found if one.high - one.low < _FEW]


def ranges(published: Published, places: Iterable[int]) -> list[Range]:
    """Return what each number can be, given everything that is shown."""
    return ranges_over([published], [(0, place) for place in places])


def ranges_over(
    successive: Sequence[Published], wanted: Iterable[tuple[int, int]], *, only_grows: bool = False
) -> list[Range]:
    """Return what numbers can be, given several releases of the same tables one after the other.

    `wanted` names release and place; `only_grows` lets who attacks take no number to become smaller with time.
    """
    system = _system(successive, only_grows=only_grows)
    width = len(successive[0].shown) if successive else 0
    return [system.range_of({release * width + place: 1.0}) for release, place in wanted]


def growth_ranges(successive: Sequence[Published], places: Iterable[int]) -> list[Range]:
    """Return by how much each number can have grown from the last release but one to the last."""
    system, width = _system(successive, only_grows=True), len(successive[0].shown)
    last = (len(successive) - 1) * width
    return [system.range_of({last + place: 1.0, last - width + place: -1.0}) for place in places]


def window(published: Published, place: int) -> Range:
    """Return what a number can be as far as it says itself."""
    exact = dict(published.known).get(place)
    if exact is not None:
        return Range(exact, exact)
    value = published.shown[place]
    if value is None:
        in_hidden = any(place in one.parts and published.shown[one.total] is None for one in published.sums)
        return Range(0 if in_hidden else 1, np.inf)
    if value == 0 or published.base == 1:
        return Range(value, value)
    half = published.base // 2
    return Range(max(published.minimum, value - half), value + half)


def rounded(value: int, base: int, minimum: int = MINIMUM) -> int | None:
    """Return a number as it is shown by itself: None where it is small, else rounded to the base."""
    if 0 < value < minimum:
        return None
    return base * ((value + base // 2) // base)


@dataclass(frozen=True, slots=True)
class _System:
    low: tuple[float, ...]
    high: tuple[float, ...]
    rows: tuple[LinearConstraint, ...]

    def range_of(self, weights: dict[int, float]) -> Range:
        goal = np.zeros(len(self.low))
        goal[list(weights)] = list(weights.values())
        return Range(self._least(goal), -self._least(-goal))

    def _least(self, goal: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
        bounds = Bounds(np.array(self.low), np.array(self.high))
        found = milp(goal, integrality=np.ones(len(goal)), bounds=bounds, constraints=self.rows)
        return float(found.fun) if found.fun is not None else -np.inf


def _system(successive: Sequence[Published], *, only_grows: bool) -> _System:
    width = len(successive[0].shown) if successive else 0
    windows = [window(one, place) for one in successive for place in range(width)]
    equal = [
        {number * width + one.total: -1.0, **{number * width + part: 1.0 for part in one.parts}}
        for number, published in enumerate(successive)
        for one in published.sums
    ]
    n_releases = range(len(successive)) if only_grows else range(0)
    grows = [
        {before * width + place: -1.0, after * width + place: 1.0}
        for before, after in pairwise(n_releases)
        for place in range(width)
    ]
    size = len(windows)
    rows = [*_rows(equal, size, 0.0), *_rows(grows, size, np.inf)]
    return _System(tuple(one.low for one in windows), tuple(one.high for one in windows), tuple(rows))


def _rows(found: Sequence[dict[int, float]], size: int, most: float) -> list[LinearConstraint]:
    if not found:
        return []
    matrix = np.zeros((len(found), size))
    for row, weights in zip(matrix, found, strict=True):
        row[list(weights)] = list(weights.values())
    return [LinearConstraint(matrix, 0.0, most)]


def _small_places(release: Release) -> list[int]:
    return [place for place, value in enumerate(release.values) if 0 < value < release.minimum]


def _is_weak(release: Release, published: Published, place: int) -> bool:
    # What is safe stays safe: hiding more only widens what a number can be.
    found = ranges(published, [place])[0]
    return found.low > 1 + _FEW or found.high < release.minimum - 1 - _FEW


def _small(release: Release) -> set[int]:
    """Return the small numbers, and everything that a small total is the sum of, empty or not."""
    hidden = set(_small_places(release)) | {
        place for place, is_shown in release.decided.items() if not is_shown
    }
    while True:
        more = {
            part
            for one in release.sums
            if 0 < release.values[one.total] < release.minimum
            for part in one.parts
        }
        if more <= hidden:
            return hidden
        hidden |= more


def _published(release: Release, hidden: set[int]) -> Published:
    shown = tuple(
        None if place in hidden else rounded(value, release.base, release.minimum)
        for place, value in enumerate(release.values)
    )
    known = tuple((place, release.values[place]) for place in sorted(release.known))
    return Published(shown, release.sums, release.base, release.minimum, known)


def _helper(release: Release, hidden: set[int], weak: int) -> int | None:
    """Return which number is hidden next so that less follows of a weak one.

    One is best that opens no new sum (it closes a ring of hidden ones, along which they can rise and fall in turns)
    and that hangs together with the weak one; then rather a part than a total, rather a small one.
    """
    around = _around(release, hidden, weak)
    left = [
        place
        for place, value in enumerate(release.values)
        if value and place not in hidden and place not in release.known and place not in release.decided
    ]
    totals = {one.total for one in release.sums}

    def cost(place: int) -> tuple[bool, int, bool, int, int]:
        opened = [one for one in release.sums if place in one.parts and hidden.isdisjoint(one.parts)]
        return place not in around, len(opened), place in totals, release.values[place], place

    return min(left, key=cost, default=None)


def _around(release: Release, hidden: set[int], weak: int) -> set[int]:
    """Return the numbers in all sums to which a way over hidden numbers leads from a weak one."""
    there, before = {weak}, 0
    while len(there) > before:
        before = len(there)
        met = there & hidden
        for one in release.sums:
            if not met.isdisjoint((one.total, *one.parts)):
                there |= {one.total, *one.parts}
    return there
