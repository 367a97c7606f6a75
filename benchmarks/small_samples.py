"""How sure the figures of a test are at 30, 100 and 391 people: simulation with a seed, the table of the documentation.

    python benchmarks/small_samples.py [REPETITIONS]

Each repetition draws people from a standard normal distribution and their answers to 24 questions of difficulties from
-2 to 2 logits (the questions of the two-parameter model discriminate from 0.6 to 1.6), and lets the code of Sauatty
estimate everything anew. The same number of repetitions gives the same table.
"""

import sys
from collections.abc import Callable, Iterator

import numpy as np

from sauatty.core.errors import SauattyError
from sauatty.core.psychometrics.classical import item_statistics
from sauatty.core.psychometrics.dif import dif
from sauatty.core.psychometrics.equating import equate_scores
from sauatty.core.psychometrics.gain import gain
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.psychometrics.simulate import simulated_scores

SIZES, REPETITIONS, SEED, N_ITEMS = (30, 100, 391), 100, 2026, 24
DIFFICULTIES = np.linspace(-2, 2, N_ITEMS)
SLOPES = np.tile(np.linspace(0.6, 1.6, 6), 4)
LARGE_DELTA = 1.5
Figures = dict[str, list[float]]


def items(slopes: np.ndarray | None = None, shift: float = 0.0) -> list[ItemParameters]:
    """Return the questions; the last but eleven is harder by `shift` logits."""
    levels = DIFFICULTIES.copy()
    levels[N_ITEMS // 2] += shift
    chosen = np.ones(N_ITEMS) if slopes is None else slopes
    return [
        ItemParameters(f"q{n + 1}", float(a), float(b), (float(b),))
        for n, (a, b) in enumerate(zip(chosen, levels, strict=True))
    ]


def classical(rng: np.random.Generator, n: int, found: Figures) -> None:
    matrix = simulated_scores(items(), rng.normal(size=n), seed=int(rng.integers(2**31)))
    trust = reliability(matrix)
    rows = item_statistics(matrix).items
    found["alpha: width of its interval"].append(np.diff(trust.alpha_ci95)[0])
    found["share solved: width of its interval"].append(
        np.mean([np.diff(one.difficulty_ci95)[0] for one in rows])
    )
    ends = [one.item_rest_ci95 for one in rows if one.item_rest_ci95]
    found["item-rest correlation: width of its interval"].append(np.mean([np.diff(one)[0] for one in ends]))


def scales(rng: np.random.Generator, n: int, found: Figures) -> None:
    people = rng.normal(size=n)
    rasch = calibrate(simulated_scores(items(), people, seed=int(rng.integers(2**31))), "rasch")
    known = [
        (one.difficulty, b) for one, b in zip(rasch.items, DIFFICULTIES, strict=True) if one.is_estimated
    ]
    found["Rasch: error of a difficulty, logits"].append(rms([one - b for one, b in known]))
    two = calibrate(simulated_scores(items(SLOPES), people, seed=int(rng.integers(2**31))), "2pl")
    found["2PL: error of a difficulty, logits"].append(
        rms([one.difficulty - b for one, b in zip(two.items, DIFFICULTIES, strict=True) if one.is_estimated])
    )
    found["2PL: error of a discrimination (true 0.6 to 1.6)"].append(
        rms([one.discrimination - a for one, a in zip(two.items, SLOPES, strict=True)])
    )


def differences(rng: np.random.Generator, n: int, found: Figures) -> None:
    """Half of the people stand in each group; one question is harder for one of them by 1.5 on the delta scale."""
    half, shift = n // 2, LARGE_DELTA / 2.35
    first = simulated_scores(items(), rng.normal(size=n - half), seed=int(rng.integers(2**31)))
    other = simulated_scores(items(shift=shift), rng.normal(size=half), seed=int(rng.integers(2**31)))
    matrix = ScoreMatrix(
        np.vstack([first.scores, other.scores]),
        tuple(f"p{k}" for k in range(n)),
        first.items,
        first.max_scores,
    )
    compared = dif(matrix, ["r"] * (n - half) + ["f"] * half, "r", with_logistic=False)
    flagged = [one.is_flagged for one in compared.items]
    found["DIF: a large difference (1.5) is flagged"].append(float(flagged[N_ITEMS // 2]))
    found["DIF: a fair question is flagged"].append(
        np.mean(flagged[: N_ITEMS // 2] + flagged[N_ITEMS // 2 + 1 :])
    )
    found["DIF: difference seen with 80 % power, delta"].append(compared.detectable["f"])


def gains(rng: np.random.Generator, n: int, found: Figures) -> None:
    people = rng.normal(size=n)
    pre, post = (simulated_scores(items(), people + up, seed=int(rng.integers(2**31))) for up in (0.0, 0.5))
    gained = gain(pre, post)
    found["gain of half a logit: width of its interval, points of 24"].append(np.diff(gained.ci95)[0])
    found["gain of half a logit: d_av, width of its interval"].append(np.diff(gained.effect_sizes[0].ci95)[0])


def equatings(rng: np.random.Generator, n: int, found: Figures) -> None:
    totals = [
        simulated_scores(items(), rng.normal(size=n // 2), seed=int(rng.integers(2**31))).scores.sum(axis=1)
        for _form in range(2)
    ]
    for method in ("mean", "linear", "equipercentile"):
        rows = equate_scores(totals[0], totals[1], (N_ITEMS, N_ITEMS), method, n_resamples=0).rows
        middle = rows[N_ITEMS // 4 : 3 * N_ITEMS // 4 + 1]
        found[f"equating, {method}: error of an equivalent, points of 24"].append(
            rms([one.equivalent - one.points for one in middle])
        )


def rms(values: list[float]) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(np.square(values))))


WAYS: tuple[Callable[[np.random.Generator, int, Figures], None], ...] = (
    classical, scales, differences, gains, equatings,
)  # fmt: skip


class _Collected(dict):
    def __missing__(self, name: str) -> list[float]:
        self[name] = []
        return self[name]


def table(repetitions: int) -> Iterator[str]:
    """Yield the lines of the table: means over the repetitions."""
    columns = []
    for n in SIZES:
        found, rng = _Collected(), np.random.default_rng([SEED, n])
        for _ in range(repetitions):
            for way in WAYS:
                try:
                    way(rng, n, found)
                except SauattyError:
                    continue
        columns.append(found)
    yield "| Figure | " + " | ".join(f"n = {n}" for n in SIZES) + " |"
    yield "|---|" + "---:|" * len(SIZES)
    for name in columns[0]:
        yield f"| {name} | " + " | ".join(_cell(name, column[name]) for column in columns) + " |"


def _cell(name: str, values: list[float]) -> str:
    known = [value for value in values if value is not None and np.isfinite(value)]
    middle = float(np.median(known)) if name.startswith("2PL") else float(np.mean(known))
    return f"{middle:.0%}" if name.endswith("flagged") else f"{middle:.2f}"


if __name__ == "__main__":
    for row in table(int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS):
        print(row)
