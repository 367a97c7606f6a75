"""How fast responses are tabulated: `python benchmarks/survey_tabulation.py [--responses 100000]`.

60 columns with a skip, several kinds of question and every interval; 5 seconds at most for 100,000 responses.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from sauatty.core.catalogue.instruments import Choice, Instrument, Question, Row, Section
from sauatty.core.languages import Translated
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import wilson_share
from sauatty.core.statistics.association import cramers_v, pearson_statistic
from sauatty.core.statistics.weighted import effective_n
from sauatty.core.surveys.cross import cross
from sauatty.core.surveys.tabulation import tabulate
from sauatty.core.surveys.weighting import rake

REGIONS = 20
LIMIT_S = 5.0


def _choices(n: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{place}", Translated.from_mapping(f"Choice {place}")) for place in range(n))


def _question(id: str, kind: str, n: int = 0, **more: Any) -> Question:
    return Question(id, kind, Translated.from_mapping(id), choices=_choices(n), **more)  # type: ignore[arg-type]


def instrument() -> Instrument:
    """Return an instrument of 60 columns: 20 single, 20 rows of matrices, 8 scales, 5 multiple, 3 rankings, 4 others."""
    rows = tuple(Row(f"r{place}", Translated.from_mapping(f"Row {place}")) for place in range(10))
    questions = [
        _question("region", "single", REGIONS),
        *(_question(f"s{place}", "single", 6, when="${region} != 'c0'" if place % 2 else "") for place in range(19)),
        *(_question(f"m{place}", "matrix", 5, rows=rows) for place in range(2)),
        *(_question(f"l{place}", "scale", 5) for place in range(8)),
        *(_question(f"t{place}", "multiple", 9, when="selected(${s0}, 'c1')" if place else "") for place in range(5)),
        *(_question(f"k{place}", "ranking", 8) for place in range(3)),
        _question("age", "number"), _question("hours", "number"), _question("why", "long"), _question("day", "date"),
    ]  # fmt: skip
    return Instrument(
        "bench", "1", Translated.from_mapping("Bench"), (Section("a", Translated(), tuple(questions)),)
    )


def responses(subject: Instrument, n: int) -> ResponseTable:
    """Return invented responses, a tenth of the answers missing."""
    generator = np.random.default_rng(7)
    columns = {
        name: _column(question, n, generator) for question in subject.questions for name in question.names
    }
    return ResponseTable(tuple(map(str, range(n))), columns)


def _column(question: Question, n: int, generator: np.random.Generator) -> tuple[str, ...]:
    missing = generator.random(n) < 0.1
    codes = [one.code for one in question.choices]
    if question.kind in ("multiple", "ranking"):
        taken = generator.random((n, len(codes))).argsort(axis=1)[:, :3]
        found = [" ".join(codes[place] for place in row) for row in taken.tolist()]
    elif codes:
        found = [codes[place] for place in generator.integers(0, len(codes), n).tolist()]
    else:
        found = [str(value) for value in generator.integers(18, 80, n).tolist()]
    return tuple("" if is_missing else one for one, is_missing in zip(found, missing.tolist(), strict=True))


def timed(name: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Print how long some work takes; return what it gives and the seconds."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(f"{name:44} {seconds:7.2f} s")
    return result, seconds


def simulate(n_trials: int = 2000) -> None:
    """Print how often the intervals of weighted shares and of Cramér's V cover the truth."""
    generator = np.random.default_rng(3)
    for spread in (0.3, 0.8):
        for truth in (0.1, 0.5):
            hits = 0
            for _ in range(n_trials):
                weights, taken = generator.lognormal(0, spread, 100), generator.random(100) < truth
                found = wilson_share(float(weights[taken].sum() / weights.sum()), effective_n(weights))
                hits += found.low <= truth <= found.high
            print(f"weighted share {truth}, spread of weights {spread}: covers in {hits / n_trials:.3f}")
    shares = np.array([[0.2, 0.1, 0.05], [0.05, 0.1, 0.15], [0.1, 0.1, 0.15]])
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    truth, hits = float(np.sqrt(((shares - expected) ** 2 / expected).sum() / 2)), 0
    for _ in range(n_trials):
        counts = generator.multinomial(150, shares.ravel()).reshape(3, 3).astype(float)
        v = cramers_v(pearson_statistic(counts) / 150, (3, 3), 150)
        hits += v.low <= truth <= v.high
    print(f"Cramer's V {truth:.3f}, n = 150: covers in {hits / n_trials:.3f}")


def main() -> int:
    """Print all figures; 1 where the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--simulate", action="store_true", help="also simulate how often the intervals cover")
    arguments = parser.parse_args()
    if arguments.simulate:
        simulate()
    n = arguments.responses
    subject = instrument()
    table = responses(subject, n)
    print(f"{n} responses x {len(table.columns)} columns")
    _, seconds = timed("tables with intervals", lambda: tabulate(subject, table))
    margins = {"region": {f"c{place}": 100.0 + 10 * place for place in range(REGIONS)}}
    weighting, _ = timed("weights to one margin", lambda: rake(table, margins))
    timed("tables with intervals, weighted", lambda: tabulate(subject, table, weights=weighting.weights))
    timed(f"tables by {REGIONS} regions, small cells hidden", lambda: tabulate(subject, table, by="region"))
    timed("one cross table with its test", lambda: cross(subject, table, "s1", "region"))
    print(f"limit {LIMIT_S} s: {LIMIT_S / seconds:.1f} times faster")
    return 1 if n >= 100_000 and seconds > LIMIT_S else 0


if __name__ == "__main__":
    raise SystemExit(main())
