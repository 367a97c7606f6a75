"""How many different people were reached, where some are known and others were only counted.

Of each occasion two things are told: how many came, as a number or from–to, and which of them are known (an account
that said it was there). The known are counted once each. Of the others nobody can say whether they came twice, so the
honest answer is a range, and both of its ends can be true.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Occasion:
    """One training or activity: how many came (`high` is not below `low`), and who of them is known."""

    low: int
    high: int
    known: frozenset[Hashable] = frozenset()

    @property
    def least(self) -> int:
        """Return how many came at least: the known were there, whatever was told."""
        return max(self.low, len(self.known))

    @property
    def most(self) -> int:
        """Return how many came at most."""
        return max(self.high, self.least)

    @property
    def n_unknown(self) -> int:
        """Return how many came at most of whom nobody knows who they are."""
        return self.most - len(self.known)


@dataclass(frozen=True, slots=True)
class Reach:
    """`declared_low` to `declared_high` counts visits; `low` to `high` counts people, `known` of them by name."""

    n_occasions: int
    declared_low: int
    declared_high: int
    known: int
    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Tell whether there is no doubt left."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many people two programmes reached both: `low` of them are known, `high` is the most there can be."""

    low: int
    high: int


def unique_reach(occasions: Iterable[Occasion]) -> Reach:
    """Return between how many and how many different people were there.

    Notes
    -----
    With the known people K of all occasions, and of occasion i its known K_i and its numbers a_i to b_i (raised to
    |K_i| where they are below it):

    low = max(|K|, max a_i): the largest occasion had that many different people, and all others may have been among
    them or among the known. high = |K| + sum(b_i - |K_i|): nobody who is not known came twice, and none of them is one
    of the known. Both can be true, so no narrower range follows from what was told.
    """
    told = list(occasions)
    known = len(_known(told))
    return Reach(
        n_occasions=len(told),
        declared_low=sum(one.least for one in told),
        declared_high=sum(one.most for one in told),
        known=known,
        low=max([known, *(one.least for one in told)]),
        high=known + sum(one.n_unknown for one in told),
    )


def overlap(first: Iterable[Occasion], second: Iterable[Occasion]) -> Overlap:
    """Return how many people may have been reached by both of two programmes.

    Notes
    -----
    Low is the number of the known in both. To that come at most: the known of the first who sat uncounted by name in
    the second (x), those of the second in the first (y), and people known in neither (z): with n and m the places of
    the unknown, x = min(|K1 - K2|, m), y = min(|K2 - K1|, n), z = min(n - y, m - x).
    """
    ours, theirs = list(first), list(second)
    known, others = _known(ours), _known(theirs)
    n, m = (sum(one.n_unknown for one in told) for told in (ours, theirs))
    both = len(known & others)
    x, y = min(len(known - others), m), min(len(others - known), n)
    return Overlap(both, both + x + y + min(n - y, m - x))


def _known(occasions: Sequence[Occasion]) -> frozenset[Hashable]:
    return frozenset().union(*(one.known for one in occasions))
