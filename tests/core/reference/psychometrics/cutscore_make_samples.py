"""Write the samples of cutscore.R: the ratings of nine judges on sixteen items, in percent. Invented, seeded."""

from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEED = 20260611

if __name__ == "__main__":
    rng = np.random.default_rng(SEED)
    rows = 62 + rng.normal(0, 6, (9, 1)) + rng.normal(0, 14, (1, 16)) + rng.normal(0, 8, (9, 16))
    whole = np.clip(np.round(rows / 5) * 5, 0, 100).astype(int)
    solved = np.clip(whole.mean(axis=0) / 100 + rng.normal(0, 0.1, 16), 0, 1)
    lines = ["judge," + ",".join(f"i{n}" for n in range(16))]
    lines += [f"judge {n}," + ",".join(map(str, row)) for n, row in enumerate(whole.tolist())]
    (HERE / "cutscore_ratings.csv").write_text("\n".join(lines) + "\n")
    cells = "".join(
        f"i{n},{share:.4f},{rng.lognormal(0, 0.3):.6f},{rng.normal(-0.4, 1):.6f}\n"
        for n, share in enumerate(solved)
    )
    (HERE / "cutscore_items.csv").write_text("item,solved,a,b\n" + cells)
