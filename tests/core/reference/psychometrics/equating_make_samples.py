"""Write the samples of equating.R: two calibrations with common items, and totals of two groups. Invented, seeded."""

from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEED = 20260610


def items(rng: np.random.Generator) -> str:
    """Return common items: the new scale is (theta - 0.4) / 1.25 with some noise; half of them have two points."""
    lines = ["item,a_new,b1_new,b2_new,a_base,b1_base,b2_base"]
    for n in range(12):
        slope, first = rng.lognormal(0, 0.3), rng.normal()
        steps = [first, first + rng.uniform(0.3, 1.2)] if n % 3 == 0 else [first]
        new = [(step - 0.4) / 1.25 + rng.normal(0, 0.1) for step in steps]
        cells = [f"i{n}", slope * 1.25 * rng.lognormal(0, 0.08), *new, *[""] * (2 - len(new))]
        cells += [slope, *steps, *[""] * (2 - len(steps))]
        lines.append(",".join(f"{cell:.6f}" if isinstance(cell, float) else str(cell) for cell in cells))
    return "\n".join(lines) + "\n"


def totals(rng: np.random.Generator) -> str:
    """Return how many of 480 and of 450 people had each total on a new form of 24 and a base form of 26 points."""
    new = np.bincount(rng.binomial(24, rng.beta(4, 3, 480)), minlength=27)
    base = np.bincount(rng.binomial(26, rng.beta(5, 3, 450)), minlength=27)
    return "points,new,base\n" + "".join(f"{n},{new[n]},{base[n]}\n" for n in range(27))


if __name__ == "__main__":
    rng = np.random.default_rng(SEED)
    (HERE / "equating_items.csv").write_text(items(rng))
    (HERE / "equating_totals.csv").write_text(totals(rng))
