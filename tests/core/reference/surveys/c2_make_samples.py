"""Invented answers with a fixed seed: `PYTHONPATH=src:tests python tests/core/reference/surveys/c2_make_samples.py`."""

import csv
from pathlib import Path

import numpy as np

from core.surveys.need_cast import FOUR, LEVELS, SHOWS, STEPS

HERE = Path(__file__).parent
generator = np.random.default_rng(41)
N = 60


def draw(options: tuple[str, ...], empty: float = 0.08) -> str:
    return "" if generator.random() < empty else str(generator.choice(options))


rows, codes = [], []
for at in range(N):
    row = {"id": f"r{at}", "kind": draw(("library", "school"), 0)}
    row |= {
        f"familiarity_{term}": draw(LEVELS)
        for term in ("mil", *(f"real{one}" for one in range(1, 9)), *(f"foil{one}" for one in range(3)))
    }
    row["mil_definition"] = draw(("words",), 0.15)
    row |= {f"practice_{one.replace('.', '_')}": draw((*STEPS, "not_mine")) for one in FOUR}
    row |= {f"self_rating_{one.replace('.', '_')}": draw(STEPS) for one in FOUR}
    order = [one.replace(".", "_") for one in generator.permutation(FOUR)]
    row["need_ranked"] = " ".join(order[: generator.integers(0, 4)])
    rows.append(row)
    if row["mil_definition"] and generator.random() < 0.9:
        grade = int(generator.integers(1, 4))
        parts = [part for part in SHOWS if generator.random() < grade / 4]
        codes.append(
            {
                "response": row["id"],
                "question": "mil_definition",
                "grade": grade,
                "parts": ";".join(parts),
                "source": "agreed",
            }
        )

for name, own in (("c2_responses.csv", rows), ("c2_codes.csv", codes)):
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, own[0])
        writer.writeheader()
        writer.writerows(own)
