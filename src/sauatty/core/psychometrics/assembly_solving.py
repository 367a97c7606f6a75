"""The mixed-integer programme, solved: any forms first, then the best that the time allows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nan

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from sauatty.core.psychometrics.assembly_rules import ALIKE, Programme, Row, Rule, matrix_of, objective_rows
from sauatty.core.psychometrics.assembly_swaps import swapped
from sauatty.core.statistics import FloatArray

OPTIMAL = 0


@dataclass(frozen=True, slots=True)
class Solution:
    """Forms as indices into the bank; `gap` as in Assembly."""

    forms: tuple[tuple[int, ...], ...]
    is_optimal: bool
    gap: float


def solve(programme: Programme, seconds: float) -> Solution | None:
    """Return the best forms found in this time, None where there are none.

    A fifth of the time (two seconds at least) goes to finding any forms at all, so that a hard objective never leaves
    a possible blueprint without forms. Forms that were not proved to be the best are improved by exchanges; `gap` is
    that before these.
    """
    feasible = _run(programme, programme.rows, np.zeros(programme.n_columns), max(seconds / 5, 2.0))
    if feasible.x is None:
        return None
    rows, n_extra = objective_rows(programme)
    costs = np.zeros(programme.n_columns + n_extra)
    is_single = programme.blueprint.n_forms == 1
    costs[programme.n_columns] = -1.0 if is_single else 1.0
    best = _run(programme, [*programme.rows, *rows], costs, seconds * 4 / 5, 0.0 if is_single else ALIKE)
    is_optimal = best.x is not None and best.status == OPTIMAL
    forms = _forms(programme, feasible.x if best.x is None else best.x)
    if not is_optimal and not is_single:
        forms = swapped(programme, forms)
    gap = 0.0 if is_optimal else nan if best.x is None else float(best.mip_gap)
    return Solution(forms, is_optimal, gap)


def _run(
    programme: Programme, rows: Sequence[Row], costs: FloatArray, seconds: float, least: float = 0.0
) -> OptimizeResult:
    """Solve; `least` is the least value of the first column of the objective."""
    n_columns = len(costs)
    low, high = np.zeros(n_columns), np.full(n_columns, inf)
    high[: programme.n_choices] = np.tile(~programme.is_excluded, programme.blueprint.n_forms)
    high[programme.n_choices : programme.n_columns] = 1.0
    low[programme.n_columns : programme.n_columns + 1] = least
    return milp(
        costs,
        integrality=np.arange(n_columns) < programme.n_choices,
        bounds=Bounds(low, high),
        constraints=LinearConstraint(
            matrix_of(rows, n_columns), [row.low for row in rows], [row.high for row in rows]
        ),
        options={"time_limit": max(seconds, 0.1)},
    )


def _forms(programme: Programme, solution: FloatArray) -> tuple[tuple[int, ...], ...]:
    chosen = solution[: programme.n_choices].reshape(programme.blueprint.n_forms, -1) > 0.5
    return tuple(tuple(np.flatnonzero(form).tolist()) for form in chosen)


def loosened(
    programme: Programme, soft: Sequence[Row], hard: Sequence[Row], seconds: float
) -> dict[Rule, float] | None:
    """Return by how much each rule has to give for forms to exist, at the least price in all; None = not found.

    A rule gives by the same amount in every form; only of the overlap each item counts by itself, and the amount is
    their sum. Excluded items stay out.
    """
    keys = [_slack_key(row, place) for place, row in enumerate(soft)]
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    first = programme.n_columns
    stretched = [_with_slack(row, first + 2 * places[key]) for row, key in zip(soft, keys, strict=True)]
    prices = np.repeat([key[0].price for key in places], 2)
    found = _run(programme, [*stretched, *hard], np.concatenate([np.zeros(first), prices]), seconds)
    if found.x is None:
        return None
    amounts: dict[Rule, float] = defaultdict(float)
    for (rule, _), amount in zip(places, found.x[first:].reshape(-1, 2).sum(axis=1), strict=True):
        amounts[rule] += float(round(amount, 6))
    return {rule: amount for rule, amount in amounts.items() if amount > 0}


def _slack_key(row: Row, place: int) -> tuple[Rule, int]:
    rule = row.rule or Rule("")
    return rule, place if rule.code == "rule-overlap" else -1


def _with_slack(row: Row, column: int) -> Row:
    return Row([*row.columns, column, column + 1], [*row.values, 1.0, -1.0], row.low, row.high, row.rule)
