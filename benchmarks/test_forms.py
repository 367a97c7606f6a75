"""How long forms of a test take to assemble, how alike they become, and how a blueprint is refused.

Banks like ours (12 competences × 12 items, six demands, six kinds, some of two points), drawn with a seed. The time
limit is that of the page: 20 seconds. Beside it stands what chance gives: the most alike of 200 random pairs of forms
that meet the same numbers by competence.
"""

import time

import numpy as np

from sauatty.core.errors import BlueprintImpossible
from sauatty.core.psychometrics.assembly import BankItem, Blueprint, assemble
from sauatty.core.psychometrics.equating_curves import item_expectation, item_precision

COMPETENCES = tuple(f"c{n:02}" for n in range(12))
KINDS = ("single", "multiple", "order", "match", "highlight", "judgement")
TWO_EACH = {competence: (2, 2) for competence in COMPETENCES}
PASS_MARK = {-1.0: 3.0, 0.0: 4.0, 1.0: 3.0}
BLUEPRINTS = {
    "A and B, 24 items, 2 of each competence": Blueprint(24, per_competence=TWO_EACH),
    "the same with demands, kinds and targets": Blueprint(
        24,
        per_competence=TWO_EACH,
        per_demand={1: (2, 6), 5: (2, 6)},
        per_kind={"single": (2, 8)},
        targets=PASS_MARK,
    ),
    "A and B, 20 items, 4 anchors": Blueprint(
        20, anchors=("i000", "i001", "i002", "i003"), targets=PASS_MARK
    ),
    "one form, 24 items, most information": Blueprint(24, per_competence=TWO_EACH, n_forms=1),
    "three forms that share 4 items": Blueprint(24, per_competence=TWO_EACH, n_forms=3, max_overlap=4),
    "impossible: 13 of one competence, twice": Blueprint(24, per_competence={"c00": (13, 14)}),
    "impossible: information of 40": Blueprint(24, targets={0.0: 40.0}),
}


def bank_of(n_items: int, seed: int = 1) -> list[BankItem]:
    """Return a bank with parameters as a calibration gives them."""
    rng = np.random.default_rng(seed)
    return [
        BankItem(
            f"i{n:03}",
            COMPETENCES[n % 12],
            1 + int(rng.integers(6)),
            KINDS[int(rng.integers(6))],
            float(rng.normal()),
            float(rng.lognormal(0, 0.3)),
            enemies=(f"i{n + 12:03}",) if n % 24 == 0 else (),
            max_score=1 + int(rng.random() < 0.3),
        )
        for n in range(n_items)
    ]


def by_chance(bank: list[BankItem], seed: int = 2, n_pairs: int = 200) -> tuple[float, float]:
    """Return the median and the least worst difference of random pairs with two items of each competence."""
    theta = np.array(Blueprint(24).thetas)
    rows = np.array(
        [[*item_precision(item.as_curve, theta), *item_expectation(item.as_curve, theta)] for item in bank]
    )
    rng = np.random.default_rng(seed)
    places = [
        [n for n, item in enumerate(bank) if item.competence == competence] for competence in COMPETENCES
    ]
    worst = []
    for _ in range(n_pairs):
        drawn = [rng.permutation(group)[:4] for group in places]
        first = np.concatenate([four[:2] for four in drawn])
        second = np.concatenate([four[2:] for four in drawn])
        worst.append(float(np.abs(rows[first].sum(axis=0) - rows[second].sum(axis=0)).max()))
    return float(np.median(worst)), min(worst)


def main() -> None:
    """Print seconds, the worst difference in information or points, and what the solver says of it."""
    for n_items in (144, 288):
        bank = bank_of(n_items)
        median, least = by_chance(bank)
        print(
            f"\n{n_items} items; 200 random pairs: worst difference {median:.2f} (median), {least:.2f} (least)"
        )
        for name, blueprint in BLUEPRINTS.items():
            started = time.perf_counter()
            try:
                found = assemble(bank, blueprint)
                words = f"worst difference {found.worst_difference:.3f}, "
                words += "proved" if found.is_optimal else f"not proved (gap {found.gap:.0%})"
            except BlueprintImpossible as refusal:
                words = "refused: " + "; ".join(note.in_words for note in refusal.params["broken"])
            print(f"{time.perf_counter() - started:6.2f} s  {name}: {words}")


if __name__ == "__main__":
    main()
