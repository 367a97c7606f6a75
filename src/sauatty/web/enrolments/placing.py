"""Which place somebody gets: one of a quota that is for them, else a general one, else none. Counts only, no rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Kept:
    """The places that are kept for a region or a kind of organisation."""

    id: UUID
    by: str
    value: str
    seats: int
    taken: int

    @property
    def free(self) -> int:
        """Return how many of them are left."""
        return max(0, self.seats - self.taken)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place: of a quota, or a general one (None)."""

    quota: UUID | None


@dataclass(slots=True)
class Room:
    """The places of an event, as they are counted while its row is held."""

    capacity: int | None
    taken: int
    quotas: list[Kept] = field(default_factory=list)

    @classmethod
    def of(cls, event: Any, quotas: Iterable[Any]) -> "Room":
        """Read the counts of an event and of its quotas."""
        kept = [Kept(one.pk, one.by, one.value, one.seats, one.taken) for one in quotas]
        return cls(event.capacity, event.taken, kept)

    @property
    def left(self) -> int | None:
        """Return how many places are left in all; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def general_left(self) -> int | None:
        """Return how many places are left that are kept for nobody; None without a limit."""
        return None if self.left is None else max(0, self.left - sum(one.free for one in self.quotas))

    def seat_for(self, traits: frozenset[tuple[str, str]]) -> Seat | None:
        """Return the place that somebody with these traits gets, or None; nothing is counted yet."""
        if self.left == 0:
            return None
        kept = next((one for one in self.quotas if one.free and (one.by, one.value) in traits), None)
        if kept is not None:
            return Seat(kept.id)
        return Seat(None) if self.general_left is None or self.general_left else None

    def take(self, seat: Seat) -> None:
        """Count a place as taken."""
        self.taken += 1
        for one in self.quotas:
            one.taken += one.id == seat.quota


def traits_of(person: Any) -> frozenset[tuple[str, str]]:
    """Return what quotas can ask of a person: region (their own, else of their organisation) and kind."""
    where = person.organisation
    region = person.region_id or (where.region_id if where else None)
    return frozenset(
        pair for pair in (("region", region or ""), ("kind", where.kind if where else "")) if pair[1]
    )
