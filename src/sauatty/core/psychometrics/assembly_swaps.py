"""Forms that the solver had no time to finish, made more alike by exchanging one item for another like it.

An exchange keeps every count of the blueprint: both items belong to the same competence, demand and kind where these
are counted. Anchors, items asked for by name, enemies and shared items stay where they are. The best exchange is made
until none helps, so the result depends on nothing but the forms it starts from.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from sauatty.core.psychometrics.assembly_rules import Programme, enemy_pairs, measures_of
from sauatty.core.statistics import FloatArray

# How many exchanges are tried in all: about two seconds.
MOST_TRIES = 60_000
Forms = tuple[tuple[int, ...], ...]
# (form, its item, the item that comes, the form that comes from or -1 for the bank)
Swap = tuple[int, int, int, int]


def swapped(programme: Programme, forms: Forms) -> Forms:
    """Return the forms after all exchanges that make them more alike."""
    measures = measures_of(programme)
    current = [list(form) for form in forms]
    n_tries = 0
    while n_tries < MOST_TRIES:
        swaps = list(_swaps(programme, current))
        best = _best(programme, measures, current, swaps)
        if best is None:
            break
        _make(current, best)
        n_tries += len(swaps)
    found = tuple(tuple(sorted(form)) for form in current)
    return min((forms, found), key=lambda some: _worst(measures, some))


def _best(
    programme: Programme, measures: FloatArray, forms: Sequence[list[int]], swaps: Sequence[Swap]
) -> Swap | None:
    sums = np.array([measures[form].sum(axis=0) for form in forms])
    best, least = None, _unlikeness(sums) - 1e-6
    for swap in swaps:
        after = _after(measures, sums, swap)
        unlikeness = _unlikeness(after)
        if unlikeness < least and _meets_targets(programme, after):
            best, least = swap, unlikeness
    return best


def _worst(measures: FloatArray, forms: Forms) -> float:
    return float(np.ptp([measures[list(form)].sum(axis=0) for form in forms], axis=0).max())


def _unlikeness(sums: FloatArray) -> float:
    """Return the sixth-power norm of the deviations: close to the largest, and still moved by the others."""
    return float(np.linalg.norm((sums - sums.mean(axis=0)).ravel(), 6))


def _swaps(programme: Programme, forms: Sequence[Sequence[int]]) -> Iterator[Swap]:
    """Yield exchanges with another form once, and those with the bank."""
    times = Counter(item for form in forms for item in form)
    movable = _movable(programme)
    keys = _keys(programme)
    unused = [item for item in movable if not times[item]]
    for place, form in enumerate(forms):
        for item in form:
            if item not in movable or times[item] > 1:
                continue
            yield from ((place, item, other, -1) for other in unused if keys[other] == keys[item])
            for later in range(place + 1, len(forms)):
                for other in forms[later]:
                    if other in movable and times[other] == 1 and keys[other] == keys[item]:
                        yield place, item, other, later


def _movable(programme: Programme) -> dict[int, None]:
    named = {*programme.blueprint.must, *programme.blueprint.anchors}
    foes = {item for pair in enemy_pairs(programme.bank) for item in pair}
    return {
        place: None
        for place, item in enumerate(programme.bank)
        if item.id not in named and place not in foes and not programme.is_excluded[place]
    }


def _keys(programme: Programme) -> list[tuple[object, ...]]:
    blueprint = programme.blueprint
    return [
        (
            item.competence if blueprint.per_competence else None,
            item.demand if blueprint.per_demand else None,
            item.kind if blueprint.per_kind else None,
        )
        for item in programme.bank
    ]


def _after(measures: FloatArray, sums: FloatArray, swap: Swap) -> FloatArray:
    form, item, other, source = swap
    change = measures[other] - measures[item]
    after = sums.copy()
    after[form] += change
    if source >= 0:
        after[source] -= change
    return after


def _meets_targets(programme: Programme, sums: FloatArray) -> bool:
    """Say whether the information, which comes first among the measures, still reaches its targets."""
    thetas = programme.blueprint.thetas
    targets = np.array([programme.blueprint.targets.get(theta, 0.0) for theta in thetas])
    return bool((sums[:, : len(thetas)] >= targets - 1e-9).all())


def _make(forms: list[list[int]], swap: Swap) -> None:
    form, item, other, source = swap
    forms[form][forms[form].index(item)] = other
    if source >= 0:
        forms[source][forms[source].index(other)] = item
