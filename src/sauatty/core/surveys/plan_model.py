"""Which modules answer most need within a budget: a mixed-integer programme, solved exactly by HiGHS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sauatty.core.errors import PlanImpossible, PlanUnsolved
from sauatty.core.statistics import FloatArray

# (hours, share of the need they answer): each hour answers less than the one before. See `Gain`.
USUAL_STEPS = ((2.0, 0.5), (2.0, 0.3), (4.0, 0.2))
SECONDS = 60.0
# Shares of need that lie closer than this are equal; HiGHS keeps its constraints to 1e-7.
_EQUAL = 1e-7
_ROUNDING = 1e-12
_OPTIMAL, _INFEASIBLE = 0, 2


@dataclass(frozen=True, slots=True)
class Gain:
    """How much of a need hours answer: straight pieces, each flatter than the one before.

    `steps` are (hours, share of the need answered by them). The usual ones (half by the first 2 hours, all by 8)
    are a convention that says 'the first hours count most and no need is answered without end'; no study gives
    such figures.
    """

    steps: tuple[tuple[float, float], ...] = USUAL_STEPS

    def __post_init__(self) -> None:
        slopes = [share / hours if hours > 0 else inf for hours, share in self.steps]
        falls = all(a >= b - 1e-12 for a, b in zip(slopes, slopes[1:], strict=False))
        total = sum(share for _, share in self.steps)
        if not slopes or not falls or min(slopes) < 0 or inf in slopes or total > 1 + 1e-9:
            raise PlanImpossible(
                problem=f"the steps {self.steps} do not fall, or answer more than the whole need"
            )

    def answered(self, hours: float) -> float:
        """Return the share of a need that hours answer, 0-1.

        Examples
        --------
        >>> [round(Gain().answered(hours), 2) for hours in (0, 1, 2, 3, 8, 20)]
        [0.0, 0.25, 0.5, 0.65, 1.0, 1.0]
        """
        share, left = 0.0, hours
        for length, worth in self.steps:
            share += worth * min(max(left, 0.0), length) / length
            left -= length
        return share


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be chosen from, in the order that decides between equal plans.

    `gives` (modules × competences) are the hours that each module gives each competence; `needs` are the needs,
    0 or more. `requires` are (module, the module it needs before it). `fixed` are modules that must (True) or
    must not (False) be chosen.
    """

    gives: FloatArray
    needs: FloatArray
    hours: FloatArray
    sessions: FloatArray
    most_hours: float
    most_sessions: float = inf
    requires: tuple[tuple[int, int], ...] = ()
    fixed: Mapping[int, bool] = field(default_factory=dict)
    gain: Gain = field(default_factory=Gain)

    def answered(self, chosen: Sequence[int]) -> float:
        """Return the share of all need that chosen modules answer, 0-1; 0 where there is no need."""
        total = float(self.needs.sum())
        hours = self.gives[list(chosen)].sum(axis=0) if len(chosen) else np.zeros(self.needs.size)
        won = [need * self.gain.answered(float(own)) for need, own in zip(self.needs, hours, strict=True)]
        return float(sum(won)) / total if total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Solution:
    """The chosen modules. `gap` is how much better a plan could still be by the solver's own bound; 0 is proven."""

    chosen: tuple[int, ...]
    answered: float
    gap: float


def solve(problem: Problem, *, settle_equal: bool = True) -> Solution:
    """Return the plan that answers most need; of equal plans the shortest, then the first modules in order.

    Without `settle_equal` any of the equal plans is returned, in a third of the time.

    Raises
    ------
    PlanImpossible
        The modules that must be chosen do not fit.
    PlanUnsolved
        No plan was found within a minute.

    Notes
    -----
    For each competence and step of the gain, the hours that fall on the step are a variable between 0 and its
    length; as the steps fall, the best plan fills them in their order, and no further whole numbers are needed.
    Checked against all subsets of up to 12 modules; see ``tests/core/reference/surveys``.
    """
    first = _best(problem, _Extra())
    if not settle_equal:
        return first
    best = problem.answered(first.chosen)
    shortest = _best(problem, _Extra(least_answered=best - _EQUAL, for_hours=True))
    hours = float(problem.hours[list(shortest.chosen)].sum())
    chosen = shortest.chosen
    equal = _Extra(least_answered=best - _EQUAL, most_hours=hours)
    if _possible(problem, replace(equal, other_than=chosen)):
        chosen = _first_in_order(problem, equal)
    return Solution(chosen, problem.answered(chosen), first.gap)


