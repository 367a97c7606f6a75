"""How fast and how well the measures work: `python benchmarks/measures.py [--objectives 11000]`.

Times every measure on invented judged objectives, simulates how often the 95 % intervals cover the truth, and
counts for how many real objectives (../shared/data, where it is) a verb proposes the cognitive demand.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from sauatty.core.catalogue import framework
from sauatty.core.coverage import (
    align_rows,
    compare,
    demand_level,
    evenness_of,
    expected_rows,
    judged_matrix,
    opportunities,
    pielou,
    progression,
    reinforce,
    unevenness,
)
from sauatty.core.records import JudgedObjective

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / ".." / "shared" / "data" / "curricula" / "objectives.jsonl"
COMPETENCES = [node.id for node in framework("gmilaf").competences]
AREAS = expected_rows("subject_area")


def invented(n: int, seed: int = 1) -> list[JudgedObjective]:
    """Return invented judged objectives: 12 % direct, 18 % opportunities, one or two competences each."""
    generator = random.Random(seed)
    found = []
    for number in range(n):
        area = generator.choice(AREAS)
        weights = [1 + column / 4 + 6 * (column % 7 == AREAS.index(area)) for column in range(12)]
        relevance = generator.choices([0, 1, 2], [0.7, 0.18, 0.12])[0]
        carried = generator.choices(COMPETENCES, weights, k=generator.choice([1, 1, 2])) if relevance else []
        found.append(
            JudgedObjective(
                id=f"o{number}", subject_area=area, subject_id=None, grade=generator.randint(1, 11), language="kk",
                relevance=relevance, competences=tuple(dict.fromkeys(carried)),
                demand=generator.randint(1, 6) if relevance else None,
            )
        )  # fmt: skip
    return found


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Print how long some work takes, and return what it gives."""
    start = time.perf_counter()
    result = work()
    print(f"{name:34} {1000 * (time.perf_counter() - start):8.0f} ms")
    return result


def speed(n: int) -> None:
    """Time every measure."""
    objectives, others = invented(n), invented(n, 2)
    print(f"{n} objectives")
    matrix = timed("matrix", lambda: judged_matrix(objectives, by="subject_area", competences=COMPETENCES))
    timed("unevenness (2,000 resamples)", lambda: unevenness(matrix))
    timed("Porter of every row (2,000 deals)", lambda: align_rows(matrix))
    timed("progression", lambda: progression(objectives, COMPETENCES))
    timed("opportunities", lambda: opportunities(objectives, matrix))
    timed("reinforcement, target 1", lambda: reinforce(objectives, COMPETENCES, 1.0))
    timed("comparison", lambda: compare(objectives, others, by="subject_area", competences=COMPETENCES))


def coverage_of_evenness(n_trials: int = 400) -> None:
    """Simulate how often the interval of the evenness covers the truth, with one to three competences each."""
    generator = np.random.default_rng(11)
    kinds = [(0,), (1, 2), (2,), (3, 4), (5,), (6, 7, 8), (9,), (10, 11), (5, 9), (5, 2), (7,), (4,)]
    chances = np.array([1, 2, 2, 3, 6, 2, 4, 1, 3, 3, 2, 1]) / 30
    truth = np.zeros(12)
    for kind, chance in zip(kinds, chances, strict=True):
        truth[list(kind)] += chance
    print(f"\ninterval of the evenness, truth {float(pielou(truth)):.3f}")
    for n in (12, 24, 36, 60, 120, 300):
        hits, widths = 0, []
        for _ in range(n_trials):
            drawn = np.repeat(np.arange(len(kinds)), generator.multinomial(n, chances))
            objectives = [
                JudgedObjective(
                    str(i), None, None, 1, "kk", 2, tuple(COMPETENCES[one] for one in kinds[kind])
                )
                for i, kind in enumerate(drawn)
            ]
            matrix = judged_matrix(objectives, by="grade", competences=COMPETENCES)
            found = evenness_of(matrix.patterns, n_resamples=400).pielou
            hits += found.low <= float(pielou(truth)) <= found.high
            widths.append(found.high - found.low)
        print(f"n = {n:3}: covers in {hits / n_trials:.3f}, mean width {np.mean(widths):.3f}")


def share_with_demand() -> None:
    """Print for how many real objectives the verb proposes a demand."""
    if not REAL.exists():
        print("\nthe real curricula of ../shared/data are not beside the project")
        return
    rows = [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]
    print()
    for language in ("kk", "ru"):
        own = [demand_level(row["text"], language) for row in rows if row["language"] == language]
        found = [one for one in own if one]
        sure = sum(one.is_sure for one in found)
        print(
            f"demand proposed, {language}: {len(found)} of {len(own)} ({len(found) / len(own):.1%}), sure {sure}"
        )


def main() -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objectives", type=int, default=11000)
    speed(parser.parse_args().objectives)
    coverage_of_evenness()
    share_with_demand()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
