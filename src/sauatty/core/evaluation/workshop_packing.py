"""Whether so many workshops fit into so many rounds, where only the price of a workshop counts: a smaller programme."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sauatty.core.statistics import FloatArray

SECONDS = 3.0
_INFEASIBLE = 2


def pack(
    prices: Sequence[int], numbers: Sequence[int], n_rounds: int, budget: int, most: int | None
) -> list[list[int]] | bool | None:
    """Put workshops into rounds.

    Parameters
    ----------
    prices, numbers : sequence of int
        What a workshop of each region costs, and how many there must be.
    n_rounds : int
    budget, most : int
        What a round may cost, and how many workshops it may have (None: any number).

    Returns
    -------
    list of list of int, False or None
        Workshops by round and region; False where they do not fit, None where that stayed open within seconds.
    """
    n_regions = len(prices)
    rows: list[FloatArray] = []
    low: list[float] = []
    high: list[float] = []

    def rule(row: FloatArray, least: float, at_most: float) -> None:
        rows.append(row.ravel())
        low.append(least)
        high.append(at_most)

    for at in range(n_rounds):
        for factors, limit in ((prices, budget), ([1] * n_regions, most)):
            if limit is not None:
                row = np.zeros((n_rounds, n_regions))
                row[at] = factors
                rule(row, -np.inf, limit)
    for region, n in enumerate(numbers):
        row = np.zeros((n_rounds, n_regions))
        row[:, region] = 1.0
        rule(
            row, n, np.inf
        )  # more would do as well, which is found faster; what is too many is left out below
    size = n_rounds * n_regions
    found = milp(
        np.zeros(size), integrality=np.ones(size), bounds=Bounds(0, np.tile(numbers, n_rounds)),
        constraints=LinearConstraint(np.array(rows), low, high), options={"time_limit": SECONDS},
    )  # fmt: skip
    if found.x is None:
        return False if found.status == _INFEASIBLE else None
    whole = np.rint(found.x).astype(int).reshape(n_rounds, n_regions)
    before = np.cumsum(whole, axis=0) - whole
    kept = np.clip(np.array(numbers) - before, 0, whole)
    return [[int(n) for n in row] for row in kept]
