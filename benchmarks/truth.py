"""Do the intervals of an evaluation hold the truth? `python benchmarks/truth.py [--seeds 100] [--size 391] [--first 1]`.

Draws invented programmes from the declared model (content/demo/programme-model.yaml), evaluates each, and counts for every
figure that is stated with a 95 % interval how often it holds the truth, which is worked out from the model and not drawn.
`wide` is the mean width over what theory asks: 2 x 1.96 x the standard deviation of the estimate over the seeds, the
interval of somebody who knows how the estimate is spread. The bar: 90 to 99 of 100, at most 1.5 times as wide.
"""

import argparse
from collections import defaultdict

import numpy as np
from scipy.stats import binom

from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.evaluation.simulation_truth import truth
from sauatty.core.evaluation.stated import stated

WIDEST = 1.5


def main() -> int:
    """Return 1 where an interval falls outside the bar."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=100)
    asked.add_argument("--first", type=int, default=1)
    asked.add_argument("--size", type=int, default=391)
    asked.add_argument("--resamples", type=int, default=2000)
    given = asked.parse_args()
    if given.seeds < 5:
        asked.error("fewer than 5 seeds say nothing")
    model = programme_model()
    true, seen = truth(model), defaultdict(list)
    for seed in range(given.first, given.first + given.seeds):
        found = stated(evaluate(simulate(model, seed=seed, size=given.size), n_resamples=given.resamples))
        for name, figure in found.items():
            seen[name].append((figure.low, figure.value, figure.high))
    return report(true, seen, given.seeds)


def report(true: dict[str, float], seen: dict[str, list[tuple[float, float, float]]], seeds: int) -> int:
    """Print a line for each figure and what falls outside."""
    outside: list[str] = [name for name in seen if name not in true]
    families: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    total = [0, 0]
    print(f"{'figure':44} {'truth':>8} {'mean':>8} {'holds':>6} {'of':>4} {'wide':>5}")
    for name in sorted(set(seen) & set(true)):
        hits, n, wide, middle = counted(np.array(seen[name]), true[name])
        total = [total[0] + hits, total[1] + n]
        is_always = n == seeds
        if not is_always:
            families[name.rpartition(".")[0]].append((hits, n, wide))
        is_in = not is_always or is_held(hits, n, wide)
        outside += [] if is_in else [name]
        mark = "" if is_always else "  (not stated with every seed: judged with its kind below)"
        print(
            f"{name:44} {true[name]:8.4f} {middle:8.4f} {hits:6} {n:4} {wide:5.2f}{mark if is_in else '  <-- outside'}"
        )
    for family, rows in families.items():
        hits, n = sum(one[0] for one in rows), sum(one[1] for one in rows)
        # A figure stated once has no width to compare.
        wide = float(
            np.average([one[2] for one in rows if one[1] > 4], weights=[one[1] for one in rows if one[1] > 4])
        )
        is_in = is_held(hits, n, wide)
        outside += [] if is_in else [family]
        print(
            f"{family + '.*':44} {'':8} {'':8} {hits:6} {n:4} {wide:5.2f}{'' if is_in else '  <-- outside'}"
        )
    n_judged = sum(len(one) == seeds for one in seen.values())
    chance = 1 - (binom.cdf(0.99 * seeds, seeds, 0.95) - binom.cdf(0.9 * seeds - 1, seeds, 0.95))
    print(
        f"\n{len(seen)} figures; {total[0]} of {total[1]} intervals ({100 * total[0] / total[1]:.2f} %) hold the truth"
    )
    print(f"{len(outside)} outside the bar: {outside}")
    print(
        f"of {n_judged} intervals that hold in exactly 95 %, {n_judged * chance:.1f} would fall outside by chance"
    )
    return 1 if outside else 0


def counted(ends: np.ndarray, true: float) -> tuple[int, int, float, float]:
    """Return how many intervals hold the truth, of how many, how wide beside theory, and the mean estimate."""
    hits = int(((ends[:, 0] <= true) & (true <= ends[:, 2])).sum())
    asked = 2 * 1.959964 * ends[:, 1].std(ddof=1) if len(ends) > 1 else 0.0
    wide = float((ends[:, 2] - ends[:, 0]).mean() / asked) if asked > 0 else np.nan
    return hits, len(ends), wide, float(ends[:, 1].mean())


def is_held(hits: int, n: int, wide: float) -> bool:
    """Tell whether a figure is within the bar."""
    return 0.9 * n <= hits <= 0.99 * n + 1e-9 and wide <= WIDEST


if __name__ == "__main__":
    raise SystemExit(main())
