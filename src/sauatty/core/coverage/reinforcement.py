"""What would change it most: the smallest set of reinforced opportunities that makes coverage even enough."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from sauatty.core.coverage.evenness import pielou
from sauatty.core.coverage.judged import judged_row_key, source_of
from sauatty.core.errors import UnknownCompetence
from sauatty.core.records import JudgedObjective

TARGET = 0.8
# Rounding must not turn an evenness that reaches its target into one that misses it.
TOLERANCE = 1e-12
# Objectives that are opportunities for the same competences, in the same order: exchangeable for the optimum.
Kind = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A point of the trade-off: the best evenness with `k` reinforced objectives; `competence` is what k adds."""

    k: int
    evenness: float
    competence: str = ""


@dataclass(frozen=True, slots=True)
class Reinforced:
    """An opportunity to be turned into a direct objective for one of its competences."""

    objective: JudgedObjective
    competence: str
    row: str


@dataclass(frozen=True, slots=True)
class Reinforcement:
    """The smallest set that reaches the target, or the best that can be reached.

    `steps` is the trade-off: for every k from 0 on the highest evenness that k reinforced opportunities can
    give. `chosen` has the objectives of the smallest k whose evenness reaches `target`; where none does,
    `is_reached` is False and `chosen` has those of the best k. `before` and `after` are the direct codings.
    """

    target: float
    is_reached: bool
    steps: tuple[TradeOff, ...]
    chosen: tuple[Reinforced, ...]
    competences: tuple[str, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    n_opportunities: int
    source: str

    @property
    def k(self) -> int:
        """Return how many objectives are reinforced."""
        return len(self.chosen)

    @property
    def evenness_before(self) -> float:
        """Return the evenness of the direct codings as they are; `nan` where there are none."""
        return self.steps[0].evenness

    @property
    def evenness_after(self) -> float:
        """Return the evenness with the chosen objectives."""
        return self.steps[self.k].evenness


def reinforce(
    objectives: Iterable[JudgedObjective],
    competences: Sequence[str],
    target: float = TARGET,
    *,
    by: str = "subject_area",
) -> Reinforcement:
    """Find the smallest set of opportunities to reinforce so that Pielou's evenness reaches a target.

    Reinforcing turns an objective that was judged an opportunity into a direct one, for one of the competences
    that it was judged an opportunity for, and for one only.

    Parameters
    ----------
    objectives : iterable of JudgedObjective
        Judged objectives; direct ones are counted in each of their competences.
    competences : sequence of str
        Ids of all competences of the framework, the empty ones among them.
    target : float
        Pielou's evenness to reach, 0-1.
    by : str
        What the chosen objectives are spread over, beside the grades.

    Raises
    ------
    SourcesMixed
        If the objectives were judged by different sources.
    UnknownCompetence
        If an objective carries a competence that is not among `competences`.

    Notes
    -----
    The evenness of every step is the exact maximum for that k, so the size of the set is the exact minimum.
    With k given, the number of codings N is given, and evenness is
    ``(log N - sum_i f(c_i + x_i) / N) / log S`` with the convex f(y) = y log y: a separable concave function of
    how often each competence is added. The x that the opportunities allow are the integral points of a
    polymatroid (Hall's condition), on which adding the largest feasible gain each time is optimal for every k at
    once [1]_. The largest gain is the competence with the fewest codings; whether an opportunity is left for it
    is asked by an augmenting path. Compared with all subsets in ``tests/core/coverage/test_reinforcement.py``.

    Which objectives make up the counts is a choice among equals: first those that name the competence early,
    by an exact assignment; among alike ones, rows and grades with the fewest chosen so far.

    References
    ----------
    .. [1] Federgruen, A., Groenevelt, H. (1986). The greedy procedure for resource allocation problems:
       necessary and sufficient conditions for optimality. Operations Research, 34(6), 909-918.
    """
    listed = tuple(objectives)
    source = source_of(listed)
    before = _direct_codings(listed, competences)
    by_kind: dict[Kind, list[JudgedObjective]] = defaultdict(list)
    for one in listed:
        if one.relevance == 1 and one.competences:
            by_kind[_known(one, competences)].append(one)
    available = {kind: len(members) for kind, members in sorted(by_kind.items())}
    steps = best_steps(before, available)
    k, is_reached = _choose_k(steps, target)
    added = Counter(step.competence for step in steps[1 : k + 1])
    return Reinforcement(
        target=target,
        is_reached=is_reached,
        steps=steps,
        chosen=_choose(by_kind, _assign(available, added), by),
        competences=tuple(competences),
        before=tuple(before.values()),
        after=tuple(n + added[name] for name, n in before.items()),
        n_opportunities=sum(available.values()),
        source=source,
    )


def _direct_codings(objectives: Iterable[JudgedObjective], competences: Sequence[str]) -> dict[str, int]:
    counts = dict.fromkeys(competences, 0)
    for one in objectives:
        if one.relevance == 2:
            for competence in _known(one, competences):
                counts[competence] += 1
    return counts


def _known(objective: JudgedObjective, competences: Sequence[str]) -> Kind:
    for competence in objective.competences:
        if competence not in competences:
            raise UnknownCompetence(competence=competence)
    return tuple(dict.fromkeys(objective.competences))


def best_steps(before: Mapping[str, int], available: Mapping[Kind, int]) -> tuple[TradeOff, ...]:
    """Return the best evenness for every number of reinforced opportunities.

    Parameters
    ----------
    before : mapping of str to int
        Direct codings of every competence.
    available : mapping of tuple of str to int
        How many opportunities there are for the same competences.
    """
    counts = dict(before)
    flow = _Flow(available)
    steps = [TradeOff(0, float(pielou(list(counts.values()))))]
    open_ones = list(counts)
    while open_ones:
        competence = min(open_ones, key=lambda name: (counts[name], name))
        if not flow.add(competence):
            open_ones.remove(competence)  # no path now, none later: nothing that is used becomes free again
            continue
        counts[competence] += 1
        steps.append(TradeOff(len(steps), float(pielou(list(counts.values()))), competence))
    return tuple(steps)


class _Flow:
    """Which kinds of opportunity serve which competence; room for one more is found along an augmenting path."""

    def __init__(self, available: Mapping[Kind, int]) -> None:
        self._free = dict(available)
        self._used: Counter[tuple[Kind, str]] = Counter()
        self._kinds: dict[str, list[Kind]] = defaultdict(list)
        for kind in available:
            for competence in kind:
                self._kinds[competence].append(kind)

    def add(self, competence: str) -> bool:
        """Serve a competence once more, moving others if need be; False where that cannot be."""
        came_from: dict[Kind, tuple[str, Kind | None]] = {}
        queue: deque[tuple[str, Kind | None]] = deque([(competence, None)])
        asked = {competence}
        while queue:
            name, freed = queue.popleft()
            for kind in self._kinds[name]:
                if kind in came_from:
                    continue
                came_from[kind] = (name, freed)
                if self._free[kind]:
                    self._move(kind, came_from)
                    return True
                moved = [other for other in kind if other not in asked and self._used[kind, other]]
                asked.update(moved)
                queue.extend((other, kind) for other in moved)
        return False

    def _move(self, kind: Kind, came_from: Mapping[Kind, tuple[str, Kind | None]]) -> None:
        self._free[kind] -= 1
        current: Kind | None = kind
        while current is not None:
            name, freed = came_from[current]
            self._used[current, name] += 1
            if freed is not None:
                self._used[freed, name] -= 1
            current = freed


def _choose_k(steps: Sequence[TradeOff], target: float) -> tuple[int, bool]:
    for step in steps:
        if step.evenness >= target - TOLERANCE:
            return step.k, True
    best = max(steps, key=lambda step: (-inf if isnan(step.evenness) else step.evenness, -step.k))
    return best.k, False


def _assign(available: Mapping[Kind, int], added: Mapping[str, int]) -> dict[tuple[Kind, str], int]:
    """Deal the additions to the kinds of opportunity so that they name their competence as early as can be.

    A transportation problem: its constraint matrix is totally unimodular, so the vertex that the simplex
    method ends in is whole.
    """
    pairs = [(kind, name) for kind in available for name in kind if added.get(name)]
    if not pairs:
        return {}
    kinds, names = list(available), [name for name, n in added.items() if n]
    kind_index = {kind: index for index, kind in enumerate(kinds)}
    name_index = {name: index for index, name in enumerate(names)}
    own = np.arange(len(pairs))
    ones = np.ones(len(pairs))
    upper = coo_array((ones, ([kind_index[kind] for kind, _ in pairs], own)), shape=(len(kinds), len(pairs)))
    equal = coo_array((ones, ([name_index[name] for _, name in pairs], own)), shape=(len(names), len(pairs)))
    solved = linprog(
        [kind.index(name) for kind, name in pairs],
        A_ub=upper.tocsr(), b_ub=[available[kind] for kind in kinds],
        A_eq=equal.tocsr(), b_eq=[added[name] for name in names],
        method="highs-ds",
    )  # fmt: skip
    return {pair: n for pair, n in zip(pairs, np.rint(solved.x).astype(int).tolist(), strict=True) if n}


def _choose(
    by_kind: Mapping[Kind, Sequence[JudgedObjective]], assigned: Mapping[tuple[Kind, str], int], by: str
) -> tuple[Reinforced, ...]:
    """Pick the objectives of each kind, always from the row and the grade with the fewest picked so far."""
    left = {kind: _in_places(members, by) for kind, members in by_kind.items()}
    n_rows: Counter[str] = Counter()
    n_grades: Counter[int | None] = Counter()
    chosen = []
    for (kind, competence), n in sorted(assigned.items(), key=lambda item: (item[0][1], item[0][0])):
        for _ in range(n):
            place = min(left[kind], key=lambda place: (n_rows[place[0]], n_grades[place[1]]))
            chosen.append(Reinforced(left[kind][place].pop(), competence, place[0]))
            if not left[kind][place]:
                del left[kind][place]
            n_rows[place[0]] += 1
            n_grades[place[1]] += 1
    return tuple(chosen)


def _in_places(
    objectives: Iterable[JudgedObjective], by: str
) -> dict[tuple[str, int | None], list[JudgedObjective]]:
    """Return the objectives by row and grade, each list to be taken from its end."""
    places: dict[tuple[str, int | None], list[JudgedObjective]] = defaultdict(list)
    for one in sorted(objectives, key=lambda one: one.id, reverse=True):
        places[judged_row_key(one, by), one.grade].append(one)
    return dict(sorted(places.items(), key=lambda item: item[1][-1].id))
