"""How often each item of a bank was seen, and by how many of the same people twice."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemExposure:
    """One item: how many people have seen it, of all who took any test (`share`, None where nobody did)."""

    item: str
    n_people: int
    n_twice: int
    share: float | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Exposure:
    """Items, most seen first; `unused` are those that nobody has seen, `over` those above the limit."""

    n_people: int
    items: tuple[ItemExposure, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """Return what nobody has seen."""
        return tuple(item.item for item in self.items if not item.n_people)

    @property
    def over(self) -> tuple[str, ...]:
        """Return what more people have seen than the limit allows."""
        return tuple(item.item for item in self.items if item.is_over)


def exposure(seen: Iterable[tuple[str, str]], bank: Sequence[str], limit: float | None = None) -> Exposure:
    """Return how often each item was seen.

    Parameters
    ----------
    seen : iterable of (person, item)
        One pair for each time that an item was shown to a person; items that have left the bank count for nobody.
    bank : sequence of str
        The items to report on.
    limit : float, optional
        Shares above it are over.

    Examples
    --------
    >>> found = exposure([("a", "x"), ("b", "x"), ("b", "x"), ("b", "y")], ["x", "y", "z"], limit=0.8)
    >>> [(item.item, item.n_people, item.n_twice, item.share) for item in found.items]
    [('x', 2, 1, 1.0), ('y', 1, 0, 0.5), ('z', 0, 0, 0.0)]
    >>> found.over, found.unused
    (('x',), ('z',))
    """
    times = Counter(seen)
    n_all = len({person for person, _ in times})
    people = Counter(item for _, item in times)
    twice = Counter(item for (_, item), n in times.items() if n > 1)
    rows = [_row(item, people[item], twice[item], n_all, limit) for item in dict.fromkeys(bank)]
    return Exposure(n_all, tuple(sorted(rows, key=lambda row: -row.n_people)))


def _row(item: str, n_people: int, n_twice: int, n_all: int, limit: float | None) -> ItemExposure:
    share = n_people / n_all if n_all else None
    return ItemExposure(
        item, n_people, n_twice, share, share is not None and limit is not None and share > limit
    )
