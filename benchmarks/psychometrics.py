"""How fast tests are calibrated and scored: `python benchmarks/psychometrics.py [--large-peers]`.

Every case runs in a process of its own, which prints seconds of the processor (and of the clock), the peak of its
memory and the root mean square error against the parameters that made the answers. Beside ours stand those of the
packages that are there: PyPI's mirt and girth (of this Python, or of the one that SAUATTY_PEERS names), R's eRm and
psychotools; ratios are by the clock. Peers get the sizes that take them seconds; --large-peers gives mirt and girth
400,000 people too.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

N_ITEMS = 40
LIMITS = {
    ("2pl", 1000): 0.03,
    ("2pl", 20000): 0.2,
    ("2pl", 400000): 3.0,
    ("rasch", 400000): 0.1,
    ("eap", 400000): 10.0,
    ("wle", 400000): 10.0,
}
LIMIT_MIB = 400
R_PEER = """
arguments <- commandArgs(TRUE)
suppressMessages({library(arguments[2], character.only = TRUE)})
scores <- matrix(readBin(arguments[1], "integer", file.size(arguments[1]), 1), ncol = 40)
fit <- if (arguments[2] == "eRm") function() -RM(scores)$betapar else function() coef(itempar(raschmodel(scores)))
invisible(fit()); seconds <- system.time(found <- fit())[["elapsed"]]
cat(sprintf('{"seconds": %f, "difficulty": [%s]}', seconds, paste(format(found - mean(found), digits = 10), collapse = ",")))
"""
PYTHON_PEER = """
import json, sys, time, warnings
import numpy as np
warnings.simplefilter("ignore")
scores = np.load(sys.argv[1]).astype(int)
if sys.argv[2] == "mirt":
    import mirt
    def fit():
        model = {"2pl": "2PL", "rasch": "1PL"}[sys.argv[3]]
        found = mirt.fit_mirt(scores, model=model, n_quadpts=41, compute_standard_errors=False).model.parameters
        return found["difficulty"], found["discrimination"]
else:
    import girth
    def fit():
        found = {"2pl": girth.twopl_mml, "rasch": girth.rasch_mml}[sys.argv[3]](scores.T)
        return found["Difficulty"], found["Discrimination"]
times = []
for _ in range(2 if len(scores) > 5000 else 3):
    start = time.perf_counter()
    difficulty, slope = fit()
    times.append(time.perf_counter() - start)
slope = np.broadcast_to(np.asarray(slope, float), np.shape(difficulty))
print(json.dumps({"seconds": min(times), "difficulty": list(map(float, difficulty)), "slope": list(map(float, slope))}))
"""


def truth(model: str) -> tuple[np.ndarray, np.ndarray]:
    """Return difficulties with mean 0 and discriminations."""
    generator = np.random.default_rng(40)
    difficulty = generator.normal(size=N_ITEMS)
    slopes = np.exp(generator.normal(0, 0.3, N_ITEMS)) if model == "2pl" else np.ones(N_ITEMS)
    return difficulty - difficulty.mean(), slopes


def made_up(model: str, n_persons: int) -> np.ndarray:
    """Draw right and wrong answers of people from N(0, 1), some thousands at a time."""
    difficulty, slopes = truth(model)
    generator = np.random.default_rng(41)
    scores = np.empty((n_persons, N_ITEMS), np.int8)
    for start in range(0, n_persons, 8192):
        part = scores[start : start + 8192]
        theta = generator.normal(size=(len(part), 1))
        part[...] = generator.random(part.shape) < 1 / (1 + np.exp(slopes * (difficulty - theta)))
    return scores


def shortest(call: Callable[[], object], n_times: int) -> tuple[object, dict[str, float]]:
    """Return a result, and the shortest of several times by the clock and by the processor.

    On a busy machine the clock measures the neighbours; the work is done by one thread, so the processor's time is
    what a quiet machine's clock would show.
    """
    times, processor = [], []
    for _ in range(n_times):
        start, start_processor = time.perf_counter(), time.process_time()
        result = call()
        times.append(time.perf_counter() - start)
        processor.append(time.process_time() - start_processor)
    return result, {"clock": min(times), "seconds": min(processor)}


def peak_mib() -> float:
    """Return the largest memory this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_case(kind: str, n_persons: int, with_errors: bool) -> dict[str, object]:
    """Run one case in this process."""
    from sauatty.core.psychometrics.abilities import estimate_abilities
    from sauatty.core.psychometrics.irt import calibrate
    from sauatty.core.psychometrics.scores import ScoreMatrix

    model = kind if kind in ("2pl", "rasch") else "2pl"
    items = tuple(f"i{n}" for n in range(N_ITEMS))
    people = tuple(f"p{n}" for n in range(n_persons))
    matrix = ScoreMatrix(made_up(model, n_persons).astype(float), people, items, (1,) * N_ITEMS)
    before, n_times = peak_mib(), 3 if n_persons > 50000 else 7
    if kind in ("eap", "wle"):
        fit = calibrate(matrix.of_persons(range(5000)), model, with_errors=False)
        _, seconds = shortest(lambda: estimate_abilities(matrix, fit, kind), n_times)
        return {**seconds, "peak": peak_mib(), "before": before}
    fit, seconds = shortest(lambda: calibrate(matrix, model, with_errors=with_errors), n_times)
    return {
        **seconds,
        "peak": peak_mib(),
        "before": before,
        "difficulty": [item.difficulty for item in fit.items],
        "slope": [item.discrimination for item in fit.items],
    }


