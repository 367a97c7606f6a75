"""How fast agreement is: `python benchmarks/agreement.py [--units 11000] [--coders 5]`.

Prints the seconds of alpha's point estimate at each level, beside those of the krippendorff package, and of alpha
with 2,000 bootstrap samples. The package is under the GPL and no dependency: SAUATTY_PEERS names the Python of an
environment that has it; without it the ratio is left out.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sauatty.core.agreement import agreement, krippendorff_alpha

LEVELS = ("nominal", "ordinal", "interval")
LIMIT_SECONDS = 5.0
COMPETENCES = [f"gmilaf.{part}.{number}" for part in (1, 2, 3) for number in (1, 2, 3, 4)]
N_TIMES = 7
# Timed inside the other process: starting Python and importing are not counted, and one call warms it up.
PEER = """
import json, sys, time, warnings
import krippendorff, numpy as np
warnings.simplefilter("ignore")
data = np.load(sys.argv[1])
found = {}
for level in ("nominal", "ordinal", "interval"):
    times = []
    for _ in range(int(sys.argv[2]) + 1):
        start = time.perf_counter()
        value = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
        times.append(time.perf_counter() - start)
    found[level] = [float(value), min(times[1:])]
print(json.dumps(found))
"""


def made_up(n_units: int, n_coders: int) -> np.ndarray:
    """Judge units 0-2 with 20 % noise; a tenth of the judgements is missing. Units × coders."""
    generator = np.random.default_rng(11)
    truth = generator.choice(3, n_units, p=[0.8, 0.12, 0.08])
    given = np.where(
        generator.random((n_units, n_coders)) < 0.8,
        truth[:, None],
        generator.integers(0, 3, (n_units, n_coders)),
    )
    return np.where(generator.random((n_units, n_coders)) < 0.1, np.nan, given)


def made_up_sets(values: np.ndarray) -> list[tuple[str, str, frozenset[str]]]:
    """Give one to three competences where a judgement is above 0, for hundreds of different sets."""
    generator = np.random.default_rng(12)
    return [
        (
            f"u{unit}",
            f"c{coder}",
            frozenset(generator.choice(COMPETENCES, int(value) + generator.integers(0, 2))),
        )
        for (unit, coder), value in np.ndenumerate(values)
        if value == value
    ]


def shortest(call: Callable[[], float]) -> tuple[float, float]:
    """Return a result and the shortest of several times: on a busy machine the others measure the neighbours."""
    call()
    times = []
    for _ in range(N_TIMES):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return result, min(times)


def peer_times(values: np.ndarray) -> dict[str, tuple[float, float]]:
    """Return value and seconds of the krippendorff package by level; empty where it is not there."""
    python = os.environ.get("SAUATTY_PEERS", "")
    if not python:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "values.npy"
        np.save(file, values.T)
        done = subprocess.run(
            [python, "-c", PEER, str(file), str(N_TIMES)], capture_output=True, text=True, check=False
        )
    if done.returncode:
        print(f"krippendorff: not run ({done.stderr.strip().splitlines()[-1:]})")
        return {}
    return {level: tuple(pair) for level, pair in json.loads(done.stdout).items()}


def main() -> int:
    """Return 1 where 2,000 bootstrap samples take longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=11_000)
    parser.add_argument("--coders", type=int, default=5)
    asked = parser.parse_args()
    values = made_up(asked.units, asked.coders)
    rows = [(f"u{unit}", f"c{coder}", value) for (unit, coder), value in np.ndenumerate(values)]
    peers = peer_times(values)
    print(f"{asked.units} units x {asked.coders} coders, shortest of {N_TIMES}")
    for level in LEVELS:
        found, seconds = shortest(lambda level=level: krippendorff_alpha(values, level))
        line = f"alpha, {level}: {found:.6f} in {1000 * seconds:.1f} ms"
        if level in peers:
            theirs, their_seconds = peers[level]
            line += f"; krippendorff {1000 * their_seconds:.1f} ms, ratio {their_seconds / seconds:.2f}"
            line += f", difference {abs(found - theirs):.0e}"
        print(line)
    if not peers:
        print("ratio to krippendorff: set SAUATTY_PEERS to a Python that has it")
    slowest = 0.0
    for level, measured in [*((level, rows) for level in LEVELS), ("set", made_up_sets(values))]:
        start = time.perf_counter()
        alpha = agreement(measured, level=level).alpha
        slowest = max(slowest, time.perf_counter() - start)
        print(
            f"alpha with 2000 resamples, {level}: {alpha.estimate:.4f} [{alpha.low:.4f}, {alpha.high:.4f}]"
            f" in {time.perf_counter() - start:.2f} s"
        )
    print(f"slowest {slowest:.2f} s, at most {LIMIT_SECONDS:.0f} s asked for")
    return int(slowest > LIMIT_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
