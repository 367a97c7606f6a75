"""Which regions get the next workshops, and in how many rounds each region has its specialists: exact, by HiGHS.

A region lacks specialists while more schools (libraries, teachers) than wanted fall to one. A workshop brings between
`least` and `most` people; of them a share goes on as specialists. A round has a budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sauatty.core.errors import WorkshopBudgetTooSmall, WorkshopsUnsolved
from sauatty.core.evaluation.workshop_facts import Outcome, RegionSupply, Round, Share, Terms, WorkshopPlan
from sauatty.core.evaluation.workshop_packing import pack
from sauatty.core.statistics import FloatArray

__all__ = [
    "Outcome",
    "RegionSupply",
    "Round",
    "Share",
    "Terms",
    "WorkshopPlan",
    "next_round",
    "plan_workshops",
]

SECONDS = 3.0
MOST_ROUNDS, MOST_TRIED = 100, 24
_OPTIMAL, _INFEASIBLE = 0, 2
_ROUNDING = 1e-9


def plan_workshops(regions: Sequence[RegionSupply], terms: Terms) -> WorkshopPlan:
    """Plan rounds of workshops until each region has its ratio.

    A round reaches first as many regions without any specialist as it can (`white_spots_first`), then brings as many
    of the people that are needed as it can, then costs as little as it can: each of the three exactly. If following
    the best rounds takes longer than any plan must, a shorter plan is looked for as a whole, and its rounds stand with
    the one that brings most first.

    Raises
    ------
    WorkshopBudgetTooSmall
        A region that lacks specialists cannot have even the smallest workshop from the budget of one round.
    WorkshopsUnsolved
        No best round was found within seconds, or more than 100 rounds are needed.

    Notes
    -----
    Whole numbers of workshops and participants in a mixed-integer programme, solved by HiGHS with a gap of 0. The
    fewest rounds are never fewer than all that is needed divided by the budget of a round (or by its workshops); where
    a plan has more, every smaller number is tried as one programme over all rounds. Checked against all plans of
    small random cases (``tests/core/evaluation``).

    Examples
    --------
    >>> supply = [RegionSupply("KZ-55", 600, 0, 2), RegionSupply("KZ-10", 300, 10, 3)]
    >>> plan = plan_workshops(supply, Terms(budget=3, per_specialist=10))
    >>> [(share.region, share.n_people) for one in plan.rounds for share in one.shares]
    [('KZ-55', 30), ('KZ-55', 30), ('KZ-10', 25)]
    >>> plan.is_shortest
    True
    """
    needs = {one.id: terms.people_needed(one) for one in regions if terms.people_needed(one)}
    _refuse_small_budget([one for one in regions if one.id in needs], terms)
    followed = _follow(regions, terms, needs)
    least = _fewest(regions, terms, needs)
    rounds, at_least = _shortened(followed, least, regions, terms, needs)
    outcomes = tuple(_outcome(one, terms, rounds) for one in regions if one.n_served is not None)
    unknown = tuple(one.id for one in regions if one.n_served is None)
    is_each_best = rounds is followed and all(one.gap == 0 for one in rounds)
    return WorkshopPlan(rounds, at_least, outcomes, unknown, is_each_best)


def next_round(
    regions: Sequence[RegionSupply], terms: Terms, needs: Mapping[str, int], white: frozenset[str]
) -> Round:
    """Return the best round for what is needed now (participants by region); `white` have no specialist yet."""
    open_regions = [one for one in regions if needs.get(one.id)]
    if not open_regions:
        return Round(())
    model = _Model.of(open_regions, terms, needs, 1)
    wishes = [model.brings()]
    if terms.white_spots_first and white & set(needs):
        wishes.insert(0, model.reaches(white))
    gap = 0.0
    for wish in wishes:
        values, found = model.best(-wish)
        gap = max(gap, found)
        model = model.at_least(wish, float(np.round(wish @ values)))
    values, found = model.best(model.costs())
    return _within(Round(model.shares(values, 0), max(gap, found)), terms)


def _within(found: Round, terms: Terms) -> Round:
    """Return a round whose whole numbers keep to the budget, whatever the rounding of the solver let pass."""
    if found.cost > terms.budget:
        raise WorkshopsUnsolved(problem="the sums are too large to be worked out exactly")
    return found


def _refuse_small_budget(regions: Sequence[RegionSupply], terms: Terms) -> None:
    dear = [one.id for one in regions if one.price + terms.price_person * terms.least > terms.budget]
    if dear:
        raise WorkshopBudgetTooSmall(regions=", ".join(dear))


def _follow(regions: Sequence[RegionSupply], terms: Terms, needs: Mapping[str, int]) -> tuple[Round, ...]:
    """Return the rounds that come of taking the best one each time."""
    left: dict[str, int] = dict(needs)
    rounds: list[Round] = []
    white = frozenset(one.id for one in regions if one.n_specialists == 0)
    while any(left.values()):
        if len(rounds) == MOST_ROUNDS:
            raise WorkshopsUnsolved(problem="more than 100 rounds are needed")
        found = next_round(regions, terms, left, white)
        rounds.append(found)
        left = _after(left, found)
        white -= {one.region for one in found.shares}
    return tuple(rounds)


def _after(needs: Mapping[str, int], done: Round) -> dict[str, int]:
    people = {one.region: one.n_people for one in done.shares}
    return {id: max(0, n - people.get(id, 0)) for id, n in needs.items()}


def _fewest(regions: Sequence[RegionSupply], terms: Terms, needs: Mapping[str, int]) -> int:
    """Return how many rounds every plan has at least: by the money that is needed, and by the workshops."""
    cost = n_workshops = 0
    for one in regions:
        n = -(-needs.get(one.id, 0) // terms.most)
        n_workshops += n
        cost += n * one.price + terms.price_person * max(needs.get(one.id, 0), n * terms.least)
    by_money = -(-cost // terms.budget) if terms.budget else 0
    by_number = -(-n_workshops // terms.most_workshops) if terms.most_workshops else 0
    return max(by_money, by_number, 1 if needs else 0)


def _shortened(
    followed: tuple[Round, ...],
    least: int,
    regions: Sequence[RegionSupply],
    terms: Terms,
    needs: Mapping[str, int],
) -> tuple[tuple[Round, ...], int]:
    """Return the shortest plan that was found, and how many rounds every plan is proven to have."""
    open_regions = [one for one in regions if needs.get(one.id)]
    proven = least
    for n_rounds in range(least, min(len(followed), MOST_TRIED)):
        found = _in_rounds(open_regions, terms, needs, n_rounds)
        if isinstance(found, tuple):
            return _best_first(found), proven
        if found is None:
            break  # out of time: nothing is proven of this number
        proven = n_rounds + 1
    return followed, proven


def _in_rounds(
    regions: Sequence[RegionSupply], terms: Terms, needs: Mapping[str, int], n_rounds: int
) -> tuple[Round, ...] | bool | None:
    """Return that many rounds which bring everybody; False if there are none, None if that stayed open."""
    if terms.price_person:
        return _Model.of(regions, terms, needs, n_rounds).any_that_brings_all()
    numbers = [-(-needs[one.id] // terms.most) for one in regions]
    prices = [one.price for one in regions]
    packed = pack(prices, numbers, n_rounds, terms.budget, terms.most_workshops)
    return _filled(regions, terms, needs, packed) if isinstance(packed, list) else packed


def _filled(
    regions: Sequence[RegionSupply], terms: Terms, needs: Mapping[str, int], packed: list[list[int]]
) -> tuple[Round, ...]:
    """Give each workshop its people: full ones first, the last of a region as many as are still needed."""
    left, rounds = dict(needs), []
    for row in packed:
        shares = []
        for one, n in zip(regions, row, strict=True):
            if n:
                people = min(n * terms.most, max(n * terms.least, left[one.id]))
                left[one.id] = max(0, left[one.id] - people)
                shares.append(Share(one.id, n, people, n * one.price))
        rounds.append(Round(tuple(shares)))
    return tuple(rounds)


def _best_first(rounds: tuple[Round, ...]) -> tuple[Round, ...]:
    return tuple(sorted(rounds, key=lambda one: (-sum(share.n_people for share in one.shares), one.cost)))


def _outcome(region: RegionSupply, terms: Terms, rounds: Sequence[Round]) -> Outcome:
    own = [(at, one) for at, done in enumerate(rounds, 1) for one in done.shares if one.region == region.id]
    needed, people, reached = terms.people_needed(region), 0, 0
    for at, one in own:
        if people < needed:
            reached = at
        people += one.n_people
    n_workshops, cost = sum(one.n_workshops for _at, one in own), sum(one.cost for _at, one in own)
    return Outcome(region.id, terms.lacking(region), n_workshops, people, cost, reached)


@dataclass(frozen=True, slots=True)
class _Model:
    """The programme of some rounds: for each round and region workshops, participants, needed ones, 'is reached'."""

    regions: Sequence[RegionSupply]
    terms: Terms
    needs: FloatArray
    n_rounds: int
    rows: tuple[LinearConstraint, ...] = ()

    @classmethod
    def of(
        cls, regions: Sequence[RegionSupply], terms: Terms, needs: Mapping[str, int], n_rounds: int
    ) -> "_Model":
        """Make the programme with what always holds: places, budget, number of workshops."""
        model = cls(regions, terms, np.array([needs[one.id] for one in regions], dtype=float), n_rounds)
        return replace(model, rows=tuple(model._rules()))

    @property
    def _n(self) -> int:
        return len(self.regions)

    def _blank(self) -> FloatArray:
        """Return zeros by round, kind (workshops, participants, needed, reached) and region."""
        return np.zeros((self.n_rounds, 4, self._n))

    def _rules(self) -> list[LinearConstraint]:
        rows: list[LinearConstraint] = []
        for at in range(self.n_rounds):
            for region in range(self._n):
                rows += [
                    self._row(at, region, {0: -float(self.terms.least), 1: 1.0}, low=0.0),
                    self._row(at, region, {0: -float(self.terms.most), 1: 1.0}, high=0.0),
                    self._row(at, region, {1: 1.0, 2: -1.0}, low=0.0),
                    self._row(at, region, {0: 1.0, 3: -1.0}, low=0.0),
                ]
            rows.append(
                LinearConstraint(self._of_round(at, self._prices()), -np.inf, float(self.terms.budget))
            )
            if self.terms.most_workshops is not None:
                number = np.zeros((4, self._n))
                number[0] = 1.0
                most = float(self.terms.most_workshops)
                rows.append(LinearConstraint(self._of_round(at, number), -np.inf, most))
        return rows

    def _row(
        self, at: int, region: int, factors: Mapping[int, float], low: float = -np.inf, high: float = np.inf
    ) -> LinearConstraint:
        row = self._blank()
        for kind, factor in factors.items():
            row[at, kind, region] = factor
        return LinearConstraint(row.ravel(), low, high)

    def _of_round(self, at: int, block: FloatArray) -> FloatArray:
        row = self._blank()
        row[at] = block
        return row.ravel()

    def _prices(self) -> FloatArray:
        block = np.zeros((4, self._n))
        block[0] = [one.price for one in self.regions]
        block[1] = self.terms.price_person
        return block

    def costs(self) -> FloatArray:
        """Return what each variable costs."""
        return np.tile(self._prices().ravel(), self.n_rounds)

    def brings(self) -> FloatArray:
        """Return the sum of the participants who are needed."""
        row = self._blank()
        row[:, 2] = 1.0
        return row.ravel()

    def reaches(self, white: frozenset[str]) -> FloatArray:
        """Return the number of regions without a specialist that get a workshop."""
        row = self._blank()
        row[:, 3] = [float(one.id in white) for one in self.regions]
        return row.ravel()

    def at_least(self, wish: FloatArray, value: float) -> "_Model":
        """Return the programme in which a wish that was fulfilled stays so."""
        return replace(self, rows=(*self.rows, LinearConstraint(wish, value, np.inf)))

    def best(self, costs: FloatArray) -> tuple[FloatArray, float]:
        """Return the values of least cost, and the gap to what could be better."""
        found = self._solve(costs)
        if found.x is None:
            raise WorkshopsUnsolved(problem=str(found.message))
        unknown = 0.0 if found.status == _OPTIMAL else 1.0
        gap = float(found.mip_gap) if found.mip_gap is not None and isfinite(found.mip_gap) else unknown
        return np.asarray(found.x), gap if gap > _ROUNDING else 0.0

    def any_that_brings_all(self) -> tuple[Round, ...] | bool | None:
        """Return rounds that bring everybody who is needed; False if there are none, None if that stayed open."""
        rows = list(self.rows)
        for region in range(self._n):
            row = self._blank()
            row[:, 1, region] = 1.0
            rows.append(LinearConstraint(row.ravel(), self.needs[region], np.inf))
        found = replace(self, rows=tuple(rows))._solve(np.zeros(self.n_rounds * 4 * self._n))
        if found.x is not None:
            return tuple(Round(self.shares(np.asarray(found.x), at)) for at in range(self.n_rounds))
        return False if found.status == _INFEASIBLE else None

    def _solve(self, costs: FloatArray) -> Any:
        most = np.ceil(self.needs / self.terms.most)
        block = np.vstack([most, most * self.terms.most, self.needs, np.ones(self._n)])
        high = np.tile(block.ravel(), self.n_rounds)
        kinds = np.repeat([1.0, 1.0, 0.0, 0.0], self._n)
        return milp(
            costs,
            integrality=np.tile(kinds, self.n_rounds),
            bounds=Bounds(np.zeros(high.size), high),
            constraints=list(self.rows),
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
        )

    def shares(self, values: FloatArray, at: int) -> tuple[Share, ...]:
        """Return what each region gets in a round, without those that get nothing."""
        block = np.rint(values.reshape(self.n_rounds, 4, self._n)[at]).astype(int)
        rows = []
        for place, one in enumerate(self.regions):
            n, people = int(block[0, place]), int(block[1, place])
            if n:
                rows.append(Share(one.id, n, people, n * one.price + people * self.terms.price_person))
        return tuple(rows)
