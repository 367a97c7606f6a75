"""How well spellings of one name are found, and names of different people are not, on invented people.

Two measurements: pairs (is every pair of spellings of one person at least as alike as asked, and no other pair), and the
suggestions of an index among 20,000 other names, as a list is compared.

    .venv/bin/python benchmarks/names.py [--among 20000]
"""

import argparse
import random
import sys
import time
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from core.matching.test_person_names import SAME
from sauatty.core.matching.person_names import NameIndex, similarity

LEAST = 0.85
SYLLABLES = [
    "ба",
    "бе",
    "жа",
    "ка",
    "қа",
    "ма",
    "но",
    "ра",
    "та",
    "ұл",
    "ша",
    "ай",
    "ер",
    "нұр",
    "бек",
    "гүл",
]


def pairs() -> tuple[int, int, int]:
    """Return how many pairs were found rightly, wrongly, and not."""
    names = [(group, name) for group, spellings in enumerate(SAME) for name in spellings]
    right = wrong = missed = 0
    for (one_group, one), (other_group, other) in combinations(names, 2):
        is_found, is_one = similarity(one, other) >= LEAST, one_group == other_group
        right += is_found and is_one
        wrong += is_found and not is_one
        missed += is_one and not is_found
    return right, wrong, missed


def suggestions(among: int) -> tuple[int, int, int, float]:
    """Return the same for the suggestions of an index, and the milliseconds that one question takes."""
    dice = random.Random(20261122)
    words = ["".join(dice.choices(SYLLABLES, k=3)).capitalize() for _ in range(3000)]
    others = [(-1, f"{dice.choice(words)}ова {dice.choice(words)}") for _ in range(among)]
    index = NameIndex([*((group, name) for group, names in enumerate(SAME) for name in names[1:]), *others])
    right = wrong = 0
    started = time.process_time()
    for group, names in enumerate(SAME):
        found = index.suggest(names[0], limit=20, least=LEAST)
        right += sum(one.id == group for one in found)
        wrong += sum(one.id != group for one in found)
    each = (time.process_time() - started) / len(SAME) * 1000
    return right, wrong, sum(len(names) - 1 for names in SAME) - right, each


def told(what: str, right: int, wrong: int, missed: int) -> str:
    """Return one line of figures."""
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"{what:32} precision {precision:.3f}  recall {recall:.3f}  ({right} right, {wrong} wrong, {missed} missed)"


def main() -> int:
    """Print precision and recall; 1 where a spelling is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--among", type=int, default=20_000)
    among = parser.parse_args().among
    print(f"{sum(map(len, SAME))} spellings of {len(SAME)} invented people, alike from {LEAST}")
    by_pairs = pairs()
    *by_index, each = suggestions(among)
    print(told("pairs", *by_pairs))
    print(told(f"suggestions among {among:,}", *by_index))
    print(f"one question to the index: {each:.1f} ms of processor time")
    return int(bool(by_pairs[2] or by_index[2]))


if __name__ == "__main__":
    sys.exit(main())
