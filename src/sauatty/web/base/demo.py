"""Demonstration data: each app says how to make its own and how to remove it; one step does all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

Make = Callable[[Any], None]
Remove = Callable[[], None]
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DemoCount:
    """What of one kind goes with the invented data. `names` are those that real people made or hold."""

    label: str
    n: int
    names: tuple[str, ...] = ()


Count = Callable[[], Iterable[DemoCount]]
_counts: dict[str, Count] = {}
_demos: dict[str, tuple[Make, Remove]] = {}


def register_demo(name: str, make: Make, remove: Remove, count: Count | None = None) -> None:
    """Offer invented data; called by each app when it is ready.

    `make` takes the person who asked and must be repeatable: what is there already is left alone. `remove`
    deletes all of it and nothing else. Makers run in the order of registration, removers the other way round.
    `count` says what would go, so that people can be asked before.
    """
    if count:
        _counts[name] = count
    _demos[name] = (make, remove)


def make_demo(actor: Any, report: Report | None = None) -> None:
    """Make the invented data of every app, each in a transaction of its own."""
    for done, (make, _remove) in enumerate(_demos.values()):
        if report:
            report(done, len(_demos))
        with transaction.atomic():
            make(actor)
    if report:
        report(len(_demos), len(_demos))


def count_demo() -> list[DemoCount]:
    """Return what would go with the invented data, as far as the apps say it."""
    return [row for count in _counts.values() for row in count() if row.n]


@transaction.atomic
def remove_demo() -> None:
    """Remove the invented data of every app: all of it, or nothing."""
    for _make, remove in reversed(_demos.values()):
        remove()
