"""How fast an evaluation is: `python benchmarks/evaluate.py [--sizes 391 100000]`.

Prints the time to simulate and to evaluate an invented programme, beside the bars: 391 people in 2 s, 100,000 in 30 s to
evaluate and 60 s to simulate.
"""

import argparse
import resource
import time

from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model

BARS = {391: (None, 2.0), 100_000: (60.0, 30.0)}


def main() -> int:
    """Return 1 where a bar is not met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=[391, 100_000])
    late = False
    for size in asked.parse_args().sizes:
        start = time.perf_counter()
        pack = simulate(programme_model(), seed=1, size=size)
        drawn = time.perf_counter()
        evaluate(pack)
        spent = (drawn - start, time.perf_counter() - drawn)
        bars = BARS.get(size, (None, None))
        late = late or any(bar is not None and own > bar for bar, own in zip(bars, spent, strict=True))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(
            f"{size:7} people: simulated in {spent[0]:6.2f} s (bar {bars[0]}), evaluated in {spent[1]:6.2f} s "
            f"(bar {bars[1]}); {most:.2f} GiB at most so far"
        )
    return int(late)


if __name__ == "__main__":
    raise SystemExit(main())