def _first_in_order(problem: Problem, extra: "_Extra") -> tuple[int, ...]:
    """Return of equal plans the one whose modules come first: each module is taken where an equal plan has it."""
    fixed: dict[int, bool] = dict(problem.fixed)
    for module in range(problem.hours.size):
        if module not in fixed:
            wish = replace(problem, fixed={**fixed, module: True})
            fixed[module] = _possible(wish, extra)
    return tuple(module for module in range(problem.hours.size) if fixed[module])


@dataclass(frozen=True, slots=True)
class _Extra:
    """What a later round demands beside the problem."""

    least_answered: float = -inf
    most_hours: float = inf
    other_than: tuple[int, ...] | None = None
    for_hours: bool = False


def _possible(problem: Problem, extra: _Extra) -> bool:
    try:
        found = _best(problem, extra)
    except PlanImpossible:
        return False
    is_other = extra.other_than is None or found.chosen != extra.other_than
    return is_other and problem.answered(found.chosen) >= extra.least_answered - _EQUAL


def _best(problem: Problem, extra: _Extra) -> Solution:
    n_modules, n_steps = problem.hours.size, problem.needs.size * len(problem.gain.steps)
    won = _worth(problem)
    costs = np.concatenate([problem.hours, np.zeros(n_steps)]) if extra.for_hours else -won
    found = milp(
        costs,
        integrality=np.concatenate([np.ones(n_modules), np.zeros(n_steps)]),
        bounds=_bounds(problem),
        constraints=_constraints(problem, extra, won),
        options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
    )
    if found.status == _INFEASIBLE:
        raise PlanImpossible(problem="the modules that must be chosen do not fit into the hours and sessions")
    if found.x is None:
        raise PlanUnsolved(problem=str(found.message))
    chosen = tuple(int(at) for at in np.flatnonzero(found.x[:n_modules] > 0.5))
    # HiGHS gives no finite gap where nothing is to be won; where it ran out of time, nothing is proven.
    unknown = 0.0 if found.status == _OPTIMAL else 1.0
    gap = float(found.mip_gap) if found.mip_gap is not None and isfinite(found.mip_gap) else unknown
    return Solution(chosen, problem.answered(chosen), gap if gap > _ROUNDING else 0.0)


def _worth(problem: Problem) -> FloatArray:
    """Return what an hour of each step answers, as a share of all need; 0 for the modules themselves."""
    total = float(problem.needs.sum()) or 1.0
    slopes = np.array([share / length for length, share in problem.gain.steps])
    return np.concatenate([np.zeros(problem.hours.size), np.outer(problem.needs / total, slopes).ravel()])


def _bounds(problem: Problem) -> Bounds:
    n_modules = problem.hours.size
    low, high = np.zeros(n_modules), np.ones(n_modules)
    for module, is_chosen in problem.fixed.items():
        low[module] = high[module] = float(is_chosen)
    lengths = np.tile([length for length, _ in problem.gain.steps], problem.needs.size)
    return Bounds(np.concatenate([low, np.zeros(lengths.size)]), np.concatenate([high, lengths]))


def _constraints(problem: Problem, extra: _Extra, won: FloatArray) -> list[LinearConstraint]:
    n_modules, n_competences, n_steps = (*problem.gives.shape, len(problem.gain.steps))
    no_steps = np.zeros(n_competences * n_steps)
    filled = np.hstack([-problem.gives.T, np.kron(np.eye(n_competences), np.ones(n_steps))])
    rows: list[LinearConstraint] = [LinearConstraint(filled, -inf, 0.0)]
    most = min(problem.most_hours, extra.most_hours)
    rows.append(LinearConstraint(np.concatenate([problem.hours, no_steps]), -inf, most))
    if isfinite(problem.most_sessions):
        sessions = np.concatenate([problem.sessions, no_steps])
        rows.append(LinearConstraint(sessions, -inf, problem.most_sessions))
    for module, before in problem.requires:
        order = np.zeros(won.size)
        order[module], order[before] = 1.0, -1.0
        rows.append(LinearConstraint(order, -inf, 0.0))
    if isfinite(extra.least_answered):
        rows.append(LinearConstraint(won, extra.least_answered, inf))
    if extra.other_than is not None:
        rows.append(_another(extra.other_than, n_modules, no_steps))
    return rows


def _another(chosen: Sequence[int], n_modules: int, no_steps: FloatArray) -> LinearConstraint:
    """Return the constraint that leaves one choice out: at least one module differs."""
    signs = np.ones(n_modules)
    signs[list(chosen)] = -1.0
    return LinearConstraint(np.concatenate([signs, no_steps]), 1.0 - len(chosen), inf)