def child(kind: str, n_persons: int, with_errors: bool) -> dict[str, object]:
    """Run one case in a process of its own."""
    command = [sys.executable, __file__, "--case", kind, str(n_persons), str(int(with_errors))]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def rmse(found: dict[str, object], model: str) -> str:
    """Say how far the parameters are from those that made the answers."""
    difficulty, slopes = truth(model)
    miss = np.asarray(found["difficulty"], float) - difficulty
    if model == "rasch":
        miss -= miss.mean()
    words = f"RMSE b {np.sqrt((miss**2).mean()):.4f}"
    if model == "2pl":
        words += f" a {np.sqrt(((np.asarray(found['slope'], float) - slopes) ** 2).mean()):.4f}"
    return words


def peers(model: str, n_persons: int, large: bool) -> dict[str, dict[str, object]]:
    """Return what the packages that are here found, and in how many seconds."""
    scores, found = made_up(model, n_persons), {}
    with tempfile.TemporaryDirectory() as folder:
        array, binary = Path(folder, "scores.npy"), Path(folder, "scores.bin")
        np.save(array, scores)
        binary.write_bytes(scores.T.tobytes())
        python = os.environ.get("SAUATTY_PEERS", sys.executable)
        if n_persons <= 20000 or large:
            for name in ("mirt", "girth"):
                found[name] = peer([python, "-c", PYTHON_PEER, str(array), name, model])
        if model == "rasch" and n_persons <= 20000 and shutil.which("Rscript"):
            for name in ("eRm", "psychotools"):
                found[name] = peer(["Rscript", "-e", R_PEER, str(binary), name])
    return {name: result for name, result in found.items() if result}


def peer(command: list[str]) -> dict[str, object] | None:
    """Return what a peer printed; None where it is not installed or takes longer than two minutes."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        return None
    return (
        json.loads(done.stdout.strip().splitlines()[-1])
        if done.returncode == 0 and done.stdout.strip()
        else None
    )


def print_case(model: str, n_persons: int, large: bool) -> bool:
    """Print one calibration beside its peers; return whether it keeps its limits."""
    ours, with_errors = child(model, n_persons, False), child(model, n_persons, True)
    seconds, limit = float(ours["seconds"]), LIMITS.get((model, n_persons))
    ratio = float(with_errors["seconds"]) / seconds
    print(
        f"{model} {n_persons:,} x {N_ITEMS}: {seconds:.4f} s (clock {ours['clock']:.4f} s)"
        + (f", limit {limit} s" if limit else "")
        + f", with standard errors {with_errors['seconds']:.4f} s = {ratio:.2f} times; "
        f"peak {with_errors['peak']:.0f} MiB, of it {with_errors['before']:.0f} Python and the answers; {rmse(ours, model)}"
    )
    for name, result in peers(model, n_persons, large).items():
        times = float(result["seconds"]) / float(ours["clock"])
        print(f"    {name}: {result['seconds']:.3f} s = {times:.0f} times ours; {rmse(result, model)}")
    return (limit is None or seconds <= limit) and float(with_errors["peak"]) <= LIMIT_MIB and ratio <= 2


def print_scoring(method: str, n_persons: int) -> bool:
    """Print how fast people are scored; return whether it keeps its limit."""
    found, limit = child(method, n_persons, False), LIMITS[method, n_persons]
    seconds = f"{found['seconds']:.3f} s (clock {found['clock']:.3f} s)"
    print(f"{method} of {n_persons:,}: {seconds}, limit {limit} s; peak {found['peak']:.0f} MiB")
    return float(found["seconds"]) <= limit


def main() -> int:
    """Return 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", nargs=3)
    parser.add_argument("--large-peers", action="store_true")
    options = parser.parse_args()
    if options.case:
        kind, n_persons, with_errors = options.case
        print(json.dumps(run_case(kind, int(n_persons), with_errors == "1")))
        return 0
    cases = [
        ("2pl", 1000),
        ("2pl", 20000),
        ("2pl", 400000),
        ("rasch", 1000),
        ("rasch", 20000),
        ("rasch", 400000),
    ]
    kept = [print_case(model, n, options.large_peers) for model, n in cases]
    kept += [print_scoring(method, 400000) for method in ("eap", "wle")]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
